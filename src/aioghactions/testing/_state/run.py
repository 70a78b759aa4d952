"""Workflow runs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field

from aioghactions.testing._state import progress, rerun
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.environment import (
    Approvals,
    FakeEnvironment,
    PendingDeployment,
)
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.progress import Timings
from aioghactions.testing._state.workflow import FakeWorkflow

if TYPE_CHECKING:
    from aioghactions.testing._state.account import FakeUser
    from aioghactions.testing._state.repository import FakeRepository


@define(eq=False)
class FakeRun:
    """One run with all its attempts.

    Attributes:
        id: The number in paths.
        repository: Where it runs.
        workflow: What it executes.
        run_number: Counts the runs of its workflow.
        event: What triggered it, ``push``...
        head_branch: None for a run that belongs to no branch.
        head_sha: The commit it runs on.
        display_title: What it is about.
        created_at: When it was triggered first.
        actor: Who triggered it first.
        check_suite_id: The check suite it reports to.
        timings: How it progresses on its own; None if only by hand.
        head_repository: Where the commit is; None once that fork is deleted.
        pull_requests: Numbers of the pull requests it belongs to.
        inputs: What a dispatch gave it.
        attempts: Its executions, the latest last.
        approvals: The environments it waits for.
    """

    id: int
    repository: "FakeRepository"
    workflow: FakeWorkflow
    run_number: int
    event: str
    head_branch: str | None
    head_sha: str
    display_title: str
    created_at: float
    actor: "FakeUser"
    check_suite_id: int
    timings: Timings | None
    head_repository: "FakeRepository | None"
    pull_requests: Sequence[int] = ()
    inputs: Mapping[str, Any] = field(factory=dict[str, Any])
    attempts: list[FakeAttempt] = field(factory=list[FakeAttempt])
    approvals: Approvals = field(factory=Approvals)

    @property
    def latest(self) -> FakeAttempt:
        """The attempt that the run's own status tells about."""
        return self.attempts[-1]

    @property
    def run_attempt(self) -> int:
        """How often it was executed."""
        return self.latest.number

    @property
    def status(self) -> str:
        """The status of the latest attempt."""
        return self.latest.status

    @property
    def conclusion(self) -> str | None:
        """The conclusion of the latest attempt; None before its end."""
        return self.latest.conclusion

    @property
    def jobs(self) -> list[FakeJob]:
        """The jobs of the latest attempt."""
        return self.latest.jobs

    def attempt(self, number: int) -> FakeAttempt | None:
        """Return one of the attempts, or None if there is none such.

        Args:
            number: Counted from 1.
        """
        exists = 1 <= number <= len(self.attempts)
        return self.attempts[number - 1] if exists else None

    def add_job(self, name: str, **values: Any) -> FakeJob:
        """Add a job to the latest attempt, in the state that the attempt is in.

        Args:
            name: What the workflow calls it.
            values: Any attributes of :class:`FakeJob`.
        """
        return rerun.add_job(self, name, **values)

    def start(self) -> None:
        """Let it begin now."""
        self.latest.start(self._now())

    def complete(self, conclusion: str | None = None) -> None:
        """End it now.

        Args:
            conclusion: How; by default what the outcomes of its jobs add up to.
        """
        self.latest.complete(self._now(), conclusion)
        self.approvals.pending.clear()

    def advance(self) -> None:
        """Take it one stage further: queued, in progress, completed."""
        progress.advance(self, self._now())

    def wait_for(self, *environments: FakeEnvironment) -> None:
        """Let it wait until somebody approves.

        Args:
            environments: Of its repository: those that it wants to deploy to.
        """
        self.latest.status = "waiting"
        self.latest.updated_at = self._now()
        self.approvals.pending.extend(
            PendingDeployment(environment, self._now()) for environment in environments
        )

    def delete_logs(self) -> None:
        """Remove the logs of every attempt, as age would."""
        for attempt in self.attempts:
            attempt.has_logs = False

    def _now(self) -> float:
        return self.repository.world.now()
