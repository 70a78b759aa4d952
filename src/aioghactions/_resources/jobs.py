"""Jobs of workflow runs: the documented operations, and saving many logs."""

from collections.abc import AsyncIterable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from aioghactions._downloads import filenames
from aioghactions._generated import operations
from aioghactions._generated.resources.repo_jobs import RepoJobs
from aioghactions._resources.save_many import Folder, save_each
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.annotation import Annotation
    from aioghactions._generated.models.job import Job
    from aioghactions.fanout import FanOut


class Jobs(RepoJobs):
    """Jobs of workflow runs: list and rerun them, read and save their logs."""

    __slots__ = ()

    def annotations(self, job_id: int, *, per_page: int = 100) -> "Pager[Annotation]":
        """List the annotations of a job: its errors, warnings and notices.

        GitHub keeps ten errors and ten warnings of each step. ``repo.checks`` has the
        check run of a job, whose id is that of the job.

        Args:
            job_id: Id of the job.
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: Invalid value for ``per_page``.
        """
        call = operations.list_check_run_annotations(
            self.owner, self.repo, job_id, per_page=per_page
        )
        return Pager(self._pipeline, call)

    def save_logs(
        self,
        jobs: "Iterable[Job] | AsyncIterable[Job]",
        folder: Folder,
        *,
        limit: int = 8,
        overwrite: bool = False,
        max_bytes: int | None = None,
        progress: "Callable[[Job, int, int | None], object] | None" = None,
    ) -> "FanOut[Job, Path]":
        """Save the logs of many jobs, each as a text file.

        Files are named after job and id, such as ``build-29679449.txt``. For the
        failed jobs of one run, ``repo.runs.save_failed_logs`` is shorter.

        Args:
            jobs: Any source of jobs, such as ``repo.jobs.list_for_run(run_id)``.
            folder: Where to save them; created if missing, but not its parents.
            limit: How many at once.
            overwrite: Replace existing files.
            max_bytes: Longest log that is accepted, in bytes. Default: 1 GiB.
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
        return save_each(
            jobs,
            folder,
            lambda job: f"{filenames.slugify(job.name)}-{job.id}.txt",
            lambda job: self.logs(job.id),
            limit=limit,
            overwrite=overwrite,
            max_bytes=max_bytes,
            progress=progress,
        )
