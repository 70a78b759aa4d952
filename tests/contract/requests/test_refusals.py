"""What is refused before anything is sent."""

from itertools import product
from urllib.parse import unquote

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from aioghactions.operations import OPERATIONS
from tests.contract.requests.table import ROWS, begin, each_row, offline

LISTS = [id_ for id_, row in ROWS.items() if row.is_paged]
SEVERAL = [
    (id_, name)
    for id_, row in ROWS.items()
    for name, value in row.most.items()
    if isinstance(value, list)
]


@pytest.mark.parametrize("id_", LISTS)
async def test_a_page_has_1_to_100_items(id_):
    """What GitHub would quietly read as another number is refused at once."""
    row = ROWS[id_]
    for size in (0, 101, -1):
        with pytest.raises(ValueError, match=f"per_page must be 1 to 100, got {size}"):
            row.call(per_page=size)
    with pytest.raises(ValueError, match="page must be 1 or more, got 0"):
        row.call(page=0)
    for size in ("50", True, 50.0):
        with pytest.raises(TypeError, match="per_page must be an integer, not"):
            row.call(per_page=size)
    assert row.call(per_page=1).query == (("per_page", "1"),)
    async with offline() as (client, network):
        with pytest.raises(ValueError, match="got 101"):
            row.method(client)(*row.path.values(), per_page=101)
    assert network.requests == []


@pytest.mark.parametrize(("id_", "name"), SEVERAL)
def test_a_lone_value_is_not_a_list(id_, name):
    """A string is its own sequence: it would be sent letter by letter."""
    row = ROWS[id_]
    for lone in ("42", b"42", 42, {"42": 42}):
        with pytest.raises(TypeError, match=f"{name} must be a list of values"):
            row.call(**{**row.least, name: lone})


@pytest.mark.parametrize(("id_", "name"), SEVERAL)
def test_any_iterable_is_a_list(id_, name):
    """Sets, tuples and generators are sent as arrays."""
    row = ROWS[id_]
    values = row.most[name]
    calls = [
        row.call(**{**row.least, name: shape})
        for shape in (values, tuple(values), (value for value in values))
    ]
    assert [call.body[name] for call in calls] == [values] * 3


def test_a_dispatch_has_25_inputs_at_most():
    """One input too many is refused before it is sent."""
    row = ROWS["create-workflow-dispatch"]
    inputs = {f"input-{n}": "x" for n in range(25)}
    assert row.call(ref="main", inputs=inputs).body["inputs"] == inputs
    with pytest.raises(ValueError, match="inputs must have at most 25 entries, got 26"):
        row.call(ref="main", inputs={**inputs, "one-more": "x"})


def test_a_gate_review_says_something():
    """A custom gate wants a state, a comment, or both."""
    row = ROWS["review-custom-gates-for-run"]
    with pytest.raises(ValueError, match="pass state or comment, or both"):
        row.call(environment_name="production")
    call = row.call(environment_name="production", state="approved")
    assert call.body == {"environment_name": "production", "state": "approved"}


@pytest.mark.parametrize(
    "id_", ["create-or-update-repo-secret", "create-or-update-org-secret"]
)
def test_a_secret_that_was_not_sealed_does_not_leave(id_):
    """S5: what is no sealed Base64 may be the secret itself; it is not repeated."""
    row = ROWS[id_]
    with pytest.raises(ValueError, match=r"^encrypted_value must be a seal") as caught:
        row.call(**{**row.least, "encrypted_value": "hunter2!"})
    assert "hunter2" not in str(caught.value)


def words(row):
    """Return the names of the path values that may be any string."""
    return [
        name
        for name, value in {**row.scope, **row.path, **row.preset}.items()
        if isinstance(value, str)
    ]


def test_words_stand_in_every_path():
    """S8: each path has a name in it, so each operation is put to the test below."""
    assert all(words(row) for row in ROWS.values())


@each_row
async def test_a_value_that_moves_the_request_is_refused(row):
    """S8: dot segments never leave, whichever name is one, by function or handle."""
    async with offline() as (client, network):
        for name, value in product(words(row), ["..", ".", "", "%2e%2E", "a\nb"]):
            path = {**row.path, name: value}
            with pytest.raises(ValueError, match=rf"^{name}"):
                row.function(**{**row.scope, **path}, **row.least)
            if name not in row.scope:
                with pytest.raises(ValueError, match=rf"^{name}"):
                    await begin(row.method(client)(**path, **row.least))
        made = getattr(client, row.kind)
        with pytest.raises(ValueError, match=r"\.\.' is not "):
            made(*[".." for _ in row.scope])
        moved = evolve(made(*row.scope.values()), **dict.fromkeys(row.scope, ".."))
        with pytest.raises(ValueError, match=r"='\.\.' is not valid"):
            await begin(row.method(client, moved)(*row.path.values(), **row.least))
    assert network.requests == []


@pytest.mark.slow
@each_row
@settings(max_examples=30, deadline=None)  # the machine may be busy
@given(data=st.data())
def test_what_arrives_is_what_was_given_or_nothing_is_sent(row, data):
    """S8: the target of every operation, split and unquoted, equals the inputs."""
    inputs = {**row.scope, **row.path, **row.preset}
    for name in words(row):
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
