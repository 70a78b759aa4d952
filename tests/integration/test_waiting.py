"""Waiting for runs of a fake GitHub, in virtual time."""

import asyncio

import pytest

import aioghactions as gha
from aioghactions.testing import Timings

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


def told(changes):
    """Return what changes tell, in short."""
    return [(c.run.id, c.what, str(c.run.status), c.run.conclusion) for c in changes]


ALL = ("status", "run_attempt", "conclusion")


async def test_a_run_is_waited_for(repo, runs, instant_clock):
    """It comes back when it has ended, and not much later."""
    run = repo.add_run(status="queued", timings=SLOW)
    ended = await runs.wait(run.id)
    assert (ended.id, ended.status, ended.conclusion) == (
        run.id,
        "completed",
        "success",
    )
    assert 200 <= instant_clock.monotonic() <= 200 + 22


async def test_what_has_not_changed_costs_nothing(repo, runs, fake_github):
    """Looks at an unchanged run are answered 304, which GitHub does not count."""
    run = repo.add_run(status="queued", timings=SLOW)
    await runs.wait(run.id)
    statuses = [request.status for request in fake_github.requests]
    assert statuses.count(200) == 3
    assert 20 <= statuses.count(304) <= 60
    # The answer that shows the end was counted, and those of the changes.
    assert statuses.count(200) + statuses.count(304) == len(statuses)


async def test_each_change_is_told_once(repo, runs):
    """Status and conclusion, first as it was found."""
    run = repo.add_run(status="queued", timings=SLOW)
    changes = [change async for change in runs.watch(run.id)]
    assert told(changes) == [
        (run.id, ALL, "queued", None),
        (run.id, ("status",), "in_progress", None),
        (run.id, ("status", "conclusion"), "completed", "success"),
    ]
    assert [change.previous for change in changes[1:]] == [
        change.run for change in changes[:-1]
    ]


async def test_a_new_attempt_is_told(repo, runs, instant_clock):
    """A run that is run again while it is watched has another attempt."""
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
    """In one task set, each told in its time, within what an endpoint allows."""
    made = [
        repo.add_run(status="queued", jobs=(), timings=Timings(queued=n, running=9 * n))
        for n in (3, 6, 9, 12)
    ]
    fake_github.latency = 0.5
    ended = await runs.wait_all(*(run.id for run in made))
    assert [run.id for run in ended] == [run.id for run in made]
    assert {run.conclusion for run in ended} == {"success"}
    assert instant_clock.monotonic() <= 120 + 22
    assert fake_github.excesses == []
    assert fake_github.most_in_flight > 1


async def test_nothing_is_waited_for_where_there_is_nothing(runs, fake_github):
    """No run, no request."""
    assert await runs.wait_all() == ()
    assert fake_github.requests == []


async def test_the_same_run_twice_is_watched_once(repo, runs, fake_github):
    """Ids may repeat; looks do not."""
    run = repo.add_run()
    first, second = await runs.wait_all(run.id, run.id)
    assert first is second
    assert len(fake_github.requests) == 1


async def test_failures_that_pass_are_sat_out(repo, runs, fake_github):
    """5xx, lost connections and rate limits end; the wait goes on."""
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
    ended = await runs.wait(run.id, timeout=7200)
    assert ended.conclusion == "success"


async def test_a_limit_of_an_hour_is_sat_out(start_github, instant_clock):
    """Longer than the client's patience with one call, but not than the timeout."""
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
        ended = await runs.wait(run.id, timeout=7200)
    assert ended.conclusion == "success"
    assert instant_clock.monotonic() >= 3000
    assert len(github.requests) <= 3


async def test_a_failure_that_lasts_is_raised(runs):
    """Waiting does not make a run appear that is not there."""
    with pytest.raises(gha.NotFoundError):
        await runs.wait(404)


