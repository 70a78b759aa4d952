import asyncio

import aiohttp
import pytest

from tests.support.turns import turns

R = "/repos/octo-org/hello/actions"


@pytest.fixture
def run(repo):
    """Return a run in progress."""
    return repo.add_run(status="in_progress")


async def test_operation_fails_the_given_number_of_times(api, run):
    """Other operations work; ``hits`` counts the failures."""
    script = api.github.fail("get-workflow-run", times=2, status=502)
    statuses = [(await api(f"GET {R}/runs/{run.id}")).status for _ in range(3)]
    assert statuses == [502, 502, 200]
    assert (await api(f"GET {R}/runs")).status == 200
    assert script.hits == 2


async def test_fault_with_after_and_without_end(api, run):
    """`after` lets requests through first; times=None lasts until recover()."""
    api.github.fail("get-workflow-run", after=1, times=None, status=500)
    statuses = [(await api(f"GET {R}/runs/{run.id}")).status for _ in range(4)]
    assert statuses == [200, 500, 500, 500]
    api.github.recover()
    assert (await api(f"GET {R}/runs/{run.id}")).status == 200


@pytest.mark.usefixtures("run")
async def test_fault_for_one_repository(api, fake_github):
    """The same operation works for others."""
    fake_github.add_repo("octo-org/other")
    fake_github.fail("list-workflow-runs-for-repo", repo="octo-org/HELLO", status=403)
    assert (await api("GET /repos/octo-org/other/actions/runs")).status == 200
    assert (await api(f"GET {R}/runs")).status == 403


async def test_fault_matches_a_repository_by_id(api, repo):
    """Later pages, whose URLs name it by id, fail too."""
    for _ in range(2):
        repo.add_run()
    next_page = (await api(f"GET {R}/runs?per_page=1")).links["next"]
    api.github.fail("list-workflow-runs-for-repo", repo="octo-org/hello", status=500)
    assert (await api(f"GET {next_page}")).status == 500


async def test_fault_rate_is_repeatable(api, run):
    """The same seed selects the same requests."""

    async def outcomes():
        api.github.recover()
        api.github.fail("*", rate=0.3, times=None, seed=5, status=503)
        return [(await api(f"GET {R}/runs/{run.id}")).status for _ in range(40)]

    first = await outcomes()
    assert 0 < first.count(503) < 40
    assert await outcomes() == first


@pytest.mark.parametrize(
    ("executed", "left"), [(False, "in_progress"), (True, "completed")]
)
async def test_failed_write_with_and_without_effect(api, run, executed, left):
    """S3: a write with a 502 may have been executed."""
    api.github.fail("cancel-workflow-run", status=502, executed=executed)
    assert (await api(f"POST {R}/runs/{run.id}/cancel")).status == 502
    assert run.status == left


@pytest.mark.parametrize(
    ("moment", "left"), [("before", "in_progress"), ("after", "completed")]
)
async def test_connection_dropped_before_or_after_the_effect(api, run, moment, left):
    """S3: no response in both cases; the state differs."""
    api.github.fail("cancel-workflow-run", drop=moment)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api(f"POST {R}/runs/{run.id}/cancel")
    assert run.status == left


@pytest.mark.parametrize("moment", ["headers", "body"])
async def test_truncated_response(api, run, moment):
    """The body is shorter than its content-length."""
    api.github.fail("get-workflow-run", drop=moment)
    with pytest.raises(aiohttp.ClientPayloadError):
        await api(f"GET {R}/runs/{run.id}")
    assert (await api(f"GET {R}/runs/{run.id}")).status == 200


@pytest.mark.parametrize("moment", ["before", "after", "headers", "body"])
async def test_stalled_response(api, run, moment):
    """It ends when the client disconnects, and the virtual clock still works."""
    api.github.fail("get-workflow-run", stall=moment)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(api(f"GET {R}/runs/{run.id}"))
        await turns(100)
        assert len(api.github.requests) == 1
        assert not waiting.done()
        waiting.cancel()
    await api.github.world.clock.sleep(3600)
    assert (await api(f"GET {R}/runs/{run.id}")).status == 200


async def test_fault_with_an_html_page(api, run):
    """A13: with a status that is not registered."""
    api.github.fail("get-workflow-run", status=599, body="<h1>Unicorn!</h1>")
    response = await api(f"GET {R}/runs/{run.id}")
    assert (response.status, response.body) == (599, b"<h1>Unicorn!</h1>")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


async def test_fault_with_headers(api, run):
    """They are added to the real response, or replace its own."""
    headers = {"Sunset": "Fri, 10 Mar 2028 00:00:00 GMT", "ETag": '"mine"'}
    api.github.fail("get-workflow-run", headers=headers)
    response = await api(f"GET {R}/runs/{run.id}")
    assert (response.status, response.json["id"]) == (200, run.id)
    assert response.headers["ETag"] == '"mine"'
    assert response.headers["Sunset"].startswith("Fri")


async def test_latency(api, run, instant_clock):
    """It passes on the server's clock, for one response or for all."""
    start = instant_clock.monotonic()
    api.github.fail("get-workflow-run", latency=2.5)
    await api(f"GET {R}/runs/{run.id}")
    assert instant_clock.monotonic() - start == 2.5
    api.github.latency = 0.2
    await api(f"GET {R}/runs/{run.id}")
    assert instant_clock.monotonic() - start == pytest.approx(2.7)


async def test_fault_of_storage(api, repo):
    """A19: storage is a separate operation."""
    path = f"{R}/runs/{repo.add_run().id}/logs"
    link = (await api(f"GET {path}")).headers["Location"]
    bare = {"Authorization": None}
    api.github.fail("storage", status=503)
    assert (await api(f"GET {link}", headers=bare)).status == 503
    api.github.fail("storage", drop="body")
    with pytest.raises(aiohttp.ClientPayloadError):
        await api(f"GET {link}", headers=bare)
    assert (await api(f"GET {link}", headers=bare)).status == 200


async def test_every_request_is_recorded(api, run, instant_clock):
    """Method, path, query, headers, body, operation, time and status."""
    await instant_clock.advance(5)
    await api(f"GET {R}/runs?per_page=5&actor=a%20b")
    await api(f"POST {R}/runs/{run.id}/rerun", {"enable_debug_logging": True})
    await api("GET /nothing")
    read, write, unknown = api.github.requests
    assert (read.method, read.path) == ("GET", f"{R}/runs")
    assert read.query == (("per_page", "5"), ("actor", "a b"))
    assert read.operation == "list-workflow-runs-for-repo"
    assert read.time == instant_clock.now()
    assert read.token == api.github.token
    assert write.json == {"enable_debug_logging": True}
    assert (write.status, unknown.status, unknown.operation) == (403, 404, "")
    assert api.github.counts["re-run-workflow"] == 1
    assert api.github.token not in repr(api.github.requests)
    api.github.forget()
    assert api.github.requests == []


def test_misspelt_operation_raises(fake_github):
    """A fault that never matches would let a test pass by mistake."""
    with pytest.raises(ValueError, match=r"'get_workflow_run'.*'get-workflow-run'"):
        fake_github.fail("get_workflow_run", status=502)
    with pytest.raises(ValueError, match="'cancel-workflow-run'"):
        _ = fake_github.counts["cancel-workflow-runs"]
    with pytest.raises(ValueError, match="'x'"):
        _ = fake_github.counts["x"]
    assert fake_github.counts["cancel-workflow-run"] == 0
    with pytest.raises(TypeError, match="unexpected keyword argument 'statsu'"):
        fake_github.fail("get-workflow-run", statsu=502)
