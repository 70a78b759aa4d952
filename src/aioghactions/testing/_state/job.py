"""Jobs and their steps."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import Factory, define, field, frozen

from aioghactions.testing._state.check_run import FakeAnnotation
from aioghactions.testing._state.runner import FakeRunner

DEFAULT_STEPS = ("Set up job", "Run actions/checkout@v4", "Run tests", "Complete job")

# The conclusion of the last step that ran, by conclusion of the job.
_STEP_CONCLUSIONS = {"cancelled": "cancelled", "timed_out": "cancelled"}


@frozen
class FakeStep:
    """One step in its present state, which is computed from its job.

    Attributes:
        name: The name in the workflow.
        number: Its position in the job, from 1.
        status: ``queued``, ``in_progress`` or ``completed``.
        conclusion: The conclusion; None until it is completed.
        started_at: When it started, in seconds since the epoch; None before.
        completed_at: When it was completed, in seconds since the epoch; None before.
    """

    name: str
    number: int
    status: str
    conclusion: str | None
    started_at: float | None
    completed_at: float | None


@define(eq=False)
class FakeJob:
    """One job of one attempt.

    Attributes:
        id: The id in paths.
        attempt: The number of its attempt.
        name: The name in the workflow.
        created_at: When it was queued.
        status: ``queued``, ``in_progress``, ``completed`` or ``waiting``.
        conclusion: The conclusion; None until it is completed.
        outcome: The default conclusion.
        started_at: When it started; None before.
        completed_at: When it was completed; None before.
        step_names: The names of its steps in order.
        failed_step: The step that fails if the job fails; by default the last but
            one.
        labels: The labels that its runner must have.
        runner: The self-hosted runner that executes it; None for a hosted one.
        log: Its log, which the files of its steps in archives show too; None for one
            that consists of the logs of its steps.
        step_logs: While ``log`` is None, the logs of its steps by name or number; the
            others are generated.
        annotations: Its annotations; None for one for each step that failed.
        concurrency: Its concurrency group; None for none.
        needs: Names of the jobs that must succeed first.
        carried: Whether a re-run took its result from the previous attempt instead
            of executing it again.
        machine: The number of the hosted runner, which a carried job keeps.
    """

    id: int
    attempt: int
    name: str
    created_at: float
    status: str = "queued"
    conclusion: str | None = None
    outcome: str = "success"
    started_at: float | None = None
    completed_at: float | None = None
    step_names: Sequence[str] = DEFAULT_STEPS
    failed_step: str | None = None
    labels: Sequence[str] = ("ubuntu-latest",)
    runner: FakeRunner | None = None
    log: str | bytes | None = field(default=None, repr=False)
    step_logs: Mapping[str | int, str | bytes] = field(
        factory=dict[str | int, str | bytes], repr=False
    )
    annotations: Sequence[FakeAnnotation] | None = None
    concurrency: str | None = None
    needs: Sequence[str] = ()
    carried: bool = False
    machine: int = field(default=Factory(lambda self: self.id, takes_self=True))

    def start(self, now: float) -> None:
        """Start the job.

        Args:
            now: When it starts, in seconds since the epoch.
        """
        self.status = "in_progress"
        self.started_at = now

    def complete(self, now: float, conclusion: str | None = None) -> None:
        """Complete the job; one that is cancelled or skipped in the queue never starts.

        Args:
            now: When it is completed, in seconds since the epoch.
            conclusion: The conclusion; by default its ``outcome``.
        """
        self.status = "completed"
        self.conclusion = conclusion or self.outcome
        if self.started_at is None and self.conclusion not in {"cancelled", "skipped"}:
            self.started_at = now
        self.completed_at = now

    @property
    def has_log(self) -> bool:
        """Whether it has started; a job that never ran has neither steps nor a log."""
        return self.started_at is not None and self.conclusion != "skipped"

    @property
    def is_self_hosted(self) -> bool:
        """Whether it requires a self-hosted runner."""
        return "self-hosted" in self.labels

    def steps(self) -> list[FakeStep]:
        """Return the steps; there are none before the job has started."""
        if self.started_at is None or self.conclusion == "skipped":
            return []
        if self.completed_at is None:
            return self._running_steps(self.started_at)
        return self._finished_steps(self.started_at, self.completed_at)

    def shown_annotations(self) -> Iterator[FakeAnnotation]:
        """Yield the annotations: those that were set, or one for each failed step."""
        if self.annotations is not None:
            yield from self.annotations
            return
        for step in self.steps():
            if step.conclusion == "failure":
                yield FakeAnnotation(message="Process completed with exit code 1.")

    def _running_steps(self, start: float) -> list[FakeStep]:
        first, *rest = self.step_names or ("Set up job",)
        running = FakeStep(first, 1, "in_progress", None, start, None)
        queued = [
            FakeStep(name, number, "queued", None, None, None)
            for number, name in enumerate(rest, 2)
        ]
        return [running, *queued]

    def _finished_steps(self, start: float, end: float) -> list[FakeStep]:
        length = (end - start) / max(len(self.step_names), 1)
        failed = self._failed_step()
        steps: list[FakeStep] = []
        for index, name in enumerate(self.step_names):
            conclusion = "success"
            if failed is not None and index == failed:
                conclusion = _STEP_CONCLUSIONS.get(self.conclusion or "", "failure")
            elif failed is not None and failed < index < len(self.step_names) - 1:
                conclusion = "skipped"
            begun = start + index * length
            steps.append(
                FakeStep(
                    name, index + 1, "completed", conclusion, begun, begun + length
                )
            )
        return steps

    def _failed_step(self) -> int | None:
        """Return the index of the step that determined the conclusion, or None."""
        if self.conclusion in {None, "success", "neutral"}:
            return None
        if self.failed_step in self.step_names:
            return list(self.step_names).index(self.failed_step or "")
        return max(len(self.step_names) - 2, 0)