async def test_a_failure_does_not_hide_what_else_was_found(repo, runs):
    """The changes of that look come first, the error names its run, then the rest."""
    ended = repo.add_run()
    slow = repo.add_run(status="queued", timings=SLOW)
    watch, changes = runs.watch(404, ended.id, slow.id), []

    async def take():
        async for change in watch:
            changes.append((change.run.id, change.run.status))  # noqa: PERF401 - as below

    with pytest.raises(gha.NotFoundError) as caught:
        await take()
    assert caught.value.__notes__ == ["while watching run 404"]
    assert sorted(changes) == [(ended.id, "completed"), (slow.id, "queued")]
    assert repr(watch) == f"<Watch: run {slow.id} is queued>"
    await take()
    assert changes[2:] == [(slow.id, "in_progress"), (slow.id, "completed")]
    assert repr(watch) == "<Watch: all have ended>"


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({"run_id": "30433642"}, TypeError, "run_id must be an integer, not str"),
        ({"run_id": [1, 2]}, TypeError, "run_id must be an integer, not list"),
        ({"run_id": None}, TypeError, "run_id must be an integer, not NoneType"),
        ({"run_id": 0}, ValueError, "run_id is 0"),
        ({"run_id": 1, "timeout": "60"}, TypeError, "timeout must be a number of sec"),
        ({"run_id": 1, "timeout": float("nan")}, ValueError, "timeout is no number"),
    ],
)
async def test_an_argument_of_another_kind_is_named(
    runs, fake_github, given, error, told
):
    """Before anything is sent."""
    with pytest.raises(error, match=told):
        await runs.wait(**given)
    assert fake_github.requests == []


async def test_time_is_over_at_the_timeout(repo, runs, instant_clock):
    """The error names the runs that have not ended, and how they are."""
    slow = repo.add_run(status="queued", timings=SLOW)
    quick = repo.add_run(status="queued", timings=Timings(1, 1))
    with pytest.raises(
        gha.RunTimeoutError, match=f"60 s: run {slow.id} is in_pro"
    ) as late:
        await runs.wait_all(slow.id, quick.id, timeout=60)
    assert late.value.run_ids == (slow.id,)
    assert isinstance(late.value, TimeoutError)
    assert instant_clock.monotonic() == pytest.approx(60)
    assert slow.status == "in_progress"


async def test_a_silent_server_does_not_outlast_the_timeout(
    repo, runs, fake_github, instant_clock
):
    """A look that is under way is given up as well."""
    run = repo.add_run(status="queued", timings=SLOW)
    fake_github.fail("get-workflow-run", latency=1000)
    with pytest.raises(gha.RunTimeoutError, match="is unseen"):
        await runs.wait(run.id, timeout=5)
    assert instant_clock.monotonic() == pytest.approx(5)


async def test_runs_can_be_cancelled_at_the_timeout(repo, runs, fake_github):
    """If wanted, what has not ended is told to stop; the notes say how that went."""
    running = repo.add_run(status="in_progress", timings=None)
    refused = repo.add_run(status="in_progress", timings=None)
    ended = repo.add_run(status="in_progress", timings=None)

    def end(request, _):
        if request.operation == "get-workflow-run" and str(ended.id) in request.path:
            ended.complete("success")

    fake_github._server.api.journal.observers.append(end)
    fake_github.fail(
        "cancel-workflow-run", times=None, after=1, status=403, message="Forbidden"
    )
    with pytest.raises(gha.RunTimeoutError) as late:
        await runs.wait_all(running.id, refused.id, timeout=1, cancel_on_timeout=True)
    notes = sorted(late.value.__notes__)
    assert notes[0] == f"run {running.id} was told to stop"
    assert notes[1].startswith(f"run {refused.id} was not cancelled: cancel-workflow")
    assert running.conclusion == "cancelled"
    fake_github.recover()
    with pytest.raises(gha.RunTimeoutError) as late:
        await runs.wait(ended.id, timeout=1, cancel_on_timeout=True)
    assert late.value.__notes__ == [
        f"run {ended.id} could not be cancelled: it may have ended just now"
    ]


async def test_many_that_are_late_are_not_all_named(repo, runs):
    """A message has its limits."""
    made = [repo.add_run(status="queued", timings=None).id for _ in range(8)]
    with pytest.raises(gha.RunTimeoutError, match=r"queued and 3 more$") as late:
        await runs.wait_all(*made, timeout=1)
    assert late.value.run_ids == tuple(made)


async def test_several_tasks_may_share_a_watch(repo, runs):
    """Each change goes to one of them."""
    made = [
        repo.add_run(status="queued", jobs=(), timings=Timings(queued=n, running=n))
        for n in (5, 10, 15)
    ]
    watch, changes = runs.watch(*(run.id for run in made)), []

    async def take():
        changes.extend([(c.run.id, str(c.run.status)) async for c in watch])

    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(take())
    assert len(changes) == len(set(changes)) == 9


async def test_leaving_the_loop_leaves_nothing_running(repo, runs, fake_github):
    """A24: between two steps there is nothing to leave."""
    run = repo.add_run(status="queued", timings=SLOW)
    async for _ in runs.watch(run.id):
        break
    assert len(fake_github.requests) == 1
