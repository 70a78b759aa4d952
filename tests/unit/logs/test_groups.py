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
    """Return what is told of an item."""
    if isinstance(item, Group):
        return item.title, [line.text for line in item.lines], item.closed
    return item.text


def test_groups_are_folded():
    """A20: lines outside stay as they are; a group without an end is told."""
    assert [shape(item) for item in logs.fold(logs.parse(RAW))] == [
        "before",
        ("one", ["1", "2"], True),
        "between",
        ("two", [], False),
        ("three", ["3"], False),
    ]


def test_a_group_tells_whether_something_went_wrong():
    """A20: so that it can be shown unfolded."""
    groups = [item for item in logs.fold(logs.parse(RAW)) if isinstance(item, Group)]
    assert [group.has_errors for group in groups] == [True, False, False]


async def test_a_stream_is_folded_as_it_arrives():
    """A20: the same, from an asynchronous source."""

    async def source():
        for raw in RAW:
            yield raw

    folded = logs.read_folded(logs.read(source()))
    assert [item async for item in folded] == list(logs.fold(logs.parse(RAW)))


def test_an_endless_group_is_not_held_as_a_whole():
    """S10: its last ten thousand lines are."""
    raws = ["##[group]all", *map(str, range(25_000))]
    (group,) = logs.fold(logs.parse(raws))
    assert isinstance(group, Group)
    assert (len(group.lines), group.left_out) == (10_000, 15_000)
    assert group.lines[-1].text == "24999"


def test_a_group_of_long_lines_is_not_held_as_a_whole():
    """S10: ten thousand lines of a mebibyte each would fill any memory."""
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


def test_an_empty_log_has_nothing_in_it():
    """A20: and is no error."""
    assert list(logs.fold(logs.parse([]))) == []
