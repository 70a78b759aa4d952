"""Waiting for all runs of a commit of a fake GitHub, in virtual time."""

import asyncio
from types import SimpleNamespace

import pytest
from hypothesis import given, settings, strategies as st

import aioghactions as gha
from aioghactions._resources.commit_runs import CommitRuns
from aioghactions.testing import FakeGitHub, InstantClock, Timings
from tests.integration.test_waiting import FAILURES

SHA = "0123456789abcdef0123456789abcdef01234567"
SLOW = Timings(queued=20, running=180)


@pytest.fixture
def repo(fake_github):
    """Return a repository with a workflow, and a run of another commit."""
    made = fake_github.add_repo("octo-org/hello")
    made.add_workflow("ci.yml")
    made.add_run(status="queued", timings=None)
    return made


@pytest.fixture
def runs(github_client):
    """Return the handle on its runs."""
    return github_client.repo("octo-org/hello").runs


def add(repo, **values):
    """Add a run of the commit."""
    return repo.add_run(head_sha=SHA, **values)


async def test_all_runs_of_a_commit_are_returned_when_completed(
    repo, runs, instant_clock
):
    """The newest first, after the quiet time."""
    first = add(repo, status="queued", timings=SLOW)
    second = add(repo, status="queued", timings=Timings(1, 1))
    found = await runs.wait_for_commit(SHA)
    assert [(run.id, run.status) for run in found] == [
        (second.id, "completed"),
        (first.id, "completed"),
    ]
    assert 260 <= instant_clock.monotonic() <= 200 + 22 + 60 + 1


async def test_a_run_that_starts_later_is_waited_for(repo, runs, instant_clock):
    """Also if all runs before it have completed."""
    first = add(repo)

    async def start_another():
        await instant_clock.sleep(50)
        return add(repo, status="queued", timings=SLOW)

    async with asyncio.TaskGroup() as group:
        second = group.create_task(start_another())
        found = await runs.wait_for_commit(SHA)
    assert [run.id for run in found] == [second.result().id, first.id]
    assert 50 + 200 + 60 <= instant_clock.monotonic() <= 50 + 200 + 22 + 60 + 7


async def test_a_rerun_is_waited_for(repo, runs, instant_clock):
    """Its second attempt is in the result."""
    run = add(repo, conclusion="failure")

    async def rerun():
        await instant_clock.sleep(40)
        run.rerun()
        run.timings = None
        await instant_clock.sleep(500)
        run.complete("success")

    async with asyncio.TaskGroup() as group:
        group.create_task(rerun())
        [found] = await runs.wait_for_commit(SHA)
    assert (found.run_attempt, found.conclusion) == (2, "success")
    assert instant_clock.monotonic() >= 600


@pytest.mark.parametrize("quiet", [0, 5, 60, 300])
async def test_without_a_run_the_result_is_empty_after_the_quiet_time(
    runs, instant_clock, repo, quiet
):
    """Runs of other commits do not count."""
    assert len(repo.runs) == 1
    assert await runs.wait_for_commit(SHA, quiet=quiet) == ()
    assert quiet <= instant_clock.monotonic() <= quiet + 1


async def test_waiting_costs_one_request_for_each_change(repo, runs, fake_github):
    """All other responses are 304, which GitHub does not count."""
    for _ in range(5):
        add(repo, status="queued", timings=SLOW)
    await runs.wait_for_commit(SHA)
    statuses = [request.status for request in fake_github.requests]
    assert statuses.count(200) == 3
    assert statuses.count(304) == len(statuses) - 3 <= 80
    assert fake_github.excesses == []


@pytest.mark.parametrize("edition", ["ghes-3.12", "ghes-3.8"])
async def test_runs_are_found_on_servers_with_and_without_the_filter(
    start_github, instant_clock, edition
):
    """Those of other commits are left out by the client."""
    github = await start_github(edition=edition)
    repo = github.add_repo("octo-org/hello")
    made = [add(repo, status="queued", timings=SLOW)]
    for _ in range(150):
        repo.add_run()
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        runs = client.repo("octo-org/hello").runs
        found = await runs.wait_for_commit(SHA)
    assert [run.id for run in found] == [run.id for run in made]


async def test_filters_leave_runs_out(repo, runs):
    """Such as scheduled runs, or those of another branch."""
    wanted = add(repo, event="push", head_branch="main")
    add(repo, event="schedule", status="queued", timings=None)
    add(repo, event="push", head_branch="next", status="queued", timings=None)
    found = await runs.wait_for_commit(SHA, event="push", branch="main")
    assert [run.id for run in found] == [wanted.id]


async def test_a_commit_in_upper_case_is_found(repo, runs):
    """GitHub writes it in lower case."""
    run = add(repo)
    [found] = await runs.wait_for_commit(SHA.upper(), quiet=1)
    assert found.id == run.id


@pytest.mark.parametrize("times", [0, 1, 7])
async def test_the_timeout_error_names_what_is_not_completed(repo, runs, times):
    """And has the runs that were seen."""
    done = add(repo)
    slow = [add(repo, status="queued", timings=None) for _ in range(times + 1)]
    with pytest.raises(gha.RunTimeoutError) as caught:
        await runs.wait_for_commit(SHA, timeout=90)
    names = [f"run {run.id} is queued" for run in reversed(slow)]
    shown = ", ".join(names[:5]) + (f" and {times - 4} more" if times > 4 else "")
    assert str(caught.value) == (
        f"commit {SHA} was not done within 90 s: {shown}; "
        f"1 of {times + 2} runs seen are completed"
    )
    assert caught.value.run_ids == tuple(run.id for run in reversed(slow))
    assert {run.id for run in caught.value.collected} == {
        done.id,
        *(run.id for run in slow),
    }


