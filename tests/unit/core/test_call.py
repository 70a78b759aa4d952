import pickle

import pytest

from aioghactions._core.call import Call, Location, Operation, Returns
from aioghactions._core.messages import Answer, Request, Response
from aioghactions._params.encode import make_call

GET = Operation(
    id="get-workflow-run",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}",
    tag="repo-runs",
    name="get",
    answers={200: Returns("WorkflowRun")},
)
LOGS = Operation(
    id="download-workflow-run-logs",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/logs",
    tag="repo-runs",
    name="logs",
    answers={302: Returns()},
)


def test_call_is_a_value():
    """Comparable, hashable and picklable."""
    one, same = (Call(operation=GET, path="/x", body={"a": 1}) for _ in range(2))
    assert one == same
    assert hash(one) == hash(same)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes
    assert one != Call(operation=GET, path="/x", body={"a": 2})
    assert one != Call(operation=LOGS, path="/x", body={"a": 1})


def test_make_call_fills_the_path():
    """It rejects a value that leaves its path segment."""
    made = make_call(GET, owner="a b", repo="r", run_id=1, query=(("x", "1"),))
    path = "/repos/a%20b/r/actions/runs/1"
    assert made == Call(operation=GET, path=path, query=(("x", "1"),))
    with pytest.raises(ValueError, match="owner"):
        make_call(GET, owner="..", repo="r", run_id=1)


def test_str_of_a_call():
    """Method, path and query."""
    call = Call(operation=GET, path="/x")
    assert str(call) == "GET /x"
    assert str(call.at("/y", (("page", "2"), ("per_page", "100")))) == (
        "GET /y?page=2&per_page=100"
    )


def test_kind_of_an_operation():
    """Reads use GET; the success of a download is a redirect."""
    assert (GET.is_read, GET.is_download) == (True, False)
    assert LOGS.is_download
    assert GET != "get-workflow-run"
    assert repr(GET).startswith("<Operation get-workflow-run: GET /repos/")


@pytest.mark.parametrize(
    "value",
    [
        Request(method="GET", url="https://x/?sig=CANARY", headers={"a": "CANARY"}),
        Request(method="PUT", url="https://x/", body=b"CANARY"),
        Response(status=302, headers={"location": "CANARY"}, body=b"CANARY"),
        Answer(value=None, status=302, headers={"location": "CANARY"}),
        Location("https://user:CANARY@storage.test:8443/logs/1?sig=CANARY#CANARY"),
    ],
)
def test_repr_contains_no_secret(value):
    """S5: no headers, no bodies and no signed links."""
    assert "CANARY" not in repr(value)
    assert "CANARY" not in str(value)


def test_repr_of_a_location_omits_the_signature():
    """S5: only the origin and the path remain."""
    shown = repr(Location("https://storage.test:8443/logs/1?sig=x"))
    assert shown == "Location(url=https://storage.test:8443/logs/1)"


def test_request_id_of_an_answer():
    """From its header, or empty."""
    headers = {"x-github-request-id": "AB:CD"}
    assert Answer(value=None, status=204, headers=headers).request_id == "AB:CD"
    assert Answer(value=None, status=204, headers={}).request_id == ""
