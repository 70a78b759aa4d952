# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Workflow runs of a repository, their logs, attempts and deployment reviews."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aioghactions._core.call import Call
from aioghactions._generated.operations.table import OPERATIONS
from aioghactions._params import body, checks, paths, query
from aioghactions._params.calls import make_call

if TYPE_CHECKING:
    from aioghactions._core.call import Location
    from aioghactions._generated.models.deployment import Deployment
    from aioghactions._generated.models.environment_approval import EnvironmentApproval
    from aioghactions._generated.models.pending_deployment import PendingDeployment
    from aioghactions._generated.models.review_decision import ReviewDecisionArg
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_page import WorkflowRunPage
    from aioghactions._generated.models.workflow_run_status_filter import (
        WorkflowRunStatusFilterArg,
    )
    from aioghactions._generated.models.workflow_run_usage import WorkflowRunUsage


def list_workflow_runs_for_repo(
    owner: str,
    repo: str,
    *,
    actor: str | None = None,
    branch: str | None = None,
    event: str | None = None,
    status: WorkflowRunStatusFilterArg | None = None,
    per_page: int | None = None,
    page: int | None = None,
    created: str | None = None,
    exclude_pull_requests: bool | None = None,
    check_suite_id: int | None = None,
    head_sha: str | None = None,
) -> Call[WorkflowRunPage]:
    """List the runs of a repository.

    ``GET /repos/{owner}/{repo}/actions/runs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.list``. ``page`` counts
    from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-workflow-runs-for-repo"],
        owner=owner,
        repo=repo,
        query=query.encode(
            actor=actor,
            branch=branch,
            event=event,
            status=status,
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
            created=created,
            exclude_pull_requests=exclude_pull_requests,
            check_suite_id=check_suite_id,
            head_sha=head_sha,
        ),
    )


def list_workflow_runs(
    owner: str,
    repo: str,
    workflow_id: int | str,
    *,
    actor: str | None = None,
    branch: str | None = None,
    event: str | None = None,
    status: WorkflowRunStatusFilterArg | None = None,
    per_page: int | None = None,
    page: int | None = None,
    created: str | None = None,
    exclude_pull_requests: bool | None = None,
    check_suite_id: int | None = None,
    head_sha: str | None = None,
) -> Call[WorkflowRunPage]:
    """List the runs of one workflow.

    ``GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.list_for_workflow``.
    ``page`` counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-workflow-runs"],
        owner=owner,
        repo=repo,
        workflow_id=workflow_id,
        query=query.encode(
            actor=actor,
            branch=branch,
            event=event,
            status=status,
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
            created=created,
            exclude_pull_requests=exclude_pull_requests,
            check_suite_id=check_suite_id,
            head_sha=head_sha,
        ),
    )


