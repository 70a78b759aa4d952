"""Waiting for runs of a fake GitHub, in virtual time."""

import asyncio
import json

import pytest

import aioghactions as gha
from aioghactions.testing import Timings
from tests.support import fragment

SLOW = Timings(queued=20, running=180)


@pytest.fixture
def repo(fake_github):
    """Return a repository with a workflow."""
    made = fake_github.add_repo("octo-org/hello")
    made.add_workflow("ci.yml")
    return made


@pytest.fixture
def runs(github_client):
    """Return the handle on its runs."""
    return github_client.repo("octo-org/hello").runs


def summary(changes):
    """Return the run, the changed names, the status and the conclusion of changes."""
    return [(c.run.id, c.what, str(c.run.status), c.run.conclusion) for c in changes]


ALL = ("status", "run_attempt", "conclusion")


async def test_wait_returns_the_completed_run(repo, runs, instant_clock):
    """At most one poll interval after it has completed."""
    run = repo.add_run(status="queued", timings=SLOW)
    completed = await runs.wait(run.id)
    assert (completed.id, completed.status, completed.conclusion) == (
        run.id,
        "completed",
        "success",
    )
    assert 200 <= instant_clock.monotonic() <= 200 + 22


async def test_polling_an_unchanged_run_costs_no_quota(repo, runs, fake_github):
    """The responses are 304, which GitHub does not count."""
    run = repo.add_run(status="queued", timings=SLOW)
    await runs.wait(run.id)
    statuses = [request.status for request in fake_github.requests]
    assert statuses.count(200) == 3
    assert 20 <= statuses.count(304) <= 60
    # One 200 for each change, the first and the last included.
    assert statuses.count(200) + statuses.count(304) == len(statuses)


async def test_each_change_is_yielded_once(repo, runs):
    """Status and conclusion, beginning with the state at the first poll."""
    run = repo.add_run(status="queued", timings=SLOW)
    changes = [change async for change in runs.watch(run.id)]
    assert summary(changes) == [
        (run.id, ALL, "queued", None),
        (run.id, ("status",), "in_progress", None),
        (run.id, ("status", "conclusion"), "completed", "success"),
    ]
    assert [change.previous for change in changes[1:]] == [
        change.run for change in changes[:-1]
    ]


async def test_a_new_attempt_is_a_change(repo, runs, instant_clock):
    """A run that is started again while it is watched has another attempt."""
    run = repo.add_run(status="in_progress")
    changes = []

    async def watch():
        changes.extend([change async for change in runs.watch(run.id)])

    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        await instant_clock.sleep(30)
        run.complete("failure")
        await runs.rerun(run.id)
        await instant_clock.sleep(30)
        run.start()
        run.complete("success")
    assert [change.what for change in changes][1] == ("status", "run_attempt")
    assert changes[-1].run.run_attempt == 2
    assert changes[-1].run.conclusion == "success"


async def test_many_runs_are_watched_at_once(repo, runs, fake_github, instant_clock):
    """They are polled concurrently and within the limits of the endpoint."""
    made = [
        repo.add_run(status="queued", jobs=(), timings=Timings(queued=n, running=9 * n))
        for n in (3, 6, 9, 12)
    ]
    fake_github.latency = 0.5
    completed = await runs.wait_all(*(run.id for run in made))
    assert [run.id for run in completed] == [run.id for run in made]
    assert {run.conclusion for run in completed} == {"success"}
    assert instant_clock.monotonic() <= 120 + 22
    assert fake_github.excesses == []
    assert fake_github.most_in_flight > 1


async def test_waiting_for_no_run_sends_no_request(runs, fake_github):
    """It returns at once."""
    assert await runs.wait_all() == ()
    assert fake_github.requests == []


async def test_a_repeated_id_is_polled_once(repo, runs, fake_github):
    """The run is returned for each of its ids."""
    run = repo.add_run()
    first, second = await runs.wait_all(run.id, run.id)
    assert first is second
    assert len(fake_github.requests) == 1


