# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The handle ``RepoRuns``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aioghactions._generated import operations
from aioghactions._request.resource import RepoResource
from aioghactions.downloads import Download
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.deployment import Deployment
    from aioghactions._generated.models.environment_approval import EnvironmentApproval
    from aioghactions._generated.models.pending_deployment import PendingDeployment
    from aioghactions._generated.models.review_decision import ReviewDecisionArg
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_status_filter import (
        WorkflowRunStatusFilterArg,
    )
    from aioghactions._generated.models.workflow_run_usage import WorkflowRunUsage


class RepoRuns(RepoResource):
    """Workflow runs of a repository, their logs, attempts and deployment reviews."""

    __slots__ = ()

    def list(
        self,
        *,
        actor: str | None = None,
        branch: str | None = None,
        event: str | None = None,
        status: WorkflowRunStatusFilterArg | None = None,
        per_page: int = 100,
        created: str | None = None,
        exclude_pull_requests: bool | None = None,
        check_suite_id: int | None = None,
        head_sha: str | None = None,
    ) -> Pager[WorkflowRun]:
        """List the runs of a repository.

        ``GET /repos/{owner}/{repo}/actions/runs``

        Runs of all workflows, newest first. With any of ``actor``, ``branch``,
        ``check_suite_id``, ``created``, ``event``, ``head_sha`` or ``status``, GitHub
        returns at most 1,000 results, even if ``total_count`` is higher; narrow
        ``created`` to get the rest.

        Args:
            actor: Only runs for pushes by the user with this login. Caps the list at
                1,000 results.
            branch: Only runs for this branch, without ``refs/heads/``. Caps the list at
                1,000 results.
            event: Only runs that this event started, such as ``push``, ``pull_request``
                or ``schedule``. Caps the list at 1,000 results.
            status: Only runs with this status or conclusion. Caps the list at 1,000
                results.
            per_page: Number of results on each page, at most 100.
            created: Only runs created in this range, in GitHub's search syntax: a date
                or a time, ``>=2024-05-01``, ``2024-05-01..2024-05-31``. Caps the list
                at 1,000 results.
            exclude_pull_requests: Whether to leave ``pull_requests`` empty, for a
                smaller response. Default: ``False``.
            check_suite_id: Only runs of this check suite. Caps the list at 1,000
                results. Since GitHub Enterprise Server 3.5.
            head_sha: Only runs for the commit with this full SHA. Caps the list at
                1,000 results. Since GitHub Enterprise Server 3.12.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
        """
        call = operations.list_workflow_runs_for_repo(
            self.owner,
            self.repo,
            actor=actor,
            branch=branch,
            event=event,
            status=status,
            per_page=per_page,
            created=created,
            exclude_pull_requests=exclude_pull_requests,
            check_suite_id=check_suite_id,
            head_sha=head_sha,
        )
        return Pager(self._pipeline, call)

    def list_for_workflow(
        self,
        workflow_id: int | str,
        *,
        actor: str | None = None,
        branch: str | None = None,
        event: str | None = None,
        status: WorkflowRunStatusFilterArg | None = None,
        per_page: int = 100,
        created: str | None = None,
        exclude_pull_requests: bool | None = None,
        check_suite_id: int | None = None,
        head_sha: str | None = None,
    ) -> Pager[WorkflowRun]:
        """List the runs of one workflow.

        ``GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs``

        Newest first. With any of ``actor``, ``branch``, ``check_suite_id``,
        ``created``, ``event``, ``head_sha`` or ``status``, GitHub returns at most 1,000
        results, even if ``total_count`` is higher; narrow ``created`` to get the rest.

        Args:
            workflow_id: Id of the workflow, or its file name, such as ``ci.yml``.
            actor: Only runs for pushes by the user with this login. Caps the list at
                1,000 results.
            branch: Only runs for this branch, without ``refs/heads/``. Caps the list at
                1,000 results.
            event: Only runs that this event started, such as ``push``, ``pull_request``
                or ``schedule``. Caps the list at 1,000 results.
            status: Only runs with this status or conclusion. Caps the list at 1,000
                results.
            per_page: Number of results on each page, at most 100.
            created: Only runs created in this range, in GitHub's search syntax: a date
                or a time, ``>=2024-05-01``, ``2024-05-01..2024-05-31``. Caps the list
                at 1,000 results.
            exclude_pull_requests: Whether to leave ``pull_requests`` empty, for a
                smaller response. Default: ``False``.
            check_suite_id: Only runs of this check suite. Caps the list at 1,000
                results. Since GitHub Enterprise Server 3.5.
            head_sha: Only runs for the commit with this full SHA. Caps the list at
                1,000 results. Since GitHub Enterprise Server 3.12.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
        """
        call = operations.list_workflow_runs(
            self.owner,
            self.repo,
            workflow_id,
            actor=actor,
            branch=branch,
            event=event,
            status=status,
            per_page=per_page,
            created=created,
            exclude_pull_requests=exclude_pull_requests,
            check_suite_id=check_suite_id,
            head_sha=head_sha,
        )
        return Pager(self._pipeline, call)

    async def get(
        self, run_id: int, *, exclude_pull_requests: bool | None = None
    ) -> WorkflowRun:
        """Get a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}``

        Returns the latest attempt; ``Repo.runs.get_attempt`` returns earlier ones.

        Args:
            run_id: Id of the workflow run.
            exclude_pull_requests: Whether to leave ``pull_requests`` empty, for a
                smaller response. Default: ``False``.

        Returns:
            The run.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run
        """
        call = operations.get_workflow_run(
            self.owner, self.repo, run_id, exclude_pull_requests=exclude_pull_requests
        )
        return await self._pipeline.send(call)

    async def delete(self, run_id: int) -> None:
        """Delete a run.

        ``DELETE /repos/{owner}/{repo}/actions/runs/{run_id}``

        Permanently removes a completed run with its attempts and logs. Requires write
        access to the repository.

        Args:
            run_id: Id of the workflow run.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: write``.

        https://docs.github.com/rest/actions/workflow-runs#delete-a-workflow-run
        """
        call = operations.delete_workflow_run(self.owner, self.repo, run_id)
        await self._pipeline.send(call)

    async def cancel(self, run_id: int) -> None:
        """Cancel a run.

        ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel``

        The request is accepted at once and takes effect later; jobs and steps with an
        ``always()`` condition still run. If the run does not stop, use
        ``Repo.runs.force_cancel``.

        Args:
            run_id: Id of the workflow run.

        Raises:
            ConflictError: The run cannot be cancelled, for example because it is
                completed.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: write``.

        https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run
        """
        call = operations.cancel_workflow_run(self.owner, self.repo, run_id)
        await self._pipeline.send(call)

    async def force_cancel(self, run_id: int) -> None:
        """Cancel a run regardless of its conditions.

        ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/force-cancel``

        Also stops jobs and steps with an ``always()`` condition, so no cleanup steps
        run. Use it only if ``Repo.runs.cancel`` had no effect.

        Args:
            run_id: Id of the workflow run.

        Raises:
            ConflictError: The run cannot be cancelled, for example because it is
                completed.

        On GitHub Enterprise Server since 3.12. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: write``.

        https://docs.github.com/rest/actions/workflow-runs#force-cancel-a-workflow-run
        """
        call = operations.force_cancel_workflow_run(self.owner, self.repo, run_id)
        await self._pipeline.send(call)

    async def rerun(
        self, run_id: int, *, enable_debug_logging: bool | None = None
    ) -> None:
        """Re-run all jobs of a run.

        ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun``

        Starts a new attempt of all jobs under the same run id, with the commit and the
        privileges of the first attempt. GitHub allows this for 30 days.

        Args:
            run_id: Id of the workflow run.
            enable_debug_logging: Whether runners and steps write debug logs. Default:
                ``False``. Since GitHub Enterprise Server 3.12.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: write``.

        https://docs.github.com/rest/actions/workflow-runs#re-run-a-workflow
        """
        call = operations.re_run_workflow(
            self.owner, self.repo, run_id, enable_debug_logging=enable_debug_logging
        )
        await self._pipeline.send(call)

    async def rerun_failed_jobs(
        self, run_id: int, *, enable_debug_logging: bool | None = None
    ) -> None:
        """Re-run the failed jobs of a run.

        ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs``

        Starts a new attempt with the failed jobs and the jobs that need them; other
        jobs keep their results. GitHub allows this for 30 days.

        Args:
            run_id: Id of the workflow run.
            enable_debug_logging: Whether runners and steps write debug logs. Default:
                ``False``. Since GitHub Enterprise Server 3.12.

        On GitHub Enterprise Server since 3.5. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: write``.

        https://docs.github.com/rest/actions/workflow-runs#re-run-failed-jobs-from-a-workflow-run
        """
        call = operations.re_run_workflow_failed_jobs(
            self.owner, self.repo, run_id, enable_debug_logging=enable_debug_logging
        )
        await self._pipeline.send(call)

    async def approve(self, run_id: int) -> None:
        """Approve a run of a pull request from a fork.

        ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/approve``

        For a run that is waiting for approval because a first-time contributor opened
        its pull request from a public fork.

        Args:
            run_id: Id of the workflow run.

        Raises:
            PermissionDeniedError: The token may not approve runs, or the run is not
                waiting for approval.
            NotFoundError: The run does not exist, or the token may not access it.

        Not on GitHub Enterprise Server. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: write``.

        https://docs.github.com/rest/actions/workflow-runs#approve-a-workflow-run-for-a-fork-pull-request
        """
        call = operations.approve_workflow_run(self.owner, self.repo, run_id)
        await self._pipeline.send(call)

    async def usage(self, run_id: int) -> WorkflowRunUsage:
        """Get the billable time of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/timing``

        Milliseconds per operating system over all attempts, without the multipliers of
        macOS and Windows and not rounded up to minutes. GitHub bills only private
        repositories on GitHub-hosted runners. GitHub is closing this endpoint down.

        Args:
            run_id: Id of the workflow run.

        Returns:
            The billable time.

        Not on GitHub Enterprise Server. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#get-workflow-run-usage
        """
        call = operations.get_workflow_run_usage(self.owner, self.repo, run_id)
        return await self._pipeline.send(call)

    def logs(self, run_id: int) -> Download:
        """Download the logs of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs``

        Redirects to a zip archive with one text file for each job and step of the
        latest attempt. The URL expires after one minute and must be fetched without the
        token.

        Args:
            run_id: Id of the workflow run.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-logs
        """
        call = operations.download_workflow_run_logs(self.owner, self.repo, run_id)
        return Download(self._pipeline, call)

    async def delete_logs(self, run_id: int) -> None:
        """Delete the logs of a run.

        ``DELETE /repos/{owner}/{repo}/actions/runs/{run_id}/logs``

        Permanently removes the logs of all attempts, but not the run.

        Args:
            run_id: Id of the workflow run.

        Raises:
            PermissionDeniedError: The token may not delete logs.
            ServerError: GitHub failed to delete the logs.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: write``.

        https://docs.github.com/rest/actions/workflow-runs#delete-workflow-run-logs
        """
        call = operations.delete_workflow_run_logs(self.owner, self.repo, run_id)
        await self._pipeline.send(call)

    async def get_attempt(
        self,
        run_id: int,
        attempt_number: int,
        *,
        exclude_pull_requests: bool | None = None,
    ) -> WorkflowRun:
        """Get one attempt of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}``

        Returns the run as of that attempt.

        Args:
            run_id: Id of the workflow run.
            attempt_number: Number of the attempt, from 1.
            exclude_pull_requests: Whether to leave ``pull_requests`` empty, for a
                smaller response. Default: ``False``.

        Returns:
            The run as of that attempt.

        On GitHub Enterprise Server since 3.5. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt
        """
        call = operations.get_workflow_run_attempt(
            self.owner,
            self.repo,
            run_id,
            attempt_number,
            exclude_pull_requests=exclude_pull_requests,
        )
        return await self._pipeline.send(call)

    def attempt_logs(self, run_id: int, attempt_number: int) -> Download:
        """Download the logs of one attempt of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/logs``

        Redirects to a zip archive with one text file for each job and step. The URL
        expires after one minute and must be fetched without the token.

        Args:
            run_id: Id of the workflow run.
            attempt_number: Number of the attempt, from 1.

        On GitHub Enterprise Server since 3.5. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#download-workflow-run-attempt-logs
        """
        call = operations.download_workflow_run_attempt_logs(
            self.owner, self.repo, run_id, attempt_number
        )
        return Download(self._pipeline, call)

    async def reviews(self, run_id: int) -> tuple[EnvironmentApproval, ...]:
        """List the deployment reviews of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals``

        Approvals, rejections and comments for the environments that the run deploys to.
        The list is not paged.

        Args:
            run_id: Id of the workflow run.

        Returns:
            The reviews.

        On GitHub Enterprise Server since 3.5. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
        """
        call = operations.get_reviews_for_run(self.owner, self.repo, run_id)
        return await self._pipeline.send(call)

    async def pending_deployments(self, run_id: int) -> tuple[PendingDeployment, ...]:
        """List the pending deployments of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments``

        Environments whose protection rules have not passed yet, with their reviewers.
        The list is not paged.

        Args:
            run_id: Id of the workflow run.

        Returns:
            The pending deployments.

        On GitHub Enterprise Server since 3.5. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-runs#get-pending-deployments-for-a-workflow-run
        """
        call = operations.get_pending_deployments_for_run(self.owner, self.repo, run_id)
        return await self._pipeline.send(call)

    async def review_pending_deployments(
        self,
        run_id: int,
        *,
        environment_ids: Iterable[int],
        state: ReviewDecisionArg,
        comment: str,
    ) -> tuple[Deployment, ...]:
        """Approve or reject deployments of a run.

        ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments``

        The token must belong to a required reviewer of the environments, with read
        access to contents and deployments. For protection rules of GitHub Apps, see
        ``Repo.runs.review_custom_gates``.

        Args:
            run_id: Id of the workflow run.
            environment_ids: Ids of the environments to review, from the pending
                deployments.
            state: Decision on the deployments.
            comment: Comment for the review history; may be empty.

        Returns:
            The reviewed deployments.

        On GitHub Enterprise Server since 3.5. Needs the classic scope ``repo`` or the
        fine-grained permission ``deployments: write``.

        https://docs.github.com/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run
        """
        call = operations.review_pending_deployments_for_run(
            self.owner,
            self.repo,
            run_id,
            environment_ids=environment_ids,
            state=state,
            comment=comment,
        )
        return await self._pipeline.send(call)

    async def review_custom_gates(
        self,
        run_id: int,
        *,
        environment_name: str,
        state: ReviewDecisionArg | None = None,
        comment: str | None = None,
    ) -> None:
        """Approve or reject a deployment as a GitHub App.

        ``POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule``

        An App can approve, reject or comment on a deployment that its own protection
        rule blocks, but not for the rule of another App. For users and teams, see
        ``Repo.runs.review_pending_deployments``.

        Args:
            run_id: Id of the workflow run.
            environment_name: Name of the environment that the rule protects.
            state: Decision on the deployment; omit it to send a comment only.
            comment: Comment shown next to the rule; required if ``state`` is omitted.

        Raises:
            ValueError: Neither ``state`` nor ``comment`` is given.

        On GitHub Enterprise Server since 3.12. Needs the classic scope ``repo`` or the
        fine-grained permission ``deployments: write``.

        https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run
        """
        call = operations.review_custom_gates_for_run(
            self.owner,
            self.repo,
            run_id,
            environment_name=environment_name,
            state=state,
            comment=comment,
        )
        await self._pipeline.send(call)
