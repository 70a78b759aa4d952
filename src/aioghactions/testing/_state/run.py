"""Workflow runs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from attrs import define, field

from aioghactions.testing._state import progress, rerun
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.environment import (
    Approvals,
    FakeEnvironment,
    PendingDeployment,
    Review,
)
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.progress import Timings
from aioghactions.testing._state.workflow import FakeWorkflow

if TYPE_CHECKING:
    from aioghactions.testing._state.account import FakeUser
    from aioghactions.testing._state.repository import FakeRepository


@define(eq=False, repr=False)
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

    def __repr__(self) -> str:
        how = ", ".join(filter(None, [self.status, self.conclusion]))
        where = f"{self.repository.full_name}, attempt {self.run_attempt}"
        return f"<FakeRun {self.id} of {where}: {how}>"

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

    def review(
        self,
        *environments: FakeEnvironment,
        state: Literal["approved", "rejected"] = "approved",
        comment: str = "",
        login: str = "",
    ) -> None:
        """Let somebody approve of what it waits for, or reject it.

        Args:
            environments: Which of them; by default all.
            state: A rejected run fails; an approved one goes on when it waits no
                longer.
            comment: In the reviewer's words.
            login: Who it is; by default who triggered the run.
        """
        places = environments or tuple(self.approvals.waiting_for())
        self.decide(Review(places, state, comment, self._who(login)))

    def decide(self, said: Review) -> None:
        """Record a review; it goes on, or ends, as soon as it waits no longer.

        Args:
            said: What was said, and of which environments.
        """
        self.approvals.decide(said)
        if said.state == "rejected":
            self.complete("failure")
        elif not self.approvals.pending:
            self.latest.status = "queued"
            self.latest.queued_at = self.latest.updated_at = self._now()
            self.timings = self.repository.world.timings
            self.repository.runs.watch(self)

    def rerun(self, *jobs: str, login: str = "", debug: bool = False) -> FakeAttempt:
        """Execute it again, as if somebody else had asked for it.

        Args:
            jobs: The names of those to execute; others that need them are executed
                too. Default: all.
            login: Who asks for it; by default who triggered the run.
            debug: Whether it logs in detail.

        Returns:
            The new attempt.
        """
        names = set(jobs) or {job.name for job in self.jobs}
        names = rerun.everything_after(self.jobs, names)
        return rerun.start_again(self, self._who(login), names, debug=debug)

    def _who(self, login: str) -> "FakeUser":
        return self.repository.world.user(login) if login else self.actor

    def delete_logs(self) -> None:
        """Remove the logs of every attempt, as age would."""
        for attempt in self.attempts:
            attempt.has_logs = False

    def _now(self) -> float:
        return self.repository.world.now()
