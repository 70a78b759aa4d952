"""Decide whether a run is the requested one, or came of a dispatch."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from attrs import frozen

from aioghactions.errors import AmbiguousRunError, UnexpectedAnswerError

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun

# Several servers respond, and their clocks differ a little.
SKEW: Final = 2.0
# Seconds that an accepted dispatch may take to become a run. GitHub documents no bound.
# A single run is accepted only after that time, so a larger value is safer and slower.
LAG: Final = 10.0


def with_id(run: "WorkflowRun", run_id: int) -> "WorkflowRun":
    """Return ``run`` if it is the one that was asked for."""
    if run.id == run_id:
        return run
    raise UnexpectedAnswerError(
        f"get-workflow-run: the response is about run {run.id}, not {run_id}",
        operation="get-workflow-run",
        path="$.id",
    )


@frozen(kw_only=True)
class RunMatcher:
    """What is known about the dispatched run.

    Instants are by the server's clock, in seconds since the epoch.
    """

    ref: str
    sent: float  # at the earliest
    finished: float  # when the dispatch returned or failed, at the latest
    accepted: bool  # whether GitHub confirmed the dispatch
    actor: str | None = None
    head_sha: str | None = None
    marker: str | None = None  # a word that only the title of this run contains

    @property
    def earliest(self) -> float:
        """The earliest instant at which the run can have been created."""
        return self.sent - SKEW - 1  # GitHub truncates to whole seconds

    @property
    def latest(self) -> float:
        return self.finished + LAG + SKEW

    def matches(self, run: "WorkflowRun") -> bool:
        """Return whether nothing proves that ``run`` is another run."""
        branch = self.ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
        if run.event != "workflow_dispatch" or run.head_branch != branch:
            return False
        if self.head_sha is not None and run.head_sha != self.head_sha:
            return False
        # Without a date, only the marker excludes the runs of other dispatches.
        created = run.created_at.timestamp() if run.created_at else self.latest + 1
        if created < self.earliest:
            return False
        if self.marker is not None:
            return _has_word(f"{run.display_title}\n{run.name}", self.marker)
        return self._is_by_actor(run, unknown=True) and created <= self.latest

    def select(
        self, runs: "Iterable[WorkflowRun]", *, now: float
    ) -> "WorkflowRun | None":
        """Return the dispatched run, or None while it cannot be identified yet.

        An accepted dispatch starts a run, so a single match is that run as soon as no
        other match can appear. If the outcome of the dispatch is unknown, a single
        match may be another caller's run: only the actor or the marker proves it.

        ``runs`` are all of the workflow since ``earliest``, listed at ``now``.
        """
        matching = tuple(run for run in runs if self.matches(run))
        if not matching:
            return None
        if len(matching) == 1:
            if self.marker is not None:
                return matching[0]
            if now <= self.latest:
                return None
            if self.accepted or self._is_by_actor(matching[0], unknown=False):
                return matching[0]
        ids = ", ".join(f"run {run.id}" for run in matching)
        reason = f"{ids} match equally"
        if len(matching) == 1:
            reason = f"the dispatch may have failed and {ids} may be another caller's"
        raise AmbiguousRunError(
            f"cannot identify the dispatched run: {reason}; pass marker= to be certain",
            candidates=matching,
        )

    def _is_by_actor(self, run: "WorkflowRun", *, unknown: bool) -> bool:
        """Compare the logins; return ``unknown`` if one of them is missing."""
        if self.actor is None or run.actor is None:
            return unknown
        return run.actor.login.lower() == self.actor.lower()


def _has_word(title: str, word: str) -> bool:
    # 17 does not contain 7, nor v1.2.3 v1.2, nor pre-prod prod.
    before, after = r"(?<![\w-])(?<!\w\.)", r"(?![\w-]|\.\w)"
    return re.search(before + re.escape(word) + after, title) is not None
