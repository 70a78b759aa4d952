"""Jobs."""

from collections.abc import Mapping
from typing import Any

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso, iso_or_none, local
from aioghactions.testing._state.job import FakeJob, FakeStep
from aioghactions.testing._state.repository import FakeRun
from aioghactions.testing._state.runner import FakeRunner
from aioghactions.testing._state.runner_group import FakeRunnerGroup


def job_payload(
    task: FakeJob, run: FakeRun, groups: Mapping[int, FakeRunnerGroup], context: Context
) -> dict[str, Any]:
    """Return a job with its steps.

    Args:
        task: The job.
        run: Its run.
        groups: The runner groups of its organization by id.
        context: The context of the payload.
    """
    api = context.repo_api(run.repository)
    html = context.repo_html(run.repository)
    started = task.created_at if task.started_at is None else task.started_at
    return context.trim("Job", {
        "id": task.id,
        "run_id": run.id,
        "workflow_name": run.workflow.name,
        "head_branch": run.head_branch,
        "run_url": f"{api}/actions/runs/{run.id}",
        "run_attempt": task.attempt,
        "node_id": node_id("WorkflowJob", task.id),
        "head_sha": run.head_sha,
        "url": f"{api}/actions/jobs/{task.id}",
        "html_url": f"{html}/actions/runs/{run.id}/job/{task.id}",
        "status": task.status,
        "conclusion": task.conclusion,
        "created_at": iso(task.created_at),
        "started_at": iso(started),
        "completed_at": iso_or_none(task.completed_at),
        "name": task.name,
        "steps": [_step(step, context) for step in task.steps()],
        "check_run_url": f"{api}/check-runs/{task.id}",
        "labels": list(task.labels),
        **_runner(task, groups),
    })  # fmt: skip


def _step(step: FakeStep, context: Context) -> dict[str, Any]:
    # Before GitHub wrote every instant in UTC, steps were dated with an offset.
    write = iso if context.edition.has("ghes-3.12") else local
    return {
        "name": step.name,
        "status": step.status,
        "conclusion": step.conclusion,
        "number": step.number,
        "started_at": None if step.started_at is None else write(step.started_at),
        "completed_at": None if step.completed_at is None else write(step.completed_at),
    }


def _runner(task: FakeJob, groups: Mapping[int, FakeRunnerGroup]) -> dict[str, Any]:
    if task.started_at is None:
        number, name, group, group_name = None, None, None, None
    elif task.runner is not None:
        number, name = task.runner.id, task.runner.name
        group, group_name = task.runner.group, _group_name(task.runner, groups)
    else:
        number, name = task.id, f"GitHub Actions {task.id}"
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
