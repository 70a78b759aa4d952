"""Jobs of workflow runs: the documented operations, tails, and saving many logs."""

from collections.abc import AsyncIterable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aioghactions._downloads import filenames
from aioghactions._downloads.lines import decode_lines
from aioghactions._downloads.not_found import why_no_log
from aioghactions._generated import operations
from aioghactions._generated.resources.repo_jobs import RepoJobs
from aioghactions._params.checks import between, integer
from aioghactions._resources.save_many import Folder, save_each
from aioghactions.downloads import Download
from aioghactions.errors import NotFoundError
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.annotation import Annotation
    from aioghactions._generated.models.job import Job
    from aioghactions.fanout import FanOut
    from aioghactions.logs import LogLine

MAX_LINE: Final = 2**16
"""Characters after which :meth:`Jobs.tail` cuts a line."""


class Jobs(RepoJobs):
    """Jobs of workflow runs: list and rerun them, read and save their logs."""

    __slots__ = ()

    async def tail(
        self, job_id: int, *, lines: int = 100, max_bytes: int | None = None
    ) -> "tuple[LogLine, ...]":
        """Return the last lines of the log of a job, parsed as by ``logs.read``.

        The whole log is downloaded, as a stream: the memory that this takes does not
        depend on the length of the log. A line of more than 65,536 characters is cut
        there and ends in an ellipsis.

        Args:
            job_id: Id of the job.
            lines: How many, at least 1. Fewer if these have more than 16 Mi characters.
            max_bytes: Longest log that is accepted, in bytes. Default: 1 GiB.

        Raises:
            NotFoundError: The log does not exist yet, or the job never began, does not
                exist or is hidden.
            GoneError: The log has expired or was deleted.
            ValueError: ``lines`` is less than 1.

        Example:
            ::

                for line in await repo.jobs.tail(job_id, lines=20):
                    print(line.number, line.text)
        """
        from aioghactions.logs import tail  # noqa: PLC0415 - few programs use it

        between("lines", integer("lines", lines), 1)
        async with self.logs(job_id).expect(max_bytes=max_bytes) as log:
            return await tail(
                decode_lines(log.chunks(), MAX_LINE, truncate=True), lines
            )

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
        failed jobs of one run, ``repo.runs.save_failed_logs`` is shorter. The outcome
        of a job that never began is a ``NotFoundError``, without a request.

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
            lambda job: f"{filenames.slugify(job.name or '')}-{job.id}.txt",
            self._log_of,
            limit=limit,
            overwrite=overwrite,
            max_bytes=max_bytes,
            progress=progress,
        )

    def _log_of(self, job: "Job") -> Download:
        call = operations.download_job_logs_for_workflow_run(
            self.owner, self.repo, job.id
        )
        # One that was not completed when it was listed may have a log by now.
        missing = why_no_log("job", job) if job.status in {"completed", None} else ""
        if missing:
            error = NotFoundError(
                "no request was sent",
                status=404,
                operation=call.operation.id,
                request_path=call.path,
                attempts=0,
            )
            error.reason = missing
            raise error
        return Download(self._pipeline, call)
