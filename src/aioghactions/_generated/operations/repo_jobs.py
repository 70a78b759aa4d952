# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Jobs of workflow runs and their logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aioghactions._core.call import Call
from aioghactions._generated.operations.table import OPERATIONS
from aioghactions._params import body, checks, paths, query
from aioghactions._params.calls import make_call

if TYPE_CHECKING:
    from aioghactions._core.call import Location
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.job_filter import JobFilterArg
    from aioghactions._generated.models.job_page import JobPage


def get_job_for_workflow_run(owner: str, repo: str, job_id: int) -> Call[Job]:
    """Get a job of a run.

    ``GET /repos/{owner}/{repo}/actions/jobs/{job_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.jobs.get``.
    https://docs.github.com/rest/actions/workflow-jobs#get-a-job-for-a-workflow-run
    """
    return make_call(
        OPERATIONS["get-job-for-workflow-run"],
        owner=owner,
        repo=repo,
        job_id=paths.number("job_id", job_id),
    )


def list_jobs_for_workflow_run(
    owner: str,
    repo: str,
    run_id: int,
    *,
    filter: JobFilterArg | None = None,
    per_page: int | None = None,
    page: int | None = None,
) -> Call[JobPage]:
    """List the jobs of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.jobs.list_for_run``.
    ``page`` counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-jobs-for-workflow-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        query=query.encode(
            filter=filter,
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


def list_jobs_for_workflow_run_attempt(
    owner: str,
    repo: str,
    run_id: int,
    attempt_number: int,
    *,
    per_page: int | None = None,
    page: int | None = None,
) -> Call[JobPage]:
    """List the jobs of one attempt of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.jobs.list_for_attempt``.
    ``page`` counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-jobs-for-workflow-run-attempt"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        attempt_number=paths.number("attempt_number", attempt_number),
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


def download_job_logs_for_workflow_run(
    owner: str, repo: str, job_id: int
) -> Call[Location]:
    """Download the log of a job.

    ``GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.jobs.logs``.
    https://docs.github.com/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run
    """
    return make_call(
        OPERATIONS["download-job-logs-for-workflow-run"],
        owner=owner,
        repo=repo,
        job_id=paths.number("job_id", job_id),
    )


def re_run_job_for_workflow_run(
    owner: str,
    repo: str,
    job_id: int,
    *,
    enable_debug_logging: bool | None = None,
    enable_debugger: bool | None = None,
) -> Call[None]:
    """Re-run one job of a run.

    ``POST /repos/{owner}/{repo}/actions/jobs/{job_id}/rerun``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.jobs.rerun``.
    https://docs.github.com/rest/actions/workflow-runs#re-run-a-job-from-a-workflow-run
    """
    return make_call(
        OPERATIONS["re-run-job-for-workflow-run"],
        owner=owner,
        repo=repo,
        job_id=paths.number("job_id", job_id),
        body=body.encode(
            enable_debug_logging=enable_debug_logging, enable_debugger=enable_debugger
        )
        or None,
    )
