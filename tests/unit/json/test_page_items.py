"""A page that is parsed item by item is what it would be as a whole."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aioghactions._core.call import Returns
from aioghactions._json import codec, page_items
from aioghactions._json.structure import Memo, read, structure
from tests.bench import corpus

PAD = "x" * 5_000
PAGE = Returns("WorkflowRunPage")


def compact(value):
    """Return a body as GitHub writes it."""
    return json.dumps(value, separators=(",", ":")).encode()


def page(*items):
    """Return a body with such items."""
    return compact({"total_count": len(items), "rows": items})


def by_piece(raw):
    """Return the value of a body, and whether its items came one by one."""
    value = page_items.parse(raw, "rows")
    pieces = isinstance(value, dict) and isinstance(value.get("rows"), page_items.Items)
    if pieces:
        value["rows"] = list(iter(value["rows"]))
    return value, pieces


def test_large_items_are_parsed_one_by_one():
    """The last, the only one, and one of another length too."""
    for lengths in ([5_000], [5_000, 6_000], [9_000, 5_000, 20_000, 4_200, 5_000]):
        raw = page(*({"id": n, "text": "x" * n} for n in lengths))
        assert by_piece(raw) == (json.loads(raw), True)


def test_items_that_look_like_their_own_parts_are_told_apart():
    """Arrays within an item begin alike; so may a text, which cannot end there."""
    parts = [{"id": n} for n in range(3)]
    odd = {"id": 1, "pad": PAD, "text": '},{"id":2', "parts": parts, "more": [parts]}
    plain = {"id": 1, "pad": PAD * 2}
    for items in ([odd], [odd, odd], [plain, odd, plain], [odd, plain, plain, odd]):
        raw = page(*items)
        assert by_piece(raw) == (json.loads(raw), True)


@pytest.mark.parametrize(
    "raw",
    [
        page(),
        page({"id": 1}, {"id": 2}),
        page({}, {"id": PAD}),
        page(PAD, PAD),
        page([{"id": PAD}], [{"id": PAD}]),
        compact([{"id": PAD}]),
        compact({"rows": [{"id": PAD}], "total_count": 1}),
        compact({"x": "y" * 300, "rows": [{"id": PAD}]}),
        compact({"rows": None}),
        compact({"other": [{"id": PAD}]}),
        json.dumps({"rows": [{"id": PAD}, {"id": PAD}]}).encode(),
        compact({"rows": [{"k" * 100: PAD}]}),
    ],
)
def test_other_bodies_are_parsed_whole(raw):
    """Small items, another order, another spelling, or no page at all."""
    assert by_piece(raw) == (json.loads(raw), False)
    assert page_items.parse(raw, None) == json.loads(raw)


@pytest.mark.parametrize(
    "raw",
    [
        compact({"x": {"rows": [{"id": PAD}]}})[:-1],
        b'{"rows":[{"id":"' + PAD.encode() + b'"},{"id":}]}',
        b'{"rows":[{"id":"' + PAD.encode() + b'"}}]}',
        b'{"rows":[{"id":"' + PAD.encode() + b'"} {"id":1}]}',
        b'{"a","rows":[{"id":"' + PAD.encode() + b'"}]}',
        page({"id": PAD, "parts": [{"id": n} for n in range(20)]}),
    ],
)
def test_what_cannot_be_cut_is_an_error(raw):
    """No JSON, a list further in, or parts that look too much like the list."""
    with pytest.raises(ValueError, match=r"."):
        by_piece(raw)


def test_what_cannot_be_cut_is_read_whole():
    """Nobody notices."""
    runs = list(corpus.distinct(3))
    runs[1]["news"] = [{"id": n, "text": PAD} for n in range(20)]
    raw = corpus.page(runs, total=3)
    assert read(raw, PAGE, Memo(), "workflow_runs") == structure(
        codec.loads(raw), PAGE, Memo()
    )


texts = st.text(max_size=5) | st.sampled_from(['},{"id":', "}]}", "]}", "{", '"'])
values = st.recursive(
    texts | st.integers(-9, 9) | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(st.fixed_dictionaries({"id": inner}), max_size=3)
        | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=6,
)
items = st.fixed_dictionaries(
    {"id": values, "pad": st.sampled_from([4_200, 6_000, 20_000]), "more": values}
).map(lambda item: item | {"pad": "x" * item["pad"]})


@pytest.mark.slow
@given(st.lists(items, max_size=6))
@settings(max_examples=150, deadline=None)
def test_whatever_the_items_are_nothing_changes(rows):
    """The same value as a whole, or a refusal to cut it."""
    raw = page(*rows)
    try:
        value, _ = by_piece(raw)
    except ValueError:
        value = json.loads(raw)
    assert value == json.loads(raw)
