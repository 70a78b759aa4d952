"""Arguments that are rejected before a request is sent."""

from functools import partial
from itertools import product
from urllib.parse import unquote

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

from aioghactions.operations import OPERATIONS
from tests.contract.requests.table import ROWS, begin, each_row, handle_of, offline

LISTS = [id_ for id_, row in ROWS.items() if row.is_paged]
ARRAYS = [
    (id_, name)
    for id_, row in ROWS.items()
    for name, value in row.most.items()
    if isinstance(value, list)
]


@pytest.mark.parametrize("id_", LISTS)
async def test_page_size_is_from_1_to_the_largest(id_):
    """GitHub would silently use another number."""
    row = ROWS[id_]
    most = row.largest_page
    for size in (0, most + 1, -1):
        with pytest.raises(ValueError, match=f"must be 1 to {most}, got {size}"):
            row.call(per_page=size)
    with pytest.raises(ValueError, match="page must be 1 or more, got 0"):
        row.call(page=0)
    for size in ("50", True, 50.0):
        with pytest.raises(TypeError, match="per_page must be an integer, not"):
            row.call(per_page=size)
    assert row.call(per_page=1).query == (("per_page", "1"),)
    async with offline() as (client, network):
        with pytest.raises(ValueError, match=f"got {most + 1}"):
            row.method(client)(*row.path.values(), per_page=most + 1)
    assert network.requests == []


@pytest.mark.parametrize(("id_", "name"), ARRAYS)
def test_single_value_for_a_list_raises(id_, name):
    """A string is a sequence of its characters and would be sent as such."""
    row = ROWS[id_]
    for value in ("42", b"42", 42, {"42": 42}):
        with pytest.raises(TypeError, match=f"{name} must be a list of values"):
            row.call(**{**row.least, name: value})


@pytest.mark.parametrize(("id_", "name"), ARRAYS)
def test_any_iterable_is_accepted_as_a_list(id_, name):
    """Sets, tuples and generators are sent as arrays."""
    row = ROWS[id_]
    values = row.most[name]
    calls = [
        row.call(**{**row.least, name: iterable})
        for iterable in (values, tuple(values), (value for value in values))
    ]
    assert [call.body[name] for call in calls] == [values] * 3


def test_dispatch_has_at_most_25_inputs():
    """A dispatch with 26 raises."""
    row = ROWS["create-workflow-dispatch"]
    inputs = {f"input-{n}": "x" for n in range(25)}
    assert row.call(ref="main", inputs=inputs).body["inputs"] == inputs
    with pytest.raises(ValueError, match="inputs must have at most 25 entries, got 26"):
        row.call(ref="main", inputs={**inputs, "one-more": "x"})


def test_gate_review_needs_a_state_or_a_comment():
    """Or both."""
    row = ROWS["review-custom-gates-for-run"]
    with pytest.raises(ValueError, match="pass state or comment, or both"):
        row.call(environment_name="production")
    call = row.call(environment_name="production", state="approved")
    assert call.body == {"environment_name": "production", "state": "approved"}


@pytest.mark.parametrize(
    "id_", ["create-or-update-repo-secret", "create-or-update-org-secret"]
)
def test_unsealed_secret_raises(id_):
    """S5: the value may be the secret itself, so the message does not contain it."""
    row = ROWS[id_]
    with pytest.raises(ValueError, match=r"^encrypted_value must be a seal") as caught:
        row.call(**{**row.least, "encrypted_value": "hunter2!"})
    assert "hunter2" not in str(caught.value)


def text_names(row):
    """Return the names of the path arguments that are strings."""
    return [
        name
        for name, value in {**row.scope, **row.path, **row.preset}.items()
        if isinstance(value, str)
    ]


def test_every_path_has_a_string_argument():
    """S8: so the tests below cover each operation."""
    assert all(text_names(row) for row in ROWS.values())


@each_row
async def test_path_argument_that_changes_the_path_raises(row):
    """S8: dot segments raise for each argument, in functions and handles."""
    async with offline() as (client, network):
        for name, value in product(text_names(row), ["..", ".", "", "%2e%2E", "a\nb"]):
            path = {**row.path, name: value}
            with pytest.raises(ValueError, match=rf"^{name}"):
                row.function(**{**row.scope, **path}, **row.least)
            if name not in row.scope:
                with pytest.raises(ValueError, match=rf"^{name}"):
                    await begin(row.method(client)(**path, **row.least))
        scope = partial(handle_of, client, row.kind)
        with pytest.raises(ValueError, match=r"\.\.' is not "):
            scope(*[".." for _ in row.scope])
        handle = evolve(scope(*row.scope.values()), **dict.fromkeys(row.scope, ".."))
        with pytest.raises(ValueError, match=r"='\.\.' is not valid"):
            await begin(row.method(client, handle)(*row.path.values(), **row.least))
    assert network.requests == []


@pytest.mark.slow
@each_row
@settings(max_examples=30, deadline=None)  # for slow machines
@given(data=st.data())
def test_path_contains_the_arguments_as_segments_or_raises(row, data):
    """S8: the path of every operation, split and unquoted, has the arguments."""
    inputs = {**row.scope, **row.path, **row.preset}
    for name in text_names(row):
        inputs[name] = data.draw(st.text(), label=name)
    try:
        path = row.function(**inputs, **row.least).path
    except ValueError:
        return
    assert path.isascii()
    template = OPERATIONS[row.id].path.split("/")
    segments = path.split("/")
    assert len(segments) == len(template)
    for pattern, segment in zip(template, segments, strict=True):
        if pattern.startswith("{"):
            found = unquote(segment, errors="strict")
            assert found == str(inputs[pattern[1:-1]])
            assert segment not in {"", ".", ".."}
        else:
            assert segment == pattern
