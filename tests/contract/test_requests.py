"""The request of each operation, compared with a table from the documentation."""

import inspect
import json
import pickle
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from aioghactions import ConnectFailedError, Pager, models
from aioghactions.operations import OPERATIONS
from codegen import names
from tests.contract.requests.table import API, ROWS, begin, each_row, offline

ENUMS = {
    "access_level": models.WorkflowAccessLevel,
    "allowed_actions": models.AllowedActions,
    "approval_policy": models.ForkApprovalPolicy,
    "type": models.BranchPolicyType,
    "conclusion": models.CheckConclusion,
    "archive_format": models.ArchiveFormat,
    "default_workflow_permissions": models.DefaultWorkflowPermissions,
    "enabled_repositories": models.EnabledRepositories,
    "direction": models.SortDirection,
    "filter": models.JobFilter,
    "state": models.ReviewDecision,
    "status": models.WorkflowRunStatusFilter,
    "visibility": models.Visibility,
    "get-actions-cache-list/sort": models.CacheSort,
    "list-repos-for-org/sort": models.RepositorySort,
    "list-repos-for-org/type": models.OrganizationRepositoryType,
    "list-repos-for-authenticated-user/sort": models.RepositorySort,
    "list-repos-for-authenticated-user/type": models.UserRepositoryType,
    "list-repos-for-authenticated-user/visibility": models.VisibilityFilter,
    **{
        f"list-{owner}-webhook-deliveries/status": models.DeliveryOutcome
        for owner in ("app", "org", "repo")
    },
}