async def test_transient_errors_are_retried(repo, runs, fake_github):
    """After 5xx responses, lost connections and rate limits the wait continues."""
    run = repo.add_run(status="queued", timings=SLOW)
    fake_github.fail("get-workflow-run", times=30, after=2, status=502)
    fake_github.fail("get-workflow-run", times=12, drop="before")
    fake_github.fail(
        "get-workflow-run",
        times=5,
        after=1,
        status=403,
        message="You have exceeded a secondary rate limit.",
        headers={"retry-after": "100"},
    )
    completed = await runs.wait(run.id, timeout=7200)
    assert completed.conclusion == "success"


async def test_an_hourly_limit_is_waited_out(start_github, instant_clock):
    """It exceeds the client's patience with one call, but not the timeout."""
    github = await start_github()
    run = github.add_repo("octo-org/hello").add_run(status="queued", timings=SLOW)
    github.fail(
        "get-workflow-run",
        status=403,
        message="API rate limit exceeded for user ID 1.",
        headers={
            "x-ratelimit-limit": "5000",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-resource": "core",
            "x-ratelimit-reset": str(int(instant_clock.now()) + 3000),
        },
    )
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        runs = client.repo("octo-org/hello").runs
        completed = await runs.wait(run.id, timeout=7200)
    assert completed.conclusion == "success"
    assert instant_clock.monotonic() >= 3000
    assert len(github.requests) <= 3


async def test_a_lasting_error_is_raised(runs):
    """A missing run is not waited for."""
    with pytest.raises(gha.NotFoundError):
        await runs.wait(404)


async def test_an_error_is_raised_after_the_changes_found_with_it(repo, runs):
    """It names its run, and iterating again continues with the other runs."""
    completed = repo.add_run()
    slow = repo.add_run(status="queued", timings=SLOW)
    watch, changes = runs.watch(404, completed.id, slow.id), []

    async def read():
        async for change in watch:
            changes.append((change.run.id, change.run.status))  # noqa: PERF401 - as below

    with pytest.raises(gha.NotFoundError) as caught:
        await read()
    assert caught.value.__notes__ == ["while watching run 404"]
    assert sorted(changes) == [(completed.id, "completed"), (slow.id, "queued")]
    assert repr(watch) == f"<Watch: run {slow.id} is queued>"
    await read()
    assert changes[2:] == [(slow.id, "in_progress"), (slow.id, "completed")]
    assert repr(watch) == "<Watch: all completed>"


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"run_id": "30433642"}, TypeError, "run_id must be an integer, not str"),
        ({"run_id": [1, 2]}, TypeError, "run_id must be an integer, not list"),
        ({"run_id": None}, TypeError, "run_id must be an integer, not NoneType"),
        ({"run_id": 0}, ValueError, "run_id must be 1 or more"),
        ({"run_id": 1, "timeout": "60"}, TypeError, "timeout must be a number of sec"),
        ({"run_id": 1, "timeout": float("nan")}, ValueError, "timeout must be"),
    ],
)
async def test_an_invalid_argument_is_rejected(
    runs, fake_github, given, error, message
):
    """The error names it, and nothing is sent."""
    with pytest.raises(error, match=message):
        await runs.wait(**given)
    assert fake_github.requests == []


async def test_the_timeout_error_names_the_incomplete_runs(repo, runs, instant_clock):
    """With their ids and statuses; the runs themselves continue."""
    slow = repo.add_run(status="queued", timings=SLOW)
    quick = repo.add_run(status="queued", timings=Timings(1, 1))
    with pytest.raises(
        gha.RunTimeoutError, match=f"60 s: run {slow.id} is in_pro"
    ) as caught:
        await runs.wait_all(slow.id, quick.id, timeout=60)
    assert caught.value.run_ids == (slow.id,)
    assert isinstance(caught.value, TimeoutError)
    assert instant_clock.monotonic() == pytest.approx(60)
    assert slow.status == "in_progress"


