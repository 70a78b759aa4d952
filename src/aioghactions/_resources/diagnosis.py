"""What has failed in a run: which jobs and steps, why, and the end of their logs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from aioghactions._downloads.not_found import why_no_log
from aioghactions.logs.terminal import safe
from aioghactions.stats.figures import passed

if TYPE_CHECKING:
    from aioghactions._generated.models.annotation import Annotation
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.job_step import JobStep
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions.logs import LogLine

_VERBS: Final = {
    "success": "succeeded",
    "failure": "failed",
    "cancelled": "was cancelled",
    "skipped": "was skipped",
    "timed_out": "timed out",
    "action_required": "waits for an approval",
    "neutral": "ended as neutral",
    "stale": "was given up by GitHub as stale",
    "startup_failure": "could not be started",
}
# Of a run or job without failures: what kept it from succeeding.
_STOPPED: Final = frozenset({"cancelled", "action_required", "stale"})
_MOST_STEPS: Final = 3
# In a report: annotations of a job, and characters of one.
_MOST_SHOWN: Final = 10
_MOST_WORDS: Final = 300


@frozen
class FailedStep:
    """A step that failed, or in which its job was stopped.

    Attributes:
        step: The step.
        url: The page that shows its log; "" if GitHub sent no page of the job.
        lines: The last lines of its log.
        note: Why there are no lines, or that they were cut out of the log of the job;
            otherwise "".
    """

    step: "JobStep"
    url: str
    lines: "tuple[LogLine, ...]" = field(default=(), repr=False)
    note: str = ""


@frozen
class FailedJob:
    """A job that failed, or that was stopped in a run without failures.

    Attributes:
        job: The job.
        steps: The steps in which it failed or was stopped; at most 3.
        annotations: The errors that GitHub shows for the job, then its warnings and
            notices; at most 100.
        lines: The last lines of its log, if no step is known to have failed.
        notes: What could not be read, and why.
    """

    job: "Job"
    steps: tuple[FailedStep, ...] = ()
    annotations: "tuple[Annotation, ...]" = ()
    lines: "tuple[LogLine, ...]" = field(default=(), repr=False)
    notes: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The page of the job; "" if GitHub sent none."""
        return self.job.html_url or ""

    @property
    def summary(self) -> str:
        """What happened to it, in one line that is safe to print."""
        job = self.job
        if job.status not in {"completed", None}:
            what = f"is {job.status}"
        elif why_no_log("job", job) and job.conclusion != "skipped":
            what = f"{_verb(job.conclusion)} before it was given a runner"
        else:
            what = _verb(job.conclusion)
        steps = [f"{it.step.number}, {it.step.name}" for it in self.steps]
        where = f" in step {'; '.join(steps)}" if steps else ""
        return _line(f"{job.name} {what}{where}")

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.summary}{_link(self.url)}"
        errors = [it for it in self.annotations if it.annotation_level == "failure"]
        yield from map(_annotation, (errors or self.annotations)[:_MOST_SHOWN])
        for it in self.steps:
            if it.lines or it.note:
                yield _line(f"  step {it.step.number}, {it.step.name}") + _link(it.url)
            yield from _shown(it.lines)
            yield from (f"    ({_line(note)})" for note in [it.note] if note)
        yield from _shown(self.lines)
        yield from (f"  ({_line(note)})" for note in self.notes)


@frozen
class Diagnosis:
    """Why a run failed. ``str()`` of it is a report that is safe to print.

    Attributes:
        run: The run, or the attempt that was asked for.
        jobs: Its jobs that failed; if none did, those that kept it from succeeding,
            such as cancelled ones.
        notes: What is not in ``jobs``, and why.
    """

    run: "WorkflowRun"
    jobs: tuple[FailedJob, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """What happened to the run, in one line that is safe to print."""
        run = self.run
        name = f"{run.name or 'run'} #{run.run_number}"
        attempt = f" (attempt {run.run_attempt})" if (run.run_attempt or 1) > 1 else ""
        if run.status in {"completed", None}:
            what = _verb(run.conclusion)
        else:
            what = f"is {run.status}"
        return _line(f"{name} {what}{attempt}")

    def __str__(self) -> str:
        head = f"{self.summary}{_link(self.run.html_url)}"
        notes = (f"({_line(note)})" for note in self.notes)
        return "\n\n".join([head, *map(str, self.jobs), *notes])


def failed_jobs(run: "WorkflowRun", jobs: "Iterable[Job]") -> "list[Job]":
    """Return the jobs that failed or, if none did, those that were stopped."""
    listed = list(jobs)
    failed = [job for job in listed if passed(job) is False]
    if failed or run.conclusion == "success":
        return failed
    return [job for job in listed if job.conclusion in _STOPPED]


def failed_steps(job: "Job") -> "tuple[JobStep, ...]":
    """Return the first steps that failed or, if none did, in which the job stopped."""
    steps = job.steps or ()
    failed = [step for step in steps if passed(step) is False]
    stopped = [step for step in steps if step.conclusion == "cancelled"]
    begun = [step for step in steps if step.status == "in_progress"]
    return tuple((failed or stopped or begun)[:_MOST_STEPS])


def notes_of(
    run: "WorkflowRun", jobs: "Sequence[Job]", found: "Sequence[Job]"
) -> tuple[str, ...]:
    """Return what a reader should know of a run, of whose jobs some were found."""
    stopped = sum(job.conclusion in _STOPPED for job in jobs if job not in found)
    if run.conclusion == "startup_failure" or (passed(run) is False and not jobs):
        note = (
            "no job was started, most often because the workflow file is invalid: the "
            "page of the run has the reason"
        )
    elif run.status == "waiting" or run.conclusion == "action_required":
        note = "the run must be approved on its page"
    elif run.status not in {"completed", None}:
        note = "the run is not completed: more jobs may fail"
    elif not found and passed(run) is not True:
        note = "none of its jobs has failed or was stopped"
    elif stopped:
        note = f"{stopped} other jobs were cancelled or stopped"
    else:
        return ()
    return (note,)


def _verb(conclusion: str | None) -> str:
    if conclusion is None:
        return "has no conclusion yet"
    return _VERBS.get(conclusion, f"ended as {conclusion}")


def _line(text: str) -> str:
    return safe(text).replace("\n", " ")


def _annotation(it: "Annotation") -> str:
    # GitHub names this folder if the message is about no file.
    place = "" if it.path == ".github" else f" {it.path}:{it.start_line}"
    words = _line(": ".join(filter(None, [it.title, it.message])))
    cut = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
    return f"  {it.annotation_level or 'note'}{_line(place)}: {cut}"


def _shown(lines: "Iterable[LogLine]") -> Iterator[str]:
    return (f"    {line.text}" for line in lines if line.kind != "endgroup")


def _link(url: str) -> str:
    return f": {_line(url)}" if url else ""
