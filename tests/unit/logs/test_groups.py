from aioghactions import logs
from aioghactions.logs import Group

RAW = [
    "before",
    "##[group]one",
    "1",
    "##[error]2",
    "##[endgroup]",
    "between",
    "##[endgroup]",
    "##[group]two",
    "##[group]three\x1b[2J",
    "3",
]


def shape(item):
    """Return what identifies an item: title, lines and end of a group, or text."""
    if isinstance(item, Group):
        return item.title, [line.text for line in item.lines], item.closed
    return item.text


def test_groups_are_folded():
    """A20: lines outside are kept; a group without an end is yielded."""
    assert [shape(item) for item in logs.fold(logs.parse(RAW))] == [
        "before",
        ("one", ["1", "2"], True),
        "between",
        ("two", [], False),
        ("three", ["3"], False),
    ]


def test_group_with_an_error_line_has_errors():
    """A20: so that it can be shown unfolded."""
    groups = [item for item in logs.fold(logs.parse(RAW)) if isinstance(item, Group)]
    assert [group.has_errors for group in groups] == [True, False, False]


async def test_read_folded_yields_the_same_as_fold():
    """A20: from an asynchronous source."""

    async def source():
        for raw in RAW:
            yield raw

    folded = logs.read_folded(logs.read(source()))
    assert [item async for item in folded] == list(logs.fold(logs.parse(RAW)))


def test_group_keeps_its_last_ten_thousand_lines():
    """S10: an endless group does not fill the memory."""
    raws = ["##[group]all", *map(str, range(25_000))]
    (group,) = logs.fold(logs.parse(raws))
    assert isinstance(group, Group)
    assert (len(group.lines), group.left_out) == (10_000, 15_000)
    assert group.lines[-1].text == "24999"


def test_group_keeps_its_last_16_mi_characters():
    """S10: nor do ten thousand lines of a mebibyte each."""
    raws = ["##[group]all", "##[error]x", *([f"{'x' * 2**20}"] * 40)]
    (group,) = logs.fold(logs.parse(raws))
    assert isinstance(group, Group)
    assert (len(group.lines), group.left_out) == (16, 25)
    assert group.has_errors
    longest = ["##[group]all", "before", "x" * (2**24 + 1), "after"]
    (group,) = logs.fold(logs.parse(longest))
    assert isinstance(group, Group)
    assert [line.raw for line in group.lines] == ["after"]
    assert (group.left_out, group.has_errors) == (2, False)


def test_empty_log_has_no_items():
    """A20: and is not an error."""
    assert list(logs.fold(logs.parse([]))) == []
