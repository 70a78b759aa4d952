"""The contract checks detect violations."""

import json

import pytest

from aioghactions.testing import Fault, RecordedAnswer, RecordedRequest
from tests.support.contract import Contract, documented_path

PATH = "/repos/o/r/actions/secrets"
PAGE = {"total_count": 0, "secrets": []}


def exchange(
    operation="list-repo-secrets",
    *,
    method="GET",
    path=PATH,
    query=(),
    request_body=b"",
    status=200,
    response=PAGE,
    fault=None,
):
    """Return the violations of one exchange."""
    request = RecordedRequest(
        method=method,
        path=path,
        query=query,
        headers={"content-type": "application/json"} if request_body else {},
        body=request_body,
        time=0,
        operation=operation,
        fault=fault,
    )
    body = b"" if response is None else json.dumps(response).encode()
    headers = {"content-type": "application/json"} if body else {}
    contract = Contract()
    contract.observe(request, RecordedAnswer(status, headers, body))
    return list(contract.violations())


def test_valid_exchange_has_no_violation():
    """With paths by name, below /api/v3, and by id."""
    for path in (PATH, f"/api/v3{PATH}", "/repositories/7/actions/secrets"):
        assert exchange(path=path) == []


@pytest.mark.parametrize(
    ("by_id", "by_name"),
    [
        ("/repositories/7/actions/runs", "/repos/octo-org/hello/actions/runs"),
        ("/api/v3/organizations/7/actions/runners", "/orgs/octo-org/actions/runners"),
    ],
)
def test_paths_by_id_are_mapped_to_paths_by_name(by_id, by_name):
    """The fragment has paths by name only."""
    assert documented_path(by_id) == by_name


@pytest.mark.parametrize(
    "changes",
    [
        {"response": {"total_count": 0}},
        {"response": {"total_count": "0", "secrets": []}},
        {"response": {"total_count": 1, "secrets": [{"name": "A"}]}},
        {"response": None},
        {"status": 201},
        {"status": 404, "response": {"message": 404}},
        {"status": 304},
    ],
)
def test_invalid_response_is_a_violation(changes):
    """Missing member, wrong type, no body, undocumented status."""
    assert len(exchange(**changes)) == 1


def test_error_response_needs_only_a_message():
    """Also with a status that the fragment does not list."""
    assert exchange(status=404, response={"message": "Not Found"}) == []


def test_injected_fault_is_not_a_violation():
    """Responses with a fault are exempt."""
    assert exchange(status=599, response=None, fault=Fault(status=599)) == []


@pytest.mark.parametrize(
    "request_",
    [
        {"query": (("per_page", "1000"),)},
        {"query": (("page", "two"),)},
        {
            "operation": "create-workflow-dispatch",
            "method": "POST",
            "path": "/repos/o/r/actions/workflows/ci.yml/dispatches",
            "request_body": b'{"inputs": {}}',
            "status": 204,
            "response": None,
        },
        {
            "operation": "get-workflow-run",
            "path": "/repos/o/r/actions/runs/abc",
            "status": 404,
            "response": {},
        },
    ],
)
def test_invalid_request_is_a_violation(request_):
    """Value out of range, wrong type, missing member of the body."""
    assert len(exchange(**request_)) == 1
