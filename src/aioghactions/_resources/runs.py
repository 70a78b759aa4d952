"""The logs and artifacts of runs."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Final

from aioghactions import logs
from aioghactions._generated import operations
from aioghactions._generated.models.artifact import Artifact
from aioghactions._generated.models.job import Job
from aioghactions._generated.models.workflow_run import WorkflowRun
from aioghactions._request.resource import RepoResource
from aioghactions._resources.artifacts import ArtifactDownloads
from aioghactions._resources.jobs import JobDownloads
from aioghactions._resources.save_many import (
    Folder,
    ProgressOf,
    Source,
    progress_of,
    save_each,
)
from aioghactions.downloads import Download, Progress
from aioghactions.fanout import FanOut
from aioghactions.pages import Pager

_FAILED: Final = frozenset({"failure", "timed_out", "startup_failure"})


class RunDownloads(RepoResource):
    """What ``repo.runs`` can read and save."""

    __slots__ = ()

    def read_logs(
        self,
        run_id: int,
        attempt_number: int | None = None,
        *,
        most_fallbacks: int = 25,
        progress: Progress | None = None,
    ) -> "logs.RunLogs":
        """Open the logs of a run, job by job and step by step.

        Args:
            run_id: Id of the workflow run.
            attempt_number: Which attempt, from 1. Default: the latest.
            most_fallbacks: How many logs that the archive lacks are asked for one
                by one, two requests each. Default 25.
            progress: Called with the bytes of the archive so far and in all.

        Returns:
            To be opened with ``async with``.

        Raises:
            ValueError: ``most_fallbacks`` is negative.

        Example:
            ::

                async with repo.runs.read_logs(run_id) as run:
                    for log in run.jobs:
                        async for line in logs.read(log.lines()):
                            print(log.job.name, line.text)
        """
        if attempt_number is None:
            archive = operations.download_workflow_run_logs(
                self.owner, self.repo, run_id
            )
        else:
            archive = operations.download_workflow_run_attempt_logs(
                self.owner, self.repo, run_id, attempt_number
            )

        def fallback(job_id: int) -> Download:
            call = operations.download_job_logs_for_workflow_run(
                self.owner, self.repo, job_id
            )
            return Download(self._pipeline, call)

        return logs.RunLogs(
            Download(self._pipeline, archive),
            self._jobs(run_id, attempt_number),
            fallback,
            most_fallbacks=most_fallbacks,
            progress=progress,
        )

    def save_logs(
        self,
        runs: Source[WorkflowRun],
        folder: Folder,
        *,
        limit: int = 4,
        overwrite: bool = False,
        progress: ProgressOf[WorkflowRun] | None = None,
    ) -> FanOut[WorkflowRun, Path]:
        """Save the logs of many runs, each as ``logs_<run id>.zip``.

        Args:
            runs: Any source of runs, such as ``repo.runs.list(status="failure")``.
            folder: Where to; made if it is not there, in a folder that is.
            limit: How many at once.
            overwrite: Replace files that are already there.
            progress: Called with a run, its bytes so far and its bytes in all.
        """

        def name(run: WorkflowRun) -> str:
            return f"logs_{run.id}.zip"

        async def save(run: WorkflowRun, target: Path) -> Path:
            call = operations.download_workflow_run_logs(self.owner, self.repo, run.id)
            told = progress_of(run, progress)
            async with Download(self._pipeline, call) as log:
                return await log.save(target, overwrite=overwrite, progress=told)

        return save_each(runs, folder, name, save, limit=limit)

    def save_failed_logs(
        self,
        run_id: int,
        folder: Folder,
        *,
        attempt_number: int | None = None,
        limit: int = 8,
        overwrite: bool = False,
        progress: ProgressOf[Job] | None = None,
    ) -> FanOut[Job, Path]:
        """Save the log of each job of a run that failed or ran out of time.

        Args:
            run_id: Id of the workflow run.
            folder: Where to; made if it is not there, in a folder that is.
            attempt_number: Which attempt, from 1. Default: the latest.
            limit: How many at once.
            overwrite: Replace files that are already there.
            progress: Called with a job, its bytes so far and its bytes in all.
        """
        jobs = JobDownloads(self._pipeline, self.owner, self.repo)
        return jobs.save_logs(
            _failed(self._jobs(run_id, attempt_number)),
            folder,
            limit=limit,
            overwrite=overwrite,
            progress=progress,
        )

    def save_artifacts(
        self,
        run_id: int,
        folder: Folder,
        *,
        extract: bool = False,
        limit: int = 4,
        overwrite: bool = False,
        progress: ProgressOf[Artifact] | None = None,
    ) -> FanOut[Artifact, Path]:
        """Save all artifacts of a run; see ``repo.artifacts.save_all``.

        Args:
            run_id: Id of the workflow run.
            folder: Where to; made if it is not there, in a folder that is.
            extract: Unpack each into a folder of its own.
            limit: How many at once.
            overwrite: Replace files that are already there.
            progress: Called with an artifact, its bytes so far and in all.
        """
        call = operations.list_workflow_run_artifacts(
            self.owner, self.repo, run_id, per_page=100
        )
        artifacts = ArtifactDownloads(self._pipeline, self.owner, self.repo)
        return artifacts.save_all(
            Pager(self._pipeline, call),
            folder,
            extract=extract,
            limit=limit,
            overwrite=overwrite,
            progress=progress,
        )

    def _jobs(self, run_id: int, attempt_number: int | None) -> Pager[Job]:
        where = self.owner, self.repo, run_id
        if attempt_number is None:
            call = operations.list_jobs_for_workflow_run(*where, per_page=100)
        else:
            call = operations.list_jobs_for_workflow_run_attempt(
                *where, attempt_number, per_page=100
            )
        return Pager(self._pipeline, call)


async def _failed(jobs: Pager[Job]) -> AsyncGenerator[Job, None]:
    async for job in jobs:
        if job.conclusion in _FAILED:
            yield job