async def test_the_timeout_cancels_a_pending_request(
    repo, runs, fake_github, instant_clock
):
    """A server that does not respond does not extend the wait."""
    run = repo.add_run(status="queued", timings=SLOW)
    fake_github.fail("get-workflow-run", latency=1000)
    with pytest.raises(gha.RunTimeoutError, match="is not yet known"):
        await runs.wait(run.id, timeout=5)
    assert instant_clock.monotonic() == pytest.approx(5)


async def test_runs_can_be_cancelled_at_the_timeout(repo, runs, fake_github):
    """The notes of the error say for each run whether that succeeded."""
    running = repo.add_run(status="in_progress", timings=None)
    refused = repo.add_run(status="in_progress", timings=None)
    completed = repo.add_run(status="in_progress", timings=None)

    def complete(request, _):
        if (
            request.operation == "get-workflow-run"
            and str(completed.id) in request.path
        ):
            completed.complete("success")

    fake_github._server.api.journal.observers.append(complete)
    fake_github.fail(
        "cancel-workflow-run", times=None, after=1, status=403, message="Forbidden"
    )
    with pytest.raises(gha.RunTimeoutError) as caught:
        await runs.wait_all(running.id, refused.id, timeout=1, cancel_on_timeout=True)
    notes = sorted(caught.value.__notes__)
    assert notes[0] == f"cancellation of run {running.id} was requested"
    assert notes[1].startswith(f"cancellation of run {refused.id} failed: cancel-work")
    assert running.conclusion == "cancelled"
    fake_github.recover()
    with pytest.raises(gha.RunTimeoutError) as caught:
        await runs.wait(completed.id, timeout=1, cancel_on_timeout=True)
    assert caught.value.__notes__ == [
        f"run {completed.id} could not be cancelled; it may just have completed"
    ]


async def test_the_timeout_message_names_at_most_five_runs(repo, runs):
    """The ids of all are in ``run_ids``."""
    made = [repo.add_run(status="queued", timings=None).id for _ in range(8)]
    with pytest.raises(gha.RunTimeoutError, match=r"queued and 3 more$") as caught:
        await runs.wait_all(*made, timeout=1)
    assert caught.value.run_ids == tuple(made)


async def test_several_tasks_may_share_a_watch(repo, runs):
    """Each change goes to one of them."""
    made = [
        repo.add_run(status="queued", jobs=(), timings=Timings(queued=n, running=n))
        for n in (5, 10, 15)
    ]
    watch, changes = runs.watch(*(run.id for run in made)), []

    async def read():
        changes.extend([(c.run.id, str(c.run.status)) async for c in watch])

    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(read())
    assert len(changes) == len(set(changes)) == 9


async def test_leaving_the_loop_leaves_nothing_running(repo, runs, fake_github):
    """A24: no request is in flight between two steps."""
    run = repo.add_run(status="queued", timings=SLOW)
    async for _ in runs.watch(run.id):
        break
    assert len(fake_github.requests) == 1


def answer(run, **members):
    """Answer once about ``run`` with other members than it has."""
    [example] = [
        it.payload
        for it in fragment.examples()
        if str(it) == "ghec/get-workflow-run.200"
    ]
    body = example | {"id": run.id, "run_attempt": 1} | members
    return {
        "status": 200,
        "body": json.dumps(body),
        "content_type": "application/json; charset=utf-8",
    }


UNSETTLED = {"status": "completed", "conclusion": None}


@pytest.mark.parametrize("times", [1, 5])
async def test_a_completed_run_is_returned_with_its_conclusion(
    repo, runs, fake_github, times
):
    """GitHub's replicas show the status a moment before the conclusion."""
    run = repo.add_run(conclusion="failure")
    fault = answer(run, **UNSETTLED)
    fake_github.fail("get-workflow-run", times=times, **fault)
    assert (await runs.wait(run.id)).conclusion == "failure"
    assert len(fake_github.requests) == times + 1


