"""Histories over a real server, whose filter and cap are GitHub's."""

from datetime import UTC, datetime, timedelta

import pytest

import aioghactions as gha

START = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize("edition", ["ghes-2.22", "github.com"])
async def test_a_history_goes_past_the_cap(start_github, instant_clock, edition):
    """A18: every run once, the oldest first, as counts prove."""
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
        told = [run async for run in history]
    assert history.complete
    assert {run.id for run in told} == ids
    assert len(told) == len(ids) == 1_100
    keys = [(run.created_at, run.id) for run in told]
    assert keys == sorted(keys)
    assert github.excesses == []


async def test_a_history_has_filters_and_a_workflow(fake_github, github_client):
    """As a list has them; the count is of what they let through."""
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


async def test_a_history_is_resumed_with_the_same_question(fake_github, github_client):
    """A position of another list would leave a hole."""
    made = fake_github.add_repo("octo-org/hello")
    for n in range(5):
        made.add_run(created_at=START.timestamp() + n)
    runs = github_client.repo("octo-org/hello").runs
    history = runs.history(START, branch="main")
    told = []
    async for run in history:
        told.append(run.id)
        if len(told) == 2:
            break
    with pytest.raises(ValueError, match="pass the same filters"):
        runs.history(START, resume=history.position)
    resumed = runs.history(START, branch="main", resume=history.position)
    told += [run.id async for run in resumed]
    assert told == sorted(told)
    assert len(set(told)) == 5
    assert resumed.complete
