"""One attempt of a run: a first execution or a re-run."""

from collections.abc import Mapping

from attrs import define, field

from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.job import FakeJob

# The conclusion of an attempt is the first of these that one of its jobs has.
_WORST_FIRST = ("failure", "timed_out", "cancelled", "action_required")
# Conclusions of an attempt that its unfinished jobs share.
_SHARED = frozenset({"success", "neutral", "cancelled", "skipped"})
# Conclusions of an attempt that at least one of its jobs must have.
_CAUSED = frozenset({"failure", "timed_out", "action_required"})


@define(eq=False)
class FakeAttempt:
    """One execution of the jobs of a run.

    Attributes:
        number: The number, from 1.
        actor: Who triggered it.
        queued_at: When it was queued.
        updated_at: When its status last changed.
        outcome: The conclusion unless its jobs determine another one.
        status: ``queued``, ``in_progress``, ``completed``, ``waiting``...
        conclusion: The conclusion; None until it is completed.
        jobs: Its jobs.
        log_files: Files to add to its log archive by name, or to replace: older log
            services add ``1_build (1).txt``.
        has_logs: False after its logs were deleted or have expired.
        debug: Whether debug logging is enabled.
    """

    number: int
    actor: FakeUser
    queued_at: float
    updated_at: float
    outcome: str = "success"
    status: str = "queued"
    conclusion: str | None = None
    jobs: list[FakeJob] = field(factory=list[FakeJob])
    log_files: Mapping[str, str | bytes] = field(
        factory=dict[str, str | bytes], repr=False
    )
    has_logs: bool = True
    debug: bool = False

    def start(self, now: float) -> None:
        """Start the attempt and its unfinished jobs.

        Args:
            now: When they start, in seconds since the epoch.
        """
        self.status = "in_progress"
        self.updated_at = now
        for job in self._unfinished_jobs():
            job.start(now)

    def complete(self, now: float, conclusion: str | None = None) -> None:
        """Complete the attempt and its unfinished jobs.

        Args:
            now: When it is completed, in seconds since the epoch.
            conclusion: The conclusion; by default determined by the outcomes of its
                jobs.
        """
        for job in self._unfinished_jobs():
            job.complete(now, conclusion if conclusion in _SHARED else None)
        if conclusion in _CAUSED:
            self._ensure_cause(conclusion)
        self.conclusion = conclusion or self._combined_conclusion()
        self.status = "completed"
        self.updated_at = now

    def _unfinished_jobs(self) -> list[FakeJob]:
        return [job for job in self.jobs if job.status != "completed"]

    def _ensure_cause(self, conclusion: str | None) -> None:
        """Give the last job this conclusion if no job has it."""
        if self.jobs and all(job.conclusion != conclusion for job in self.jobs):
            self.jobs[-1].conclusion = conclusion

    def _combined_conclusion(self) -> str:
        found = {job.conclusion for job in self.jobs}
        return next((worst for worst in _WORST_FIRST if worst in found), self.outcome)