@pytest.mark.parametrize(
    ("count", "problem"),
    [
        (0, "no run has appeared"),
        (2, "all 2 runs seen are completed, but not for 60.0 s"),
    ],
)
async def test_the_timeout_error_without_incomplete_runs(repo, runs, count, problem):
    """The timeout was shorter than the quiet time."""
    for _ in range(count):
        add(repo)
    with pytest.raises(gha.RunTimeoutError) as caught:
        await runs.wait_for_commit(SHA, timeout=30)
    assert str(caught.value) == f"commit {SHA} was not done within 30 s: {problem}"
    assert (caught.value.run_ids, caught.value.__cause__) == ((), None)


@pytest.mark.parametrize(("fault", "kind"), FAILURES.values(), ids=FAILURES)
async def test_the_timeout_error_has_the_last_failure(
    repo, runs, fake_github, fault, kind
):
    """And a failure that passes is waited out."""
    add(repo)
    reset = str(int(repo.world.now()) + 3000)
    headers = {
        key: reset if value == "RESET" else value
        for key, value in fault.get("headers", {}).items()
    }
    broken = fault | {"headers": headers}
    fake_github.fail("list-workflow-runs-for-repo", times=None, **broken)
    with pytest.raises(gha.RunTimeoutError, match="the last request failed") as caught:
        await runs.wait_for_commit(SHA, timeout=100)
    assert isinstance(caught.value.__cause__, kind)
    fake_github.recover()
    fake_github.fail("list-workflow-runs-for-repo", times=7, **broken)
    assert len(await runs.wait_for_commit(SHA)) == 1


async def test_a_lasting_error_is_raised(runs):
    """With what was waited for."""
    with pytest.raises(gha.NotFoundError) as caught:
        await runs.wait_for_commit(SHA)
    assert caught.value.__notes__ == [f"while waiting for the runs of commit {SHA}"]


async def test_the_timeout_cancels_a_pending_request(repo, runs, fake_github):
    """A server that does not respond does not extend the wait."""
    add(repo)
    fake_github.fail("list-workflow-runs-for-repo", latency=1000)
    with pytest.raises(gha.RunTimeoutError, match="within 5 s: no run has appeared"):
        await runs.wait_for_commit(SHA, timeout=5)


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"sha": SHA[:7]}, ValueError, f"sha must be a full SHA.*got '{SHA[:7]}'"),
        ({"sha": "main"}, ValueError, "`git rev-parse`"),
        ({"sha": ""}, ValueError, "sha must be a full SHA"),
        ({"sha": 7}, TypeError, "sha must be a string, not int"),
        ({"quiet": -1}, ValueError, "quiet must be a number of seconds, 0 or more"),
        ({"quiet": float("inf")}, ValueError, "quiet must be"),
        ({"quiet": "60"}, TypeError, "quiet must be a number of seconds"),
        ({"timeout": "60"}, TypeError, "timeout must be a number of seconds"),
        ({"event": ""}, ValueError, "event"),
    ],
)
async def test_an_invalid_argument_is_rejected(
    runs, fake_github, given, error, message
):
    """The error names it, and nothing is sent."""
    with pytest.raises(error, match=message):
        await runs.wait_for_commit(**({"sha": SHA} | given))
    assert fake_github.requests == []


async def test_a_deleted_run_is_not_waited_for(repo, runs, instant_clock):
    """It is gone from the list, which was read to its end."""
    run = add(repo, status="queued", timings=None)

    async def delete():
        await instant_clock.sleep(30)
        repo.runs.remove(run)

    async with asyncio.TaskGroup() as group:
        group.create_task(delete())
        assert await runs.wait_for_commit(SHA, timeout=600) == ()


def model(number, status="completed", conclusion="success", attempt=1):
    """Return what the decision reads of a run."""
    return SimpleNamespace(
        id=number, status=status, conclusion=conclusion, run_attempt=attempt
    )


def test_a_list_that_may_be_incomplete_does_not_end_a_run():
    """A run that it lacks is still waited for, unless a complete one lacks it."""
    state = CommitRuns()
    both = [model(1, "queued", None), model(2)]
    assert state.update(both, now=0, complete=True)
    assert not state.update([both[1]], now=1, complete=False)
    assert [run.id for run in state.incomplete] == [1]
    assert state.update([both[1]], now=2, complete=True)
    assert state.incomplete == []


def test_a_conclusion_is_waited_for_up_to_30_seconds():
    """A completed run without one is not completed before."""
    state = CommitRuns()
    assert state.update([model(1, conclusion=None)], now=0, complete=True)
    for now, pending in ((10, 1), (29, 1), (30, 0)):
        assert not state.update([model(1, conclusion=None)], now=now, complete=True)
        assert len(state.incomplete) == pending


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 55), st.integers(0, 90), st.integers(0, 300)),
        max_size=6,
    )
)
async def test_no_run_that_starts_within_the_quiet_time_is_missed(stages):
    """Whenever each starts after the one before, and however long it takes."""
    clock = InstantClock()
    async with FakeGitHub(clock=clock) as github:
        repo = github.add_repo("octo-org/hello")

        async def start():
            made = []
            for pause, queued, running in stages:
                await clock.sleep(pause)
                timings = Timings(queued=queued, running=running)
                made.append(add(repo, status="queued", timings=timings).id)
            return made

        async with (
            gha.Client(github.token, base_url=github.url, clock=clock) as client,
            asyncio.TaskGroup() as group,
        ):
            started = group.create_task(start())
            found = await client.repo("octo-org/hello").runs.wait_for_commit(SHA)
        assert {run.id for run in found} == set(started.result())
        assert {str(run.status) for run in found} <= {"completed"}
