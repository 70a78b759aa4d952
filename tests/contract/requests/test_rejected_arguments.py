"""Arguments that are rejected before a request is sent."""

from functools import partial
from itertools import product
from urllib.parse import unquote

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

from aioghactions import Client
from aioghactions.operations import OPERATIONS
from tests.contract.requests.table import ROWS, begin, each_row, handle_of, offline
from tests.support import fragment

LISTS = [id_ for id_, row in ROWS.items() if row.is_paged]
ARRAYS = [
    (id_, name)
    for id_, row in ROWS.items()
    for name, value in row.most.items()
    if isinstance(value, list)
]
FILTERS = [
    (id_, parameter["name"], schema.get("enum"))
    for id_, endpoint in fragment.endpoints().items()
    for parameter in endpoint.parameters
    if parameter["in"] == "query" and parameter["name"] != ROWS[id_].paged_by
    for [schema] in [
        [
            fragment.follow(it)
            for it in parameter["schema"].get("allOf", [parameter["schema"]])
        ]
    ]
    if schema["type"] == "string"
]
ENUMERATIONS = [(id_, name, known) for id_, name, known in FILTERS if known]


@pytest.mark.parametrize(("id_", "name", "_"), FILTERS)
async def test_empty_filter_raises(id_, name, _):
    """GitHub ignores it and would return everything."""
    row = ROWS[id_]
    async with offline() as (client, network):
        for value in ("", " ", "\n"):
            with pytest.raises(ValueError, match=rf"^{name} (is empty|must be all)"):
                row.call(**{**row.least, name: value})
            if name == row.paged_by:  # the pager sets it
                continue
            with pytest.raises(ValueError, match=rf"^{name} "):
                await begin(
                    row.method(client)(*row.path.values(), **{**row.least, name: value})
                )
    assert network.requests == []


def test_filters_include_every_string_of_a_query():
    """Of those that the documented requests have."""
    documented = {
        (id_, name)
        for id_, row in ROWS.items()
        for name, value in row.query.items()
        if isinstance(value, str) and name != row.paged_by
    }
    assert {(id_, name) for id_, name, _ in FILTERS} == documented


@pytest.mark.parametrize(("id_", "name", "known"), ENUMERATIONS)
def test_unknown_value_of_a_filter_warns_with_the_nearest_known_one(id_, name, known):
    """It is sent, as newer servers may know it."""
    row = ROWS[id_]
    for value in known:
        assert row.call(**{name: value}).query == ((name, value),)
        for misspelt in (value.upper(), f"{value}x", value[:-1]):
            message = rf"^{name}='{misspelt}' is not a known value; did you mean '\w+'"
            with pytest.warns(UserWarning, match=message) as caught:
                call = row.call(**{name: misspelt})
            assert call.query == ((name, misspelt),)
            assert f"'{value}'" in str(caught[0].message) or value == "asc"
    with pytest.warns(UserWarning, match=f"known are {known[0]}, "):
        row.call(**{name: "0"})


def test_failed_is_corrected_to_failure():
    """The message names the line that called the method."""
    runs = Client("CANARY").repo("octo-org/hello").runs
    with pytest.warns(UserWarning, match="did you mean 'failure'") as caught:
        runs.list(status="failed")
    assert caught[0].filename == __file__


@pytest.mark.parametrize("id_", ["list-workflow-runs", "list-workflow-runs-for-repo"])
@pytest.mark.parametrize("digits", [0, 7, 39, 41, 63, 65])
def test_head_sha_is_a_whole_one(id_, digits):
    """GitHub finds no run by an abbreviation."""
    row = ROWS[id_]
    for value in ("a" * digits, "main"):
        with pytest.raises(ValueError, match=r"^head_sha must be all 40 or 64 hex"):
            row.call(head_sha=value)
    with pytest.raises(TypeError, match="head_sha must be a string"):
        row.call(head_sha=int("1" * 40))
    for value in ("a" * 40, "0F" * 32):
        assert row.call(head_sha=value).query == (("head_sha", value),)


@pytest.mark.parametrize("id_", LISTS)
async def test_page_size_is_from_1_to_the_largest(id_):
    """GitHub would silently use another number."""
    row = ROWS[id_]
    most = row.largest_page
    if not row.paged_by:
        assert row.query == {}
        return
    for size in (0, most + 1, -1):
        with pytest.raises(ValueError, match=f"must be 1 to {most}, got {size}"):
            row.call(per_page=size)
    if row.paged_by == "page":
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
    """S8: so the tests below cover each operation, but those of the sender."""
    without = {row.id for row in ROWS.values() if not text_names(row)}
    numbered = {"get-installation"} | {
        row.id for row in ROWS.values() if "app-webhook" in row.id
    }
    assert without - numbered == {
        *("list-installations", "list-repos-accessible-to-installation"),
        *("list-repos-for-authenticated-user", "get-rate-limit"),
    }


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
        wrong = {k: ".." for k, v in row.scope.items() if isinstance(v, str)}
        if not wrong:
            return
        with pytest.raises(ValueError, match=r"\.\.' is not "):
            scope(*{**row.scope, **wrong}.values())
        handle = evolve(scope(*row.scope.values()), **wrong)
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
