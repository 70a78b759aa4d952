"""Jobs and their steps."""

from collections.abc import Sequence

from attrs import define, field, frozen

from aioghactions.testing._state.runner import FakeRunner

DEFAULT_STEPS = ("Set up job", "Run actions/checkout@v4", "Run tests", "Complete job")

# How the step ends that ends its job otherwise than by failing.
_STEP_ENDS = {"cancelled": "cancelled", "timed_out": "cancelled"}


@frozen
class FakeStep:
    """One step as it stands now; it is computed from its job.

    Attributes:
        name: What the workflow calls it.
        number: Its place in the job, from 1.
        status: ``queued``, ``in_progress`` or ``completed``.
        conclusion: How it ended; None before.
        started_at: When, in seconds since the epoch; None before.
        completed_at: When, in seconds since the epoch; None before.
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
        id: The number in paths.
        attempt: The number of the attempt it belongs to.
        name: What the workflow calls it.
        created_at: When it was put into the queue.
        status: ``queued``, ``in_progress``, ``completed`` or ``waiting``.
        conclusion: How it ended; None before.
        outcome: How it will end unless something else happens to it.
        started_at: When a runner took it; None before.
        completed_at: When it ended; None before.
        step_names: Its steps in order.
        failed_step: The step that fails if the job fails; by default the last
            but one.
        labels: What it asks of a runner.
        runner: The self-hosted runner that took it; None for a hosted one.
        log: What it wrote; None for a log made up from its steps.
        needs: Names of the jobs that must succeed before.
        carried: Whether a re-run took it over from the attempt before instead
            of executing it again.
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
    needs: Sequence[str] = ()
    carried: bool = False

    def start(self, now: float) -> None:
        """Let a runner take it.

        Args:
            now: When it begins, in seconds since the epoch.
        """
        self.status = "in_progress"
        self.started_at = now

    def complete(self, now: float, conclusion: str | None = None) -> None:
        """End it.

        Args:
            now: When it ends, in seconds since the epoch.
            conclusion: How; by default as its ``outcome`` says.
        """
        self.status = "completed"
        self.conclusion = conclusion or self.outcome
        if self.started_at is None:
            self.started_at = now
        self.completed_at = now

    @property
    def is_self_hosted(self) -> bool:
        """Whether it asks for a runner of the user's own."""
        return "self-hosted" in self.labels

    def steps(self) -> list[FakeStep]:
        """Return the steps as they stand: none before the job has started."""
        if self.started_at is None or self.conclusion == "skipped":
            return []
        if self.completed_at is None:
            return self._running_steps(self.started_at)
        return self._finished_steps(self.started_at, self.completed_at)

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
        culprit = self._culprit()
        steps: list[FakeStep] = []
        for index, name in enumerate(self.step_names):
            conclusion = "success"
            if culprit is not None and index == culprit:
                conclusion = _STEP_ENDS.get(self.conclusion or "", "failure")
            elif culprit is not None and culprit < index < len(self.step_names) - 1:
                conclusion = "skipped"
            begun = start + index * length
            steps.append(
                FakeStep(
                    name, index + 1, "completed", conclusion, begun, begun + length
                )
            )
        return steps

    def _culprit(self) -> int | None:
        """Return the index of the step that spoilt the job, if one did."""
        if self.conclusion in {None, "success", "neutral"}:
            return None
        if self.failed_step in self.step_names:
            return list(self.step_names).index(self.failed_step or "")
        return max(len(self.step_names) - 2, 0)