async def test_a_run_that_never_has_a_conclusion_is_returned_after_30_seconds(
    repo, runs, fake_github, instant_clock
):
    """The search for it is bounded."""
    run = repo.add_run(conclusion="failure")
    fault = answer(run, **UNSETTLED)
    fake_github.fail("get-workflow-run", times=None, **fault)
    assert (await runs.wait(run.id)).conclusion is None
    assert 30 <= instant_clock.monotonic() <= 32
    with pytest.raises(gha.RunTimeoutError, match="completed without a c"):
        await runs.wait(run.id, timeout=3)


async def test_a_rerun_of_a_run_without_a_conclusion_is_waited_for(
    repo, runs, fake_github
):
    """It is not completed any more, so that the time for its conclusion begins anew."""
    run = repo.add_run(status="queued", timings=SLOW)
    fault = answer(run, **UNSETTLED)
    fake_github.fail("get-workflow-run", **fault)
    assert (await runs.wait(run.id)).conclusion == "success"


async def test_a_response_about_another_run_raises(repo, runs, fake_github):
    """It names both runs."""
    run, other = repo.add_run(), repo.add_run()
    fault = answer(other, status="completed", conclusion="success")
    fake_github.fail("get-workflow-run", **fault)
    message = f"the response is about run {other.id}, not {run.id}"
    with pytest.raises(gha.UnexpectedAnswerError, match=message) as caught:
        await runs.wait(run.id)
    assert caught.value.path == "$.id"


@pytest.mark.parametrize("several", [[1, 2], (1, 2), {1, 2}])
async def test_ids_in_a_collection_raise_with_the_right_call(runs, several):
    """They are separate arguments."""
    for wait in (runs.wait, runs.wait_all):
        with pytest.raises(TypeError, match=r"one by one: wait_all\(\*ids\)$"):
            await wait(several)


FAILURES = {
    "the hour's quota": (
        {
            "status": 403,
            "message": "API rate limit exceeded for user ID 1.",
            "headers": {
                "x-ratelimit-limit": "5000",
                "x-ratelimit-remaining": "0",
                "x-ratelimit-resource": "core",
                "x-ratelimit-reset": "RESET",
            },
        },
        gha.PrimaryRateLimitError,
    ),
    "a secondary limit": (
        {
            "status": 403,
            "message": "You have exceeded a secondary rate limit.",
            "headers": {"retry-after": "100"},
        },
        gha.SecondaryRateLimitError,
    ),
    "a server that fails": ({"status": 502}, gha.ServerError),
    "lost connections": ({"drop": "before"}, gha.ConnectionLostError),
}


@pytest.mark.parametrize(("fault", "kind"), FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("seconds", [20, 60, 400])
async def test_the_timeout_error_has_the_last_failure(
    repo, runs, fake_github, fault, kind, *, seconds
):
    """In its message and as its cause, for short and for long waits."""
    run = repo.add_run(status="queued", timings=None)
    reset = str(int(repo.world.now()) + 3000)
    headers = {
        key: reset if value == "RESET" else value
        for key, value in fault.get("headers", {}).items()
    }
    fake_github.fail("get-workflow-run", times=None, **(fault | {"headers": headers}))
    with pytest.raises(gha.RunTimeoutError) as caught:
        await runs.wait(run.id, timeout=seconds)
    cause = caught.value.__cause__
    assert isinstance(cause, kind)
    assert str(caught.value) == (
        f"not completed within {seconds} s: run {run.id} is not yet known; "
        f"the last request failed: {cause}"
    )
    if isinstance(cause, gha.RateLimitError):
        assert cause.retry_at.isoformat()[:16] in str(caught.value)


async def test_a_failure_before_a_success_is_not_the_reason(repo, runs, fake_github):
    """The run was seen afterwards."""
    run = repo.add_run(status="queued", timings=None)
    fake_github.fail("get-workflow-run", times=9, status=502)
    with pytest.raises(gha.RunTimeoutError, match="is queued") as caught:
        await runs.wait(run.id, timeout=900)
    assert caught.value.__cause__ is None
