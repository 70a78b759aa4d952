"""A page that is parsed item by item equals the page parsed at once."""

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
    """Return a compact body."""
    return json.dumps(value, separators=(",", ":")).encode()


def page(*items):
    """Return the body of a page with these items."""
    return compact({"total_count": len(items), "rows": items})


def parse_items(raw):
    """Return the value of a body, and whether its items were parsed one by one."""
    value = page_items.parse(raw, "rows")
    one_by_one = isinstance(value, dict) and isinstance(
        value.get("rows"), page_items.Items
    )
    if one_by_one:
        value["rows"] = list(iter(value["rows"]))
    return value, one_by_one


def test_large_items_are_parsed_one_by_one():
    """With one or several items, of equal and different lengths."""
    for lengths in ([5_000], [5_000, 6_000], [9_000, 5_000, 20_000, 4_200, 5_000]):
        raw = page(*({"id": n, "text": "x" * n} for n in lengths))
        assert parse_items(raw) == (json.loads(raw), True)


def test_items_with_similar_nested_objects_are_split_correctly():
    """Nested arrays, and strings that look like the end of an item."""
    parts = [{"id": n} for n in range(3)]
    nested = {"id": 1, "pad": PAD, "text": '},{"id":2', "parts": parts, "more": [parts]}
    plain = {"id": 1, "pad": PAD * 2}
    for items in (
        [nested],
        [nested, nested],
        [plain, nested, plain],
        [nested, plain, plain, nested],
    ):
        raw = page(*items)
        assert parse_items(raw) == (json.loads(raw), True)


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
def test_other_bodies_are_parsed_at_once(raw):
    """Small items, another order, other white space, or not a page."""
    assert parse_items(raw) == (json.loads(raw), False)
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
def test_body_that_cannot_be_split_raises(raw):
    """Invalid JSON, a nested list, or objects too similar to the items."""
    with pytest.raises(ValueError, match=r"."):
        parse_items(raw)


def test_body_that_cannot_be_split_is_read_at_once():
    """The result is the same."""
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
def test_split_page_equals_the_page_parsed_at_once(rows):
    """For any items that can be split."""
    raw = page(*rows)
    try:
        value, _ = parse_items(raw)
    except ValueError:
        value = json.loads(raw)
    assert value == json.loads(raw)
