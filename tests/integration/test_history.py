"""Histories on a real server with GitHub's filter and cap."""

from datetime import UTC, datetime, timedelta

import pytest

import aioghactions as gha

START = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["ghes-2.22", "github.com"])
async def test_a_history_reads_beyond_the_cap(start_github, instant_clock, edition):
    """A18: every run once, the oldest first, and complete by GitHub's counts."""
    github = await start_github(edition=edition)
    made = github.add_repo("octo-org/hello")
    start = START.timestamp()
    instants = [*range(0, 600_000, 1_000), *range(300_000, 300_500)]
    ids = {made.add_run(jobs=(), created_at=start + at).id for at in instants}
    made.add_run(jobs=(), created_at=start - 1)
    made.add_run(jobs=(), created_at=start + 600_000)
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        history = client.repo("octo-org/hello").runs.history(
            START, START + timedelta(seconds=600_000), exclude_pull_requests=True
        )
        found = [run async for run in history]
    assert history.complete
    assert {run.id for run in found} == ids
    assert len(found) == len(ids) == 1_100
    keys = [(run.created_at, run.id) for run in found]
    assert keys == sorted(keys)
    assert github.excesses == []


async def test_a_history_takes_filters_and_a_workflow(fake_github, github_client):
    """Runs and counts are of the filtered list."""
    made = fake_github.add_repo("octo-org/hello")
    ci, other = made.add_workflow("ci.yml"), made.add_workflow("other.yml")
    at = START.timestamp()
    wanted = made.add_run(ci, created_at=at, head_branch="develop")
    made.add_run(ci, created_at=at + 1)
    made.add_run(other, created_at=at + 2, head_branch="develop")
    history = github_client.repo("octo-org/hello").runs.history(
        START, workflow_id="ci.yml", branch="develop"
    )
    assert [run.id async for run in history] == [wanted.id]
    assert history.complete
    list_of = "/repos/octo-org/hello/actions/workflows/ci.yml/runs?branch=develop"
    assert repr(history).startswith(f"<History GET {list_of}, 2025-12-01T00:00:00Z to ")
    assert repr(history).endswith("Z, 1 yielded>")


async def test_a_history_is_resumed_with_the_same_filters(fake_github, github_client):
    """A position of another list is rejected: runs would be missed."""
    made = fake_github.add_repo("octo-org/hello")
    for n in range(5):
        made.add_run(created_at=START.timestamp() + n)
    runs = github_client.repo("octo-org/hello").runs
    history = runs.history(START, branch="main")
    found = []
    async for run in history:
        found.append(run.id)
        if len(found) == 2:
            break
    with pytest.raises(ValueError, match="pass the same filters"):
        runs.history(START, resume=history.position)
    resumed = runs.history(START, branch="main", resume=history.position)
    found += [run.id async for run in resumed]
    assert found == sorted(found)
    assert len(set(found)) == 5
    assert resumed.complete
