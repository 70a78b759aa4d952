# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Workflow runs of a repository, their logs, attempts and deployment reviews."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from aioghactions._wire import body, limits, paths, query
from aioghactions._wire.call import Call, Operation, Returns

if TYPE_CHECKING:
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
    from aioghactions._wire.location import Location

LIST_WORKFLOW_RUNS_FOR_REPO: Final[Operation[WorkflowRunPage]] = Operation(
    id="list-workflow-runs-for-repo",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs",
    tag="repo-runs",
    name="list",
    answers={200: Returns("WorkflowRunPage")},
    query=(
        "actor",
        "branch",
        "event",
        "status",
        "per_page",
        "page",
        "created",
        "exclude_pull_requests",
        "check_suite_id",
        "head_sha",
    ),
    items="workflow_runs",
    capped_by=(
        "actor",
        "branch",
        "check_suite_id",
        "created",
        "event",
        "head_sha",
        "status",
    ),
    editions=("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository",
)


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

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
    """
    return Call(
        operation=LIST_WORKFLOW_RUNS_FOR_REPO,
        path=paths.fill(LIST_WORKFLOW_RUNS_FOR_REPO.path, owner=owner, repo=repo),
        query=query.encode(
            actor=actor,
            branch=branch,
            event=event,
            status=status,
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
            created=created,
            exclude_pull_requests=exclude_pull_requests,
            check_suite_id=check_suite_id,
            head_sha=head_sha,
        ),
    )


LIST_WORKFLOW_RUNS: Final[Operation[WorkflowRunPage]] = Operation(
    id="list-workflow-runs",
    method="GET",
    path="/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
    tag="repo-runs",
    name="list_for_workflow",
    answers={200: Returns("WorkflowRunPage")},
    query=(
        "actor",
        "branch",
        "event",
        "status",
        "per_page",
        "page",
        "created",
        "exclude_pull_requests",
        "check_suite_id",
        "head_sha",
    ),
    items="workflow_runs",
    capped_by=(
        "actor",
        "branch",
        "check_suite_id",
        "created",
        "event",
        "head_sha",
        "status",
    ),
    editions=("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow",
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

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
    """
    return Call(
        operation=LIST_WORKFLOW_RUNS,
        path=paths.fill(
            LIST_WORKFLOW_RUNS.path, owner=owner, repo=repo, workflow_id=workflow_id
        ),
        query=query.encode(
            actor=actor,
            branch=branch,
            event=event,
            status=status,
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
            created=created,
            exclude_pull_requests=exclude_pull_requests,
            check_suite_id=check_suite_id,
            head_sha=head_sha,
        ),
    )


GET_WORKFLOW_RUN: Final[Operation[WorkflowRun]] = Operation(
    id="get-workflow-run",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}",
    tag="repo-runs",
    name="get",
    answers={200: Returns("WorkflowRun")},
    query=("exclude_pull_requests",),
    editions=("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run",
)


def get_workflow_run(
    owner: str, repo: str, run_id: int, *, exclude_pull_requests: bool | None = None
) -> Call[WorkflowRun]:
    """Get a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.get``.

    https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run
    """
    return Call(
        operation=GET_WORKFLOW_RUN,
        path=paths.fill(
            GET_WORKFLOW_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
        query=query.encode(exclude_pull_requests=exclude_pull_requests),
    )


DELETE_WORKFLOW_RUN: Final[Operation[None]] = Operation(
    id="delete-workflow-run",
    method="DELETE",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}",
    tag="repo-runs",
    name="delete",
    answers={204: Returns()},
    editions=("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflow-runs#delete-a-workflow-run",
)


def delete_workflow_run(owner: str, repo: str, run_id: int) -> Call[None]:
    """Delete a run.

    ``DELETE /repos/{owner}/{repo}/actions/runs/{run_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.delete``.

    https://docs.github.com/rest/actions/workflow-runs#delete-a-workflow-run
    """
    return Call(
        operation=DELETE_WORKFLOW_RUN,
        path=paths.fill(
            DELETE_WORKFLOW_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


CANCEL_WORKFLOW_RUN: Final[Operation[None]] = Operation(
    id="cancel-workflow-run",
    method="POST",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/cancel",
    tag="repo-runs",
    name="cancel",
    answers={202: Returns()},
    refusals=(409,),
    editions=("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run",
)


def cancel_workflow_run(owner: str, repo: str, run_id: int) -> Call[None]:
    """Cancel a run.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.cancel``.

    https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run
    """
    return Call(
        operation=CANCEL_WORKFLOW_RUN,
        path=paths.fill(
            CANCEL_WORKFLOW_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


FORCE_CANCEL_WORKFLOW_RUN: Final[Operation[None]] = Operation(
    id="force-cancel-workflow-run",
    method="POST",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/force-cancel",
    tag="repo-runs",
    name="force_cancel",
    answers={202: Returns()},
    refusals=(409,),
    editions=("ghes-3.12", "ghec"),
    since="ghes-3.12",
    docs="https://docs.github.com/rest/actions/workflow-runs#force-cancel-a-workflow-run",
)


def force_cancel_workflow_run(owner: str, repo: str, run_id: int) -> Call[None]:
    """Cancel a run that does not react.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/force-cancel``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.force_cancel``.

    https://docs.github.com/rest/actions/workflow-runs#force-cancel-a-workflow-run
    """
    return Call(
        operation=FORCE_CANCEL_WORKFLOW_RUN,
        path=paths.fill(
            FORCE_CANCEL_WORKFLOW_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


RE_RUN_WORKFLOW: Final[Operation[None]] = Operation(
    id="re-run-workflow",
    method="POST",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/rerun",
    tag="repo-runs",
    name="rerun",
    answers={201: Returns()},
    editions=("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflow-runs#re-run-a-workflow",
)


def re_run_workflow(
    owner: str, repo: str, run_id: int, *, enable_debug_logging: bool | None = None
) -> Call[None]:
    """Re-run all jobs of a run.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.rerun``.

    https://docs.github.com/rest/actions/workflow-runs#re-run-a-workflow
    """
    return Call(
        operation=RE_RUN_WORKFLOW,
        path=paths.fill(
            RE_RUN_WORKFLOW.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
        body=body.encode(enable_debug_logging=enable_debug_logging) or None,
    )


RE_RUN_WORKFLOW_FAILED_JOBS: Final[Operation[None]] = Operation(
    id="re-run-workflow-failed-jobs",
    method="POST",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs",
    tag="repo-runs",
    name="rerun_failed_jobs",
    answers={201: Returns()},
    editions=("ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-3.5",
    docs="https://docs.github.com/rest/actions/workflow-runs#re-run-failed-jobs-from-a-workflow-run",
)


def re_run_workflow_failed_jobs(
    owner: str, repo: str, run_id: int, *, enable_debug_logging: bool | None = None
) -> Call[None]:
    """Re-run the failed jobs of a run.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.rerun_failed_jobs``.

    https://docs.github.com/rest/actions/workflow-runs#re-run-failed-jobs-from-a-workflow-run
    """
    return Call(
        operation=RE_RUN_WORKFLOW_FAILED_JOBS,
        path=paths.fill(
            RE_RUN_WORKFLOW_FAILED_JOBS.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
        body=body.encode(enable_debug_logging=enable_debug_logging) or None,
    )


APPROVE_WORKFLOW_RUN: Final[Operation[None]] = Operation(
    id="approve-workflow-run",
    method="POST",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/approve",
    tag="repo-runs",
    name="approve",
    answers={201: Returns()},
    refusals=(403, 404),
    editions=("ghec",),
    since="github.com",
    docs="https://docs.github.com/rest/actions/workflow-runs#approve-a-workflow-run-for-a-fork-pull-request",
)


def approve_workflow_run(owner: str, repo: str, run_id: int) -> Call[None]:
    """Approve a run of a pull request from a fork.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/approve``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.approve``.

    https://docs.github.com/rest/actions/workflow-runs#approve-a-workflow-run-for-a-fork-pull-request
    """
    return Call(
        operation=APPROVE_WORKFLOW_RUN,
        path=paths.fill(
            APPROVE_WORKFLOW_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


GET_WORKFLOW_RUN_USAGE: Final[Operation[WorkflowRunUsage]] = Operation(
    id="get-workflow-run-usage",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/timing",
    tag="repo-runs",
    name="usage",
    answers={200: Returns("WorkflowRunUsage")},
    editions=("ghec",),
    since="github.com",
    docs="https://docs.github.com/rest/actions/workflow-runs#get-workflow-run-usage",
)


def get_workflow_run_usage(
    owner: str, repo: str, run_id: int
) -> Call[WorkflowRunUsage]:
    """Get the billable time of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/timing``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.usage``.

    https://docs.github.com/rest/actions/workflow-runs#get-workflow-run-usage
    """
    return Call(
        operation=GET_WORKFLOW_RUN_USAGE,
        path=paths.fill(
            GET_WORKFLOW_RUN_USAGE.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


DOWNLOAD_WORKFLOW_RUN_LOGS: Final[Operation[Location]] = Operation(
    id="download-workflow-run-logs",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/logs",
    tag="repo-runs",
    name="logs",
    answers={302: Returns()},
    editions=("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-logs",
)


def download_workflow_run_logs(owner: str, repo: str, run_id: int) -> Call[Location]:
    """Download the logs of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.logs``.

    https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-logs
    """
    return Call(
        operation=DOWNLOAD_WORKFLOW_RUN_LOGS,
        path=paths.fill(
            DOWNLOAD_WORKFLOW_RUN_LOGS.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


DELETE_WORKFLOW_RUN_LOGS: Final[Operation[None]] = Operation(
    id="delete-workflow-run-logs",
    method="DELETE",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/logs",
    tag="repo-runs",
    name="delete_logs",
    answers={204: Returns()},
    refusals=(403, 500),
    editions=("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflow-runs#delete-workflow-run-logs",
)


def delete_workflow_run_logs(owner: str, repo: str, run_id: int) -> Call[None]:
    """Delete the logs of a run.

    ``DELETE /repos/{owner}/{repo}/actions/runs/{run_id}/logs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.delete_logs``.

    https://docs.github.com/rest/actions/workflow-runs#delete-workflow-run-logs
    """
    return Call(
        operation=DELETE_WORKFLOW_RUN_LOGS,
        path=paths.fill(
            DELETE_WORKFLOW_RUN_LOGS.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


GET_WORKFLOW_RUN_ATTEMPT: Final[Operation[WorkflowRun]] = Operation(
    id="get-workflow-run-attempt",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}",
    tag="repo-runs",
    name="get_attempt",
    answers={200: Returns("WorkflowRun")},
    query=("exclude_pull_requests",),
    editions=("ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-3.5",
    docs="https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt",
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
    return Call(
        operation=GET_WORKFLOW_RUN_ATTEMPT,
        path=paths.fill(
            GET_WORKFLOW_RUN_ATTEMPT.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
            attempt_number=paths.number("attempt_number", attempt_number),
        ),
        query=query.encode(exclude_pull_requests=exclude_pull_requests),
    )


DOWNLOAD_WORKFLOW_RUN_ATTEMPT_LOGS: Final[Operation[Location]] = Operation(
    id="download-workflow-run-attempt-logs",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/logs",
    tag="repo-runs",
    name="attempt_logs",
    answers={302: Returns()},
    editions=("ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-3.5",
    docs="https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-attempt-logs",
)


def download_workflow_run_attempt_logs(
    owner: str, repo: str, run_id: int, attempt_number: int
) -> Call[Location]:
    """Download the logs of one attempt of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/logs``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.attempt_logs``.

    https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-attempt-logs
    """
    return Call(
        operation=DOWNLOAD_WORKFLOW_RUN_ATTEMPT_LOGS,
        path=paths.fill(
            DOWNLOAD_WORKFLOW_RUN_ATTEMPT_LOGS.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
            attempt_number=paths.number("attempt_number", attempt_number),
        ),
    )


GET_REVIEWS_FOR_RUN: Final[Operation[tuple[EnvironmentApproval, ...]]] = Operation(
    id="get-reviews-for-run",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/approvals",
    tag="repo-runs",
    name="reviews",
    answers={200: Returns("EnvironmentApproval", many=True)},
    editions=("ghes-3.5", "ghes-3.12", "ghec"),
    since="ghes-3.5",
    docs="https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run",
)


def get_reviews_for_run(
    owner: str, repo: str, run_id: int
) -> Call[tuple[EnvironmentApproval, ...]]:
    """List the deployment reviews of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.reviews``.

    https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
    """
    return Call(
        operation=GET_REVIEWS_FOR_RUN,
        path=paths.fill(
            GET_REVIEWS_FOR_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


GET_PENDING_DEPLOYMENTS_FOR_RUN: Final[Operation[tuple[PendingDeployment, ...]]] = (
    Operation(
        id="get-pending-deployments-for-run",
        method="GET",
        path="/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments",
        tag="repo-runs",
        name="pending_deployments",
        answers={200: Returns("PendingDeployment", many=True)},
        editions=("ghes-3.5", "ghes-3.12", "ghec"),
        since="ghes-3.5",
        docs="https://docs.github.com/rest/actions/workflow-runs#get-pending-deployments-for-a-workflow-run",
    )
)


def get_pending_deployments_for_run(
    owner: str, repo: str, run_id: int
) -> Call[tuple[PendingDeployment, ...]]:
    """List the deployments that a run waits for.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.pending_deployments``.

    https://docs.github.com/rest/actions/workflow-runs#get-pending-deployments-for-a-workflow-run
    """
    return Call(
        operation=GET_PENDING_DEPLOYMENTS_FOR_RUN,
        path=paths.fill(
            GET_PENDING_DEPLOYMENTS_FOR_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
    )


REVIEW_PENDING_DEPLOYMENTS_FOR_RUN: Final[Operation[tuple[Deployment, ...]]] = (
    Operation(
        id="review-pending-deployments-for-run",
        method="POST",
        path="/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments",
        tag="repo-runs",
        name="review_pending_deployments",
        answers={200: Returns("Deployment", many=True)},
        editions=("ghes-3.5", "ghes-3.12", "ghec"),
        since="ghes-3.5",
        docs="https://docs.github.com/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run",
    )
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
    """Approve or reject waiting deployments.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments``

    Takes ``owner``, ``repo``, then the arguments of
    ``Repo.runs.review_pending_deployments``.

    https://docs.github.com/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run
    """
    return Call(
        operation=REVIEW_PENDING_DEPLOYMENTS_FOR_RUN,
        path=paths.fill(
            REVIEW_PENDING_DEPLOYMENTS_FOR_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
        body=body.encode(
            environment_ids=body.several("environment_ids", environment_ids),
            state=state,
            comment=comment,
        ),
    )


REVIEW_CUSTOM_GATES_FOR_RUN: Final[Operation[None]] = Operation(
    id="review-custom-gates-for-run",
    method="POST",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule",
    tag="repo-runs",
    name="review_custom_gates",
    answers={204: Returns()},
    editions=("ghes-3.12", "ghec"),
    since="ghes-3.12",
    docs="https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run",
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
    """Approve or reject a custom protection rule.

    ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runs.review_custom_gates``.

    Raises:
        ValueError: Neither ``state`` nor ``comment`` is given.

    https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run
    """
    limits.one_of(state=state, comment=comment)
    return Call(
        operation=REVIEW_CUSTOM_GATES_FOR_RUN,
        path=paths.fill(
            REVIEW_CUSTOM_GATES_FOR_RUN.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
        body=body.encode(
            environment_name=environment_name, state=state, comment=comment
        ),
    )
