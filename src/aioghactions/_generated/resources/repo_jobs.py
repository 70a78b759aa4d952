# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The handle ``RepoJobs``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aioghactions._generated import operations
from aioghactions._request.resource import RepoResource
from aioghactions.downloads import Download
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.job_filter import JobFilterArg


class RepoJobs(RepoResource):
    """Jobs of workflow runs and their logs."""

    __slots__ = ()

    async def get(self, job_id: int) -> Job:
        """Get a job of a run.

        ``GET /repos/{owner}/{repo}/actions/jobs/{job_id}``

        Each attempt has its own jobs, with their own ids.

        Args:
            job_id: Id of the job.

        Returns:
            The job.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-jobs#get-a-job-for-a-workflow-run
        """
        call = operations.get_job_for_workflow_run(self.owner, self.repo, job_id)
        return await self._pipeline.send(call)

    def list_for_run(
        self, run_id: int, *, filter: JobFilterArg | None = None, per_page: int = 100
    ) -> Pager[Job]:
        """List the jobs of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs``

        Jobs of the latest attempt, or of all attempts if ``filter`` is ``all``.

        Args:
            run_id: Id of the workflow run.
            filter: ``latest`` for jobs of the latest attempt, ``all`` for jobs of all
                attempts. Default: ``latest``.
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run
        """
        call = operations.list_jobs_for_workflow_run(
            self.owner, self.repo, run_id, filter=filter, per_page=per_page
        )
        return Pager(self._pipeline, call)

    def list_for_attempt(
        self, run_id: int, attempt_number: int, *, per_page: int = 100
    ) -> Pager[Job]:
        """List the jobs of one attempt of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs``

        All jobs of that attempt, each with its steps.

        Args:
            run_id: Id of the workflow run.
            attempt_number: Number of the attempt, from 1.
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.
            NotFoundError: The run or the attempt does not exist, or the token may not
                access it.

        On GitHub Enterprise Server since 3.8. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt
        """
        call = operations.list_jobs_for_workflow_run_attempt(
            self.owner, self.repo, run_id, attempt_number, per_page=per_page
        )
        return Pager(self._pipeline, call)

    def logs(self, job_id: int) -> Download:
        """Download the log of a job.

        ``GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs``

        Redirects to a plain text file. The URL expires after one minute and must be
        fetched without the token.

        Args:
            job_id: Id of the job.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run
        """
        call = operations.download_job_logs_for_workflow_run(
            self.owner, self.repo, job_id
        )
        return Download(self._pipeline, call)

    async def rerun(
        self,
        job_id: int,
        *,
        enable_debug_logging: bool | None = None,
        enable_debugger: bool | None = None,
    ) -> None:
        """Re-run one job of a run.

        ``POST /repos/{owner}/{repo}/actions/jobs/{job_id}/rerun``

        Starts a new attempt with this job and the jobs that need it; other jobs keep
        their results. GitHub allows this for 30 days.

        Args:
            job_id: Id of the job.
            enable_debug_logging: Whether runners and steps write debug logs. Default:
                ``False``. Since GitHub Enterprise Server 3.12.
            enable_debugger: Whether the job starts under the debugger. Default:
                ``False``. Since GitHub Enterprise Server 3.17.

        Raises:
            PermissionDeniedError: The token may not re-run the job, or the run is too
                old.

        On GitHub Enterprise Server since 3.5. Needs the classic scope ``repo`` or the
        fine-grained permission ``actions: write``.

        https://docs.github.com/rest/actions/workflow-runs#re-run-a-job-from-a-workflow-run
        """
        call = operations.re_run_job_for_workflow_run(
            self.owner,
            self.repo,
            job_id,
            enable_debug_logging=enable_debug_logging,
            enable_debugger=enable_debugger,
        )
        await self._pipeline.send(call)
