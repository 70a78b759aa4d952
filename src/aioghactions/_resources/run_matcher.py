"""Recognise the run that a dispatch has started, or say that it cannot be done."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from attrs import frozen

from aioghactions.errors import AmbiguousRunError

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun

# Servers answer in turn, and their clocks differ a little.
SKEW: Final = 2.0
# So long after it was accepted a dispatch may take to become a run. Nobody promises
# it; a lone run is believed only after that time, so more is safer, and slower.
LAG: Final = 10.0


@frozen(kw_only=True)
class RunMatcher:
    """What is known of the run.

    Attributes:
        ref: Branch or tag, with or without ``refs/heads/`` or ``refs/tags/``.
        sent: When the dispatch was sent, at the earliest, by the server's clock in
            seconds since the epoch.
        answered: When it was answered, or given up.
        accepted: Whether GitHub said that there will be a run.
        actor: Who sent it, or None if that is not known.
        head_sha: The commit that must run, or None for any.
        marker: What the title of the run, and of no other, holds as a word; or None.
    """

    ref: str
    sent: float
    answered: float
    accepted: bool
    actor: str | None = None
    head_sha: str | None = None
    marker: str | None = None

    @property
    def since(self) -> float:
        """The earliest instant at which the run can have been created."""
        return self.sent - SKEW - 1  # GitHub cuts the fraction of a second

    @property
    def until(self) -> float:
        """The latest one."""
        return self.answered + LAG + SKEW

    def fits(self, run: "WorkflowRun") -> bool:
        """Return whether nothing says that ``run`` is another one."""
        if run.event != "workflow_dispatch" or run.head_branch != _short(self.ref):
            return False
        if self.head_sha is not None and run.head_sha != self.head_sha:
            return False
        created = run.created_at.timestamp()
        if created < self.since:
            return False
        if self.marker is not None:
            return _has_word(f"{run.display_title}\n{run.name}", self.marker)
        return self._is_by_actor(run, unknown=True) and created <= self.until

    def judge(
        self, runs: "Iterable[WorkflowRun]", *, now: float
    ) -> "WorkflowRun | None":
        """Return the run, if it can be told; None if it is too early to tell.

        An accepted dispatch makes a run, so a lone one that fits is it, once no other
        can come. A dispatch that may have been lost proves nothing about a lone run
        that somebody else may have started: that takes the actor or the marker.

        Args:
            runs: Runs of the workflow, all that were created since ``since``.
            now: The server's time when they were listed.

        Raises:
            AmbiguousRunError: Several fit, or one that may be somebody else's.
        """
        fitting = tuple(run for run in runs if self.fits(run))
        if not fitting:
            return None
        if len(fitting) == 1:
            if self.marker is not None:
                return fitting[0]
            if now <= self.until:
                return None
            if self.accepted or self._is_by_actor(fitting[0], unknown=False):
                return fitting[0]
        shown = ", ".join(f"run {run.id}" for run in fitting)
        reason = f"{shown} fit as well as each other"
        if len(fitting) == 1:
            reason = f"it may have been lost, and {shown} be somebody else's"
        raise AmbiguousRunError(
            f"which run came of the dispatch cannot be told: {reason}; a marker tells",
            candidates=fitting,
        )

    def _is_by_actor(self, run: "WorkflowRun", *, unknown: bool) -> bool:
        """Return whether ``actor`` started ``run``; ``unknown`` if it is not said."""
        if self.actor is None or run.actor is None:
            return unknown
        return run.actor.login.lower() == self.actor.lower()


def _has_word(title: str, word: str) -> bool:
    """Return whether ``word`` stands in ``title``, and not within a longer one.

    ``7`` is not in ``17``, ``v1.2`` not in ``v1.2.3``, ``prod`` not in ``pre-prod``.
    """
    before, after = r"(?<![\w-])(?<!\w\.)", r"(?![\w-]|\.\w)"
    return re.search(before + re.escape(word) + after, title) is not None


def _short(ref: str) -> str:
    return ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