def get_workflow_run(
    owner: str, repo: str, run_id: int, *, exclude_pull_requests: bool | None = None
) -> Call[WorkflowRun]:
    """Get a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.get``.
    https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run
    """
    return make_call(
        OPERATIONS["get-workflow-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        query=query.encode(exclude_pull_requests=exclude_pull_requests),
    )


def delete_workflow_run(owner: str, repo: str, run_id: int) -> Call[None]:
    """Delete a run.

    ``DELETE /repos/{owner}/{repo}/actions/runs/{run_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.delete``.
    https://docs.github.com/rest/actions/workflow-runs#delete-a-workflow-run
    """
    return make_call(
        OPERATIONS["delete-workflow-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def cancel_workflow_run(owner: str, repo: str, run_id: int) -> Call[None]:
    """Cancel a run.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.cancel``.
    https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run
    """
    return make_call(
        OPERATIONS["cancel-workflow-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def force_cancel_workflow_run(owner: str, repo: str, run_id: int) -> Call[None]:
    """Cancel a run regardless of its conditions.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/force-cancel``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.force_cancel``.
    https://docs.github.com/rest/actions/workflow-runs#force-cancel-a-workflow-run
    """
    return make_call(
        OPERATIONS["force-cancel-workflow-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def re_run_workflow(
    owner: str, repo: str, run_id: int, *, enable_debug_logging: bool | None = None
) -> Call[None]:
    """Re-run all jobs of a run.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.rerun``.
    https://docs.github.com/rest/actions/workflow-runs#re-run-a-workflow
    """
    return make_call(
        OPERATIONS["re-run-workflow"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        body=body.encode(enable_debug_logging=enable_debug_logging) or None,
    )


def re_run_workflow_failed_jobs(
    owner: str, repo: str, run_id: int, *, enable_debug_logging: bool | None = None
) -> Call[None]:
    """Re-run the failed jobs of a run.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.rerun_failed_jobs``.
    https://docs.github.com/rest/actions/workflow-runs#re-run-failed-jobs-from-a-workflow-run
    """
    return make_call(
        OPERATIONS["re-run-workflow-failed-jobs"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        body=body.encode(enable_debug_logging=enable_debug_logging) or None,
    )


def approve_workflow_run(owner: str, repo: str, run_id: int) -> Call[None]:
    """Approve a run of a pull request from a fork.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/approve``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.approve``.
    https://docs.github.com/rest/actions/workflow-runs#approve-a-workflow-run-for-a-fork-pull-request
    """
    return make_call(
        OPERATIONS["approve-workflow-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def get_workflow_run_usage(
    owner: str, repo: str, run_id: int
) -> Call[WorkflowRunUsage]:
    """Get the billable time of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/timing``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.usage``.
    https://docs.github.com/rest/actions/workflow-runs#get-workflow-run-usage
    """
    return make_call(
        OPERATIONS["get-workflow-run-usage"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def download_workflow_run_logs(owner: str, repo: str, run_id: int) -> Call[Location]:
    """Download the logs of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.logs``.
    https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-logs
    """
    return make_call(
        OPERATIONS["download-workflow-run-logs"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def delete_workflow_run_logs(owner: str, repo: str, run_id: int) -> Call[None]:
    """Delete the logs of a run.

    ``DELETE /repos/{owner}/{repo}/actions/runs/{run_id}/logs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.delete_logs``.
    https://docs.github.com/rest/actions/workflow-runs#delete-workflow-run-logs
    """
    return make_call(
        OPERATIONS["delete-workflow-run-logs"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def get_workflow_run_attempt(
    owner: str,
    repo: str,
    run_id: int,
    attempt_number: int,
    *,
    exclude_pull_requests: bool | None = None,
) -> Call[WorkflowRun]:
    """Get one attempt of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.get_attempt``.
    https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt
    """
    return make_call(
        OPERATIONS["get-workflow-run-attempt"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        attempt_number=paths.number("attempt_number", attempt_number),
        query=query.encode(exclude_pull_requests=exclude_pull_requests),
    )


def download_workflow_run_attempt_logs(
    owner: str, repo: str, run_id: int, attempt_number: int
) -> Call[Location]:
    """Download the logs of one attempt of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/logs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.attempt_logs``.
    https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-attempt-logs
    """
    return make_call(
        OPERATIONS["download-workflow-run-attempt-logs"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        attempt_number=paths.number("attempt_number", attempt_number),
    )


def get_reviews_for_run(
    owner: str, repo: str, run_id: int
) -> Call[tuple[EnvironmentApproval, ...]]:
    """List the deployment reviews of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.reviews``.
    https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
    """
    return make_call(
        OPERATIONS["get-reviews-for-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def get_pending_deployments_for_run(
    owner: str, repo: str, run_id: int
) -> Call[tuple[PendingDeployment, ...]]:
    """List the pending deployments of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.pending_deployments``.
    https://docs.github.com/rest/actions/workflow-runs#get-pending-deployments-for-a-workflow-run
    """
    return make_call(
        OPERATIONS["get-pending-deployments-for-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
    )


def review_pending_deployments_for_run(
    owner: str,
    repo: str,
    run_id: int,
    *,
    environment_ids: Iterable[int],
    state: ReviewDecisionArg,
    comment: str,
) -> Call[tuple[Deployment, ...]]:
    """Approve or reject deployments of a run.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments``

    Takes ``owner``, ``repo``, then the arguments of
    ``Repo.runs.review_pending_deployments``.
    https://docs.github.com/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run
    """
    return make_call(
        OPERATIONS["review-pending-deployments-for-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        body=body.encode(
            environment_ids=body.as_list("environment_ids", environment_ids),
            state=state,
            comment=comment,
        ),
    )


def review_custom_gates_for_run(
    owner: str,
    repo: str,
    run_id: int,
    *,
    environment_name: str,
    state: ReviewDecisionArg | None = None,
    comment: str | None = None,
) -> Call[None]:
    """Approve or reject a deployment as a GitHub App.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.review_custom_gates``.
    https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run

    Raises:
        ValueError: Neither ``state`` nor ``comment`` is given.
    """
    checks.one_of(state=state, comment=comment)
    return make_call(
        OPERATIONS["review-custom-gates-for-run"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        body=body.encode(
            environment_name=environment_name, state=state, comment=comment
        ),
    )
