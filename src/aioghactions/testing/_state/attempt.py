"""One attempt of a run: a first execution or a re-run."""

from attrs import define, field

from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.job import FakeJob

# What a run becomes if its jobs ended differently: the first one that occurs.
_WORST_FIRST = ("failure", "timed_out", "cancelled", "action_required")
# Ends of a run that every job shares which is not done by then.
_SHARED = frozenset({"success", "neutral", "cancelled", "skipped"})
# Ends of a run that need no more than one job to have ended so.
_CAUSED = frozenset({"failure", "timed_out", "action_required"})


@define(eq=False)
class FakeAttempt:
    """One execution of a run's jobs.

    Attributes:
        number: 1 for the first.
        actor: Who triggered it.
        queued_at: When it was triggered.
        updated_at: When its status changed last.
        outcome: How it will end if it has no jobs to decide that.
        status: ``queued``, ``in_progress``, ``completed``, ``waiting``...
        conclusion: How it ended; None before.
        jobs: What it executes.
        has_logs: False once its logs were deleted or have expired.
        debug: Whether debug logging was asked for.
    """

    number: int
    actor: FakeUser
    queued_at: float
    updated_at: float
    outcome: str = "success"
    status: str = "queued"
    conclusion: str | None = None
    jobs: list[FakeJob] = field(factory=list[FakeJob])
    has_logs: bool = True
    debug: bool = False

    def start(self, now: float) -> None:
        """Let the jobs begin that are not done already.

        Args:
            now: When they begin, in seconds since the epoch.
        """
        self.status = "in_progress"
        self.updated_at = now
        for job in self._open_jobs():
            job.start(now)

    def complete(self, now: float, conclusion: str | None = None) -> None:
        """End it, and with it the jobs that are not done.

        Args:
            now: When it ends, in seconds since the epoch.
            conclusion: How; by default what the outcomes of its jobs add up to.
        """
        for job in self._open_jobs():
            job.complete(now, conclusion if conclusion in _SHARED else None)
        if conclusion in _CAUSED:
            self._blame(conclusion)
        self.conclusion = conclusion or self._verdict()
        self.status = "completed"
        self.updated_at = now

    def _open_jobs(self) -> list[FakeJob]:
        return [job for job in self.jobs if job.status != "completed"]

    def _blame(self, conclusion: str | None) -> None:
        """See to it that some job ended as badly as the whole."""
        if self.jobs and all(job.conclusion != conclusion for job in self.jobs):
            self.jobs[-1].conclusion = conclusion

    def _verdict(self) -> str:
        seen = {job.conclusion for job in self.jobs}
        return next((bad for bad in _WORST_FIRST if bad in seen), self.outcome)
