"""The contract notices what it is there to notice."""

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
    sent=b"",
    status=200,
    answered=PAGE,
    fault=None,
):
    """Return the violations of one exchange."""
    request = RecordedRequest(
        method=method,
        path=path,
        query=query,
        headers={"content-type": "application/json"} if sent else {},
        body=sent,
        time=0,
        operation=operation,
        fault=fault,
    )
    body = b"" if answered is None else json.dumps(answered).encode()
    headers = {"content-type": "application/json"} if body else {}
    contract = Contract()
    contract.observe(request, RecordedAnswer(status, headers, body))
    return list(contract.violations())


def test_a_good_exchange_is_no_violation():
    """Neither by name, nor below /api/v3, nor by number."""
    for path in (PATH, f"/api/v3{PATH}", "/repositories/7/actions/secrets"):
        assert exchange(path=path) == []


@pytest.mark.parametrize(
    ("numbered", "named"),
    [
        ("/repositories/7/actions/runs", "/repos/octo-org/hello/actions/runs"),
        ("/api/v3/organizations/7/actions/runners", "/orgs/octo-org/actions/runners"),
    ],
)
def test_numbers_stand_for_names(numbered, named):
    """What ``Link`` names is looked up as the fragment spells it."""
    assert documented_path(numbered) == named


@pytest.mark.parametrize(
    "answer",
    [
        {"answered": {"total_count": 0}},
        {"answered": {"total_count": "0", "secrets": []}},
        {"answered": {"total_count": 1, "secrets": [{"name": "A"}]}},
        {"answered": None},
        {"status": 201},
        {"status": 404, "answered": {"message": 404}},
        {"status": 304},
    ],
)
def test_a_bad_answer_is_a_violation(answer):
    """A missing member, a wrong type, no body, a status that nobody documented."""
    assert len(exchange(**answer)) == 1


def test_an_error_needs_no_more_than_a_message():
    """Statuses that the fragment does not list have the form of every error."""
    assert exchange(status=404, answered={"message": "Not Found"}) == []


def test_a_fault_on_purpose_is_no_violation_of_the_answer():
    """Deliberate faults are exempt."""
    assert exchange(status=599, answered=None, fault=Fault(status=599)) == []


@pytest.mark.parametrize(
    "request_",
    [
        {"query": (("per_page", "1000"),)},
        {"query": (("page", "two"),)},
        {
            "operation": "create-workflow-dispatch",
            "method": "POST",
            "path": "/repos/o/r/actions/workflows/ci.yml/dispatches",
            "sent": b'{"inputs": {}}',
            "status": 204,
            "answered": None,
        },
        {
            "operation": "get-workflow-run",
            "path": "/repos/o/r/actions/runs/abc",
            "status": 404,
            "answered": {},
        },
    ],
)
def test_a_bad_request_is_a_violation(request_):
    """A value out of range, of a wrong type, a missing member of a body."""
    assert len(exchange(**request_)) == 1
