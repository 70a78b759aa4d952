"""The logs of a whole run: its archive, job by job and step by step."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, aclosing
from types import TracebackType
from typing import Final, Self, TypeAlias
from zipfile import ZipFile

from attrs import define, field, frozen

from aioghactions._archives import reader
from aioghactions._archives.checks import ArchiveLimits
from aioghactions._core.threads import in_thread
from aioghactions._downloads.lines import decode_lines
from aioghactions._generated.models.job import Job
from aioghactions._generated.models.job_step import JobStep
from aioghactions.downloads import Download, Progress
from aioghactions.errors import DownloadError
from aioghactions.logs.job_files import JobFiles, match_job_files
from aioghactions.pages import Pager

# A run has up to 256 jobs for each matrix, and a job up to a thousand steps. What is
# read goes nowhere, so a name can do no harm; a bomb can.
_LIMITS: Final = ArchiveLimits(entries=50_000, size=100 * 2**30, ratio=1000)
_LONGEST_LINE: Final = 64 * 2**20

Chunks: TypeAlias = AsyncGenerator[bytes, None]
Lines: TypeAlias = AsyncGenerator[str, None]


@frozen
class StepLog:
    """What one step wrote.

    Attributes:
        step: The step.
    """

    step: JobStep
    _file: str = field(repr=False)
    _archive: "_Archive" = field(repr=False)

    def lines(self) -> Lines:
        """Yield its lines, without their ends; for :func:`aioghactions.logs.read`."""
        return decode_lines(self.chunks(), _LONGEST_LINE)

    def chunks(self) -> Chunks:
        """Yield its bytes, as they were written; not safe to show."""
        return self._archive.chunks(self._file)


@frozen
class JobLog:
    """What one job wrote.

    Attributes:
        job: The job.
        steps: The logs of those steps that the archive has.
    """

    job: Job
    steps: tuple[StepLog, ...]
    _chunks: Callable[[], Chunks] = field(repr=False)

    def lines(self) -> Lines:
        """Yield its lines, from the archive or, if it is not there, from GitHub.

        A job that was skipped has none.

        Raises:
            GitHubActionsError: It could not be had, or too many are missing.
            RuntimeError: The block of the run's logs has ended.
        """
        return decode_lines(self.chunks(), _LONGEST_LINE)

    def chunks(self) -> Chunks:
        """Yield its bytes, as they were written, in the same way; not safe to show."""
        return self._chunks()


@define
class _Archive:
    """An opened archive, whose files are read in threads."""

    zipped: ZipFile
    is_open: bool = True

    async def chunks(self, name: str) -> Chunks:
        blocks = reader.blocks(self.zipped, self.zipped.getinfo(name))
        while self.is_open:
            block = await in_thread(next, blocks, b"")
            if not block:
                return
            yield block
        raise RuntimeError("the logs of the run are closed: read inside `async with`")

    def close(self) -> None:
        self.is_open = False
        self.zipped.close()


class RunLogs:
    """The logs of a run, opened by ``async with``: downloaded once, read often.

    The archive lies on disk without a name as long as the block lasts, and is read
    as a stream. Jobs that it lacks, or has under names that might be another's, are
    asked for one by one; for at most so many.

    Attributes:
        jobs: The logs, one for each job of the attempt.
    """

    def __init__(
        self,
        archive: Download,
        jobs: Pager[Job],
        fallback: Callable[[int], Download],
        *,
        most_fallbacks: int,
        progress: Progress | None = None,
    ) -> None:
        if most_fallbacks < 0:
            raise ValueError(f"most_fallbacks is {most_fallbacks}: at least 0")
        self._download = archive
        self._listed = jobs
        self._fallback = fallback
        self._left = self._most = most_fallbacks
        self._progress = progress
        self._stack = AsyncExitStack()
        self.jobs: tuple[JobLog, ...] = ()

    async def __aenter__(self) -> Self:
        """Download the archive and find out whose logs it holds.

        Raises:
            NotFoundError: The run is not finished, does not exist or is hidden.
            GoneError: The logs have expired or were deleted.
            DownloadError: The archive is damaged.
        """
        # The jobs come first: should the run be started again now, there is no archive
        # any more, where the other way round it would be taken for the new jobs'.
        jobs = [job async for job in self._listed]
        async with AsyncExitStack() as stack:
            async with self._download as download:
                spooled = download.spooled(progress=self._progress)
                file = await stack.enter_async_context(spooled)
            zipped = await in_thread(reader.open_archive, file, _LIMITS)
            archive = _Archive(zipped)
            stack.callback(archive.close)
            found = await in_thread(match_job_files, zipped.namelist(), jobs)
            self.jobs = tuple(self._log(job, found[job.id], archive) for job in jobs)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let go of the archive."""
        await self._stack.aclose()

    def _log(self, job: Job, files: JobFiles, archive: _Archive) -> JobLog:
        steps = tuple(
            StepLog(step, files.steps[step.number], archive)
            for step in job.steps or ()
            if step.number in files.steps
        )
        name = files.whole

        def chunks() -> Chunks:
            return self._asked_for(job) if name is None else archive.chunks(name)

        return JobLog(job, steps, chunks)

    async def _asked_for(self, job: Job) -> Chunks:
        if job.conclusion == "skipped":  # it wrote no log; asking would be a 404
            return
        if self._left == 0:
            raise DownloadError(
                f"the archive of the run lacks logs, of which {self._most} were asked "
                "for one by one: most_fallbacks allows no more"
            )
        self._left -= 1
        async with self._fallback(job.id) as log, aclosing(log.chunks()) as chunks:
            async for chunk in chunks:
                yield chunk
