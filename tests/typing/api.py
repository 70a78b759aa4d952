"""Types of the public interface. Type-checked, never run."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, assert_type

import aioghactions as gha
from aioghactions import models, operations


async def handles(client: gha.Client) -> None:
    """Methods return models, tuples of models, pagers, downloads, or nothing."""
    repo = client.repo("octo-org/hello")
    org = client.org("octo-org")
    assert_type(repo, gha.Repo)
    assert_type(org, gha.Org)
    assert_type(await repo.runs.get(1), models.WorkflowRun)
    assert_type(repo.runs.list(status="failure"), gha.Pager[models.WorkflowRun])
    assert_type(repo.jobs.list_for_run(1), gha.Pager[models.Job])
    assert_type(repo.jobs.logs(1), gha.Download)
    assert_type(await repo.runs.reviews(1), tuple[models.EnvironmentApproval, ...])
    assert_type(
        await repo.workflows.dispatch("ci.yml", ref="main"),
        models.WorkflowDispatch | None,
    )
    assert_type(await org.runners.create_registration_token(), models.RunnerToken)
    assert_type(org.secrets.list(), gha.Pager[models.OrganizationSecret])
    assert_type(await repo.settings.retention.get(), models.Retention)
    selected = org.settings.permissions.repositories
    assert_type(selected.list(), gha.Pager[models.MinimalRepository])
    assert_type(await selected.set(selected_repository_ids=[1]), None)
    await repo.runs.cancel(1)
    await repo.runs.rerun(1, enable_debug_logging=True)


async def pagers(client: gha.Client) -> None:
    """A pager has the type of its items."""
    runs = client.repo("octo-org", "hello").runs.list(
        status=models.WorkflowRunStatusFilter.QUEUED
    )
    async for run in runs:
        assert_type(run, models.WorkflowRun)
    async for page in runs.pages():
        assert_type(page, tuple[models.WorkflowRun, ...])
    assert_type(await runs.first(), models.WorkflowRun | None)
    assert_type(await runs.collect(limit=3), list[models.WorkflowRun])
    assert_type(runs.total, int | None)


async def calls(client: gha.Client) -> None:
    """A call has the type of its result."""
    call = operations.get_workflow_run("octo-org", "hello", 1)
    assert_type(call, gha.Call[models.WorkflowRun])
    assert_type(await client.send(call), models.WorkflowRun)
    answer = await client.exchange(call)
    assert_type(answer, gha.Answer[models.WorkflowRun])
    assert_type(answer.value, models.WorkflowRun)
    assert_type(answer.rate_limit, gha.RateLimit | None)
    link = operations.download_workflow_run_logs("octo-org", "hello", 1)
    assert_type(await client.send(link), gha.Location)
    assert_type(client.download(link), gha.Download)


def members(run: models.WorkflowRun, job: models.Job) -> None:
    """Members that every edition sends are required, others are optional."""
    assert_type(run.id, int)
    assert_type(run.html_url, str)
    assert_type(run.created_at, datetime | None)
    assert_type(run.head_branch, str | None)
    assert_type(run.display_title, str | None)
    assert_type(run.repository, models.MinimalRepository | None)
    assert_type(run.to_dict(), dict[str, Any])
    assert_type(models.WorkflowRun.from_dict({}), models.WorkflowRun)
    assert_type(run.head_repository, models.MinimalRepository | None)
    assert_type(run.conclusion, models.WorkflowRunConclusion | None)
    assert_type(job.steps, tuple[models.JobStep, ...] | None)
    assert_type(run.extra, Mapping[str, Any])
    assert_type(run.conclusion == "success", bool)


async def outcomes(client: gha.Client) -> None:
    """A fan-out has the types of its items and results."""

    async def count(name: str) -> int:
        return len(await client.repo(name).runs.list().collect())

    async with gha.fan_out(count, ["octo-org/hello"], limit=2) as found:
        async for outcome in found:
            match outcome:
                case gha.Done(name, number):
                    assert_type(name, str)
                    assert_type(number, int)
                case gha.Failed(name, error):
                    assert_type(name, str)
                    assert_type(error, Exception)