def texts(query):
    """Return the values of a query as strings: others as JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in query.items()
    }


def assert_sends(call, row, *, query, body):
    """Compare a call with the request of ``row``."""
    assert f"{call.operation.method} {call.path}" == row.request
    assert call.operation.id == row.id
    assert len(call.query) == len(query)
    assert dict(call.query) == texts(query)
    assert call.body == (row.sent(body) or None)


def test_table_has_every_operation():
    """All operations, with the same handles."""
    assert sorted(ROWS) == sorted(OPERATIONS)
    for id_, operation in OPERATIONS.items():
        assert ROWS[id_].handle == f"{names.handle(operation.tag)}.{operation.name}"


@each_row
def test_request_with_all_arguments(row):
    """Method, path, query and body are the documented ones."""
    call = row.call(**row.preset, **row.most)
    assert_sends(call, row, query=row.query, body=row.body)


@each_row
def test_request_with_required_arguments_only(row):
    """The query and the body have the required members only."""
    call = row.call(**row.least)
    assert_sends(call, row, query=row.least_query, body=row.least_body)


@each_row
async def test_methods_of_lists_return_a_pager(row):
    """And no other method."""
    async with offline() as (client, _):
        result = row.method(client)(*row.path.values(), **row.least)
        assert isinstance(result, Pager) is row.is_paged
        if inspect.iscoroutine(result):
            result.close()


@each_row
def test_none_is_not_sent(row):
    """An optional argument that is None is equivalent to a missing one."""
    none = dict.fromkeys(row.most)
    assert row.call(**{**none, **row.least}) == row.call(**row.least)


@each_row
def test_call_can_be_pickled_and_hashed(row):
    """An unpickled call is equal and has the same hash."""
    call = row.call(**row.preset, **row.most)
    copied = pickle.loads(pickle.dumps(call))  # noqa: S301 - our own bytes
    assert copied == call
    assert hash(copied) == hash(call)
    assert str(copied).startswith(row.request)


@pytest.mark.parametrize(
    ("row", "name"), [(row, name) for row in ROWS.values() for name in row.values]
)
def test_enum_member_and_string_are_equivalent(row, name):
    """For each documented value of an enumeration."""
    enum = ENUMS.get(f"{row.id}/{name}") or ENUMS[name]
    assert {member.value for member in enum} >= set(row.values[name])
    for value in row.values[name]:
        given = {**row.least, name: value}
        assert row.call(**given) == row.call(**{**given, name: enum(value)})


def test_unknown_enum_value_can_be_sent():
    """GitHub may add values: an unknown one is sent unchanged."""
    with pytest.warns(UserWarning, match="status='on_strike' is not a known value"):
        call = ROWS["list-workflow-runs-for-repo"].call(status="on_strike")
    assert call.query == (("status", "on_strike"),)


@each_row
def test_function_has_the_documented_parameters(row):
    """Path arguments are positional, all others keyword-only."""
    path = [*row.scope, *row.path, *row.preset]
    assert_parameters(row.function, path=path, row=row, keywords=row.most)


@each_row
async def test_method_has_the_documented_parameters(row):
    """Those of the function, except the page."""
    keywords = row.most
    if row.is_paged:
        keywords.pop(row.paged_by, None)
        if row.paged_by:
            keywords["per_page"] = row.largest_page
    keywords |= row.added
    async with offline() as (client, _):
        method = row.method(client)
    path = [*row.path, *row.preset]
    assert_parameters(method, path=path, row=row, keywords=keywords)
    assert inspect.signature(method).return_annotation == row.returns


def assert_parameters(function, *, path, row, keywords):
    """Compare the signature of a function with the table."""
    parameters = inspect.signature(function).parameters
    positional = [
        name for name, p in parameters.items() if p.kind is p.POSITIONAL_OR_KEYWORD
    ]
    by_keyword = [name for name, p in parameters.items() if p.kind is p.KEYWORD_ONLY]
    assert positional == path
    assert sorted(by_keyword) == sorted(keywords)
    for name, parameter in parameters.items():
        if name in {*row.scope, *row.path, *row.required, *row.needed}:
            assert parameter.default is parameter.empty
        elif name in row.preset:
            assert parameter.default == row.preset[name]
        else:
            paged = name == "per_page" and row.paged_by not in keywords
            default = row.largest_page if paged else row.added.get(name)
            assert parameter.default == default


@each_row
@pytest.mark.parametrize("most", [False, True], ids=["required", "every argument"])
async def test_method_and_function_send_the_same_request(row, most):
    """The method of the handle, and ``client.send`` with the function's call."""
    given = {**row.preset, **row.most} if most else row.least
    given.pop(row.paged_by, None)
    sent = {"per_page": row.largest_page, **given} if row.paged_by else given
    async with offline() as (client, transport):
        with pytest.raises(ConnectFailedError) as caught:
            await begin(row.method(client)(*row.path.values(), **given))
        assert caught.value.operation == row.id
        with pytest.raises(ConnectFailedError):
            await client.send(row.call(**sent))
    by_method, by_function = transport.requests
    assert by_method == by_function
    assert by_method.method == row.request.partition(" ")[0]
    target = urlsplit(by_method.url)
    assert f"{target.scheme}://{target.netloc}" == API
    assert target.path == row.request.partition(" ")[2]
    query = {name: sent[name] for name in row.query if name in sent}
    pairs = parse_qsl(target.query, keep_blank_values=True, strict_parsing=bool(query))
    assert sorted(pairs) == sorted(texts(query).items())
    body = row.sent({k: v for k, v in sent.items() if k not in row.query})
    assert_headers_and_body(by_method, body)


def assert_headers_and_body(request, body):
    """Check the common headers and the body."""
    body = {k: v for k, v in body.items() if k != "archive_format"}
    headers = dict(request.headers)
    assert re.fullmatch(
        r"aioghactions/\S+ python/3\.\S+ aiohttp/3\.\S+", headers.pop("user-agent")
    )
    if body:
        assert headers.pop("content-type") == "application/json"
        assert json.loads(request.body) == body
    else:
        assert request.body is None
    assert headers == {
        "accept": "application/vnd.github+json",
        "authorization": "Bearer CANARY",
        "x-github-api-version": "2022-11-28",
    }
