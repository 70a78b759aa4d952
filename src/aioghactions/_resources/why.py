"""Read what a diagnosis of a run needs: jobs, annotations, and the ends of logs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from attrs import define, evolve

from aioghactions._downloads.lines import decode_lines
from aioghactions._downloads.not_found import why_no_log
from aioghactions._resources.diagnosis import (
    Diagnosis,
    FailedJob,
    FailedStep,
    failed_jobs,
    failed_steps,
    notes_of,
)
from aioghactions._resources.jobs import MAX_LINE, Jobs
from aioghactions.errors import GitHubActionsError, NotFoundError
from aioghactions.fanout import Done, fan_out
from aioghactions.logs import LogLine, read, tail
from aioghactions.logs.step_tails import StepTails

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.job_step import JobStep
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions.downloads import Download

_CONCURRENCY: Final = 4
_MOST_ANNOTATIONS: Final = 100  # one page
_CUT: Final = (
    "cut out of the log of the job by time: lines of other steps from the same second "
    "may be among these"
)


@define(eq=False)
class Why:
    """Examines the failed jobs of a run, a few at a time."""

    _jobs: Jobs
    _lines: int
    _most_jobs: int
    _max_bytes: int | None

    async def diagnose(self, run: "WorkflowRun", jobs: "Sequence[Job]") -> Diagnosis:
        """Return what has failed; errors of single requests are in its notes."""
        failed = failed_jobs(run, jobs)
        async with fan_out(
            self._examine,
            failed[: self._most_jobs],
            limit=_CONCURRENCY,
            ordered=True,
            fail_fast=True,
        ) as outcomes:
            examined = [it.result async for it in outcomes if isinstance(it, Done)]
        skipped = f"not examined: only {self._most_jobs} jobs are; raise most_jobs"
        rest = (FailedJob(job, notes=(skipped,)) for job in failed[self._most_jobs :])
        return Diagnosis(run, (*examined, *rest), notes_of(run, jobs, failed))

    async def _examine(self, job: "Job") -> FailedJob:
        found = await self._with_annotations(FailedJob(job))
        missing = why_no_log("job", job)
        if missing:
            return evolve(found, notes=(*found.notes, missing))
        steps = [await self._step(job, step) for step in failed_steps(job)]
        if steps and all(step.lines or step.note for step in steps):
            return evolve(found, steps=tuple(steps))
        return await self._from_job_log(evolve(found, steps=tuple(steps)))

    async def _with_annotations(self, found: FailedJob) -> FailedJob:
        pager = self._jobs.annotations(found.job.id)
        try:
            listed = await pager.collect(limit=_MOST_ANNOTATIONS)
        except GitHubActionsError as error:
            return evolve(found, notes=(f"its annotations could not be read: {error}",))
        listed.sort(key=lambda it: it.annotation_level != "failure")
        return evolve(found, annotations=tuple(listed))

    async def _step(self, job: "Job", step: "JobStep") -> FailedStep:
        """Return a step with the end of its log; without a note if that is missing."""
        found = FailedStep(
            step, f"{job.html_url}#step:{step.number}:1" if job.html_url else ""
        )
        try:
            lines = await self._tail(self._jobs.step_logs(job.id, step.number))
        except NotFoundError:  # also from servers without logs of steps
            return found
        except GitHubActionsError as error:
            return evolve(found, note=f"its log could not be read: {error}")
        return evolve(found, lines=lines, note="" if lines else "its log is empty")

    async def _from_job_log(self, found: FailedJob) -> FailedJob:
        """Add the lines of the steps that have no log of their own, or of the job."""
        missing = [it.step for it in found.steps if not (it.lines or it.note)]
        tails = StepTails(missing, self._lines)
        try:
            async with self._jobs.logs(found.job.id).expect(
                max_bytes=self._max_bytes
            ) as log:
                async for line in read(
                    decode_lines(log.chunks(), MAX_LINE, truncate=True)
                ):
                    tails.feed(line)
        except GitHubActionsError as error:
            note = f"the log of the job could not be read: {error}"
            return evolve(found, notes=(*found.notes, note))
        steps = [
            it
            if it.lines or it.note
            else evolve(it, lines=tuple(tails.of(it.step)), note=_CUT)
            for it in found.steps
        ]
        cut = any(it.lines for it in steps)
        return evolve(
            found, steps=tuple(steps), lines=() if cut else tuple(tails.whole)
        )

    async def _tail(self, download: "Download") -> tuple[LogLine, ...]:
        async with download.expect(max_bytes=self._max_bytes) as log:
            lines = decode_lines(log.chunks(), MAX_LINE, truncate=True)
            return await tail(lines, self._lines)
