"""Read the logs of a whole run from its archive, job by job and step by step."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, aclosing
from functools import partial
from typing import Final, Self, TypeAlias
from zipfile import ZipFile

from attrs import define, field, frozen

from aioghactions._archives import reader
from aioghactions._archives.checks import ArchiveLimits
from aioghactions._core.threads import in_thread
from aioghactions._downloads.lines import decode_lines
from aioghactions._downloads.not_found import why_no_log
from aioghactions._generated.models.job import Job
from aioghactions._generated.models.job_step import JobStep
from aioghactions.downloads import Download, Progress
from aioghactions.errors import DownloadError, ServerError, UnsafeArchiveError
from aioghactions.logs.job_files import JobFiles, match_job_files
from aioghactions.pages import Pager

# A run has up to 256 jobs for each matrix, and a job up to a thousand steps. Nothing is
# extracted, so names are harmless; a zip bomb is not.
_LIMITS: Final = ArchiveLimits(entries=50_000, size=100 * 2**30, ratio=1000)
_MAX_LINE: Final = 64 * 2**20
_PAUSE: Final = 2.0  # seconds until a damaged archive is requested again

Chunks: TypeAlias = AsyncGenerator[bytes, None]
Lines: TypeAlias = AsyncGenerator[str, None]


@frozen
class StepLog:
    """The log of one step."""

    step: JobStep
    _file: str = field(repr=False)
    _archive: "_Archive" = field(repr=False)

    def lines(self, *, max_line: int = _MAX_LINE) -> Lines:
        """Yield its lines without line ends, for :func:`aioghactions.logs.read`.

        Args:
            max_line: Longest line that is accepted, in characters. Default: 64 Mi.
        """
        return decode_lines(self.chunks(), max_line)

    def chunks(self) -> Chunks:
        """Yield its bytes as they were written; not safe to print."""
        return self._archive.chunks(self._file)


@frozen
class JobLog:
    """The log of one job, and of those of its ``steps`` that are in the archive.

    Attributes:
        job: The job.
        steps: The logs of its steps.
        missing: Why the job has no log, such as that it was skipped, or was cancelled
            while it was queued; "" if it has one. Without a log it has no lines.
    """

    job: Job
    steps: tuple[StepLog, ...]
    missing: str
    _chunks: Callable[[], Chunks] = field(repr=False)

    def lines(self, *, max_line: int = _MAX_LINE) -> Lines:
        """Yield its lines, from the archive or, if missing there, from GitHub.

        Args:
            max_line: Longest line that is accepted, in characters. Default: 64 Mi.

        Raises:
            GitHubActionsError: It could not be read, or too many logs are missing.
            RuntimeError: The ``async with`` block of the run's logs has ended.
        """
        return decode_lines(self.chunks(), max_line)

    def chunks(self) -> Chunks:
        """Yield its bytes as they were written, likewise; not safe to print."""
        return self._chunks()


@define
class _Archive:
    """An open archive, read in worker threads."""

    zipped: ZipFile
    is_open: bool = True

    async def chunks(self, name: str) -> Chunks:
        blocks = reader.blocks(self.zipped, self.zipped.getinfo(name))
        while self.is_open:
            block = await in_thread(next, blocks, b"")
            if not block:
                return
            yield block
        raise RuntimeError("the logs of the run are closed; read them in `async with`")

    def close(self) -> None:
        self.is_open = False
        self.zipped.close()


class RunLogs:
    """The logs of a run, opened by ``async with``: downloaded once, read repeatedly.

    The archive is an anonymous temporary file for the duration of the block and is read
    as a stream. An archive that is damaged, as may happen just after the end of a run,
    is downloaded once more. The logs of jobs that are missing in it, or whose file
    names are ambiguous, are downloaded one by one, up to ``most_fallbacks`` of them.

    Attributes:
        jobs: The logs, one for each job of the attempt.
    """

    def __init__(
        self,
        archive: Callable[[], Download],
        jobs: Pager[Job],
        fallback: Callable[[int], Download],
        *,
        most_fallbacks: int,
        sleep: Callable[[float], Awaitable[object]],
        progress: Progress | None = None,
    ) -> None:
        if most_fallbacks < 0:
            raise ValueError(f"most_fallbacks must be at least 0, got {most_fallbacks}")
        self._download = archive
        self._listed = jobs
        self._fallback = fallback
        self._fallbacks_left = self._most_fallbacks = most_fallbacks
        self._sleep = sleep
        self._progress = progress
        self._damage = ""
        self._stack = AsyncExitStack()
        self.jobs: tuple[JobLog, ...] = ()

    async def __aenter__(self) -> Self:
        """Download the archive and match its files to jobs.

        Raises:
            NotFoundError: The run is not finished, does not exist or is hidden.
            GoneError: The logs have expired or were deleted.
            DownloadError: The archive is longer than accepted.
            ServerError: GitHub failed and the run is not finished.
        """
        # Jobs first: if the run is rerun in between, its archive is a 404. In the other
        # order, the old archive would be matched to the new jobs.
        jobs = [job async for job in self._listed]
        async with AsyncExitStack() as stack:
            archive = await self._open_archive(stack, jobs)
            if archive is None:
                self.jobs = tuple(self._log_without_archive(job) for job in jobs)
                return self
            names = archive.zipped.namelist()
            found = await in_thread(match_job_files, names, jobs)
            self.jobs = tuple(self._log(job, found[job.id], archive) for job in jobs)
            self._stack = stack.pop_all()
        return self

    async def _open_archive(
        self, stack: AsyncExitStack, jobs: Sequence[Job]
    ) -> _Archive | None:
        """Download the archive; return None if each log must be downloaded alone."""
        try:
            try:
                return await self._download_archive(stack)
            except UnsafeArchiveError:
                await self._sleep(_PAUSE)
                return await self._download_archive(stack)
        except (UnsafeArchiveError, ServerError) as error:
            if any(job.status not in {"completed", None} for job in jobs):
                raise
            self._damage = f" ({error})"
            return None

    async def _download_archive(self, stack: AsyncExitStack) -> _Archive:
        async with AsyncExitStack() as opening:
            async with self._download() as download:
                spooled = download.spooled(progress=self._progress)
                file = await opening.enter_async_context(spooled)
            archive = _Archive(await in_thread(reader.open_archive, file, _LIMITS))
            opening.callback(archive.close)
            await stack.enter_async_context(opening.pop_all())
        return archive

    async def __aexit__(self, *raised: object) -> None:
        """Delete the archive."""
        await self._stack.aclose()

    def _log(self, job: Job, files: JobFiles, archive: _Archive) -> JobLog:
        steps = tuple(
            StepLog(step, files.steps[step.number], archive)
            for step in job.steps or ()
            if step.number in files.steps
        )
        if files.whole is None:
            return self._log_without_archive(job, steps)
        return JobLog(job, steps, "", partial(archive.chunks, files.whole))

    def _log_without_archive(self, job: Job, steps: tuple[StepLog, ...] = ()) -> JobLog:
        missing = why_no_log("job", job)
        return JobLog(job, steps, missing, partial(self._download_log, job, missing))

    async def _download_log(self, job: Job, missing: str) -> Chunks:
        if missing:  # the request would be a 404
            return
        if self._fallbacks_left == 0:
            raise DownloadError(
                f"too many logs are missing in the archive of the run{self._damage}: "
                f"{self._most_fallbacks} were downloaded one by one; raise "
                "most_fallbacks to allow more"
            )
        self._fallbacks_left -= 1
        async with self._fallback(job.id) as log, aclosing(log.chunks()) as chunks:
            async for chunk in chunks:
                yield chunk
