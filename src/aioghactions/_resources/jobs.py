"""The logs of many jobs."""

from pathlib import Path

from aioghactions._downloads import filenames
from aioghactions._generated import operations
from aioghactions._generated.models.job import Job
from aioghactions._request.resource import RepoResource
from aioghactions._resources.save_many import (
    Folder,
    ProgressOf,
    Source,
    progress_of,
    save_each,
)
from aioghactions.downloads import Download
from aioghactions.fanout import FanOut


class JobDownloads(RepoResource):
    """What ``repo.jobs`` can save."""

    __slots__ = ()

    def save_logs(
        self,
        jobs: Source[Job],
        folder: Folder,
        *,
        limit: int = 8,
        overwrite: bool = False,
        progress: ProgressOf[Job] | None = None,
    ) -> FanOut[Job, Path]:
        """Save the logs of many jobs, each as a text file.

        Files are called after job and id, such as ``build-29679449.txt``. For the
        jobs of a run that failed, ``repo.runs.save_failed_logs`` is shorter.

        Args:
            jobs: Any source of jobs, such as ``repo.jobs.list_for_run(run_id)``.
            folder: Where to; made if it is not there, in a folder that is.
            limit: How many at once.
            overwrite: Replace files that are already there.
            progress: Called with a job, its bytes so far and its bytes in all.

        Example:
            ::

                jobs = repo.jobs.list_for_run(run_id)
                async with repo.jobs.save_logs(jobs, "logs") as outcomes:
                    async for outcome in outcomes:
                        match outcome:
                            case Done(job, path): ...
                            case Failed(job, error): ...
        """

        async def save(job: Job, target: Path) -> Path:
            call = operations.download_job_logs_for_workflow_run(
                self.owner, self.repo, job.id
            )
            told = progress_of(job, progress)
            async with Download(self._pipeline, call) as log:
                return await log.save(target, overwrite=overwrite, progress=told)

        return save_each(jobs, folder, _name, save, limit=limit)


def _name(job: Job) -> str:
    return f"{filenames.slugify(job.name)}-{job.id}.txt"
