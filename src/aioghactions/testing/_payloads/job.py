"""Jobs."""

from collections.abc import Mapping
from typing import Any

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso, local
from aioghactions.testing._state.job import FakeJob, FakeStep
from aioghactions.testing._state.repository import FakeRun
from aioghactions.testing._state.runner import FakeRunner
from aioghactions.testing._state.runner_group import FakeRunnerGroup


def job_payload(
    job: FakeJob, run: FakeRun, groups: Mapping[int, FakeRunnerGroup], context: Context
) -> dict[str, Any]:
    """Return the payload of a job and its steps.

    Args:
        job: The job.
        run: Its run.
        groups: The runner groups of its organization by id.
        context: The context of the payload.
    """
    api = context.repo_api(run.repository)
    html = context.repo_html(run.repository)
    started = job.created_at if job.started_at is None else job.started_at
    return context.edition.trim("Job", {
        "id": job.id,
        "run_id": run.id,
        "workflow_name": run.workflow.name,
        "head_branch": run.head_branch,
        "run_url": f"{api}/actions/runs/{run.id}",
        "run_attempt": job.attempt,
        "node_id": node_id("WorkflowJob", job.id),
        "head_sha": run.head_sha,
        "url": f"{api}/actions/jobs/{job.id}",
        "html_url": f"{html}/actions/runs/{run.id}/job/{job.id}",
        "status": job.status,
        "conclusion": job.conclusion,
        "created_at": iso(job.created_at),
        "started_at": iso(started),
        "completed_at": None if job.completed_at is None else iso(job.completed_at),
        "name": job.name,
        "steps": [_step(step, context) for step in job.steps()],
        "check_run_url": f"{api}/check-runs/{job.id}",
        "labels": list(job.labels),
        **_runner(job, groups),
    })  # fmt: skip


def _step(step: FakeStep, context: Context) -> dict[str, Any]:
    # Older editions give the instants of steps with an offset.
    write = iso if context.edition.has("ghes-3.12") else local
    return {
        "name": step.name,
        "status": step.status,
        "conclusion": step.conclusion,
        "number": step.number,
        "started_at": None if step.started_at is None else write(step.started_at),
        "completed_at": None if step.completed_at is None else write(step.completed_at),
    }


def _runner(job: FakeJob, groups: Mapping[int, FakeRunnerGroup]) -> dict[str, Any]:
    if job.started_at is None:
        number, name, group, group_name = None, None, None, None
    elif job.runner is not None:
        number, name = job.runner.id, job.runner.name
        group, group_name = job.runner.group, _group_name(job.runner, groups)
    else:
        number, name = job.machine, f"GitHub Actions {job.machine}"
        group, group_name = 0, "GitHub Actions"
    return {
        "runner_id": number,
        "runner_name": name,
        "runner_group_id": group,
        "runner_group_name": group_name,
    }


def _group_name(runner: FakeRunner, groups: Mapping[int, FakeRunnerGroup]) -> str:
    group = groups.get(runner.group)
    return group.name if group else "Default"
