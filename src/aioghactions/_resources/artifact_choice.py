"""Decide whether an artifact, and the run that uploaded it, are wanted."""

from collections import Counter
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from aioghactions._generated.models.artifact import Artifact
    from aioghactions._generated.models.workflow_run import WorkflowRun

_UNKNOWN_RUN = "whose run was deleted or is not reported by this server"


@define(eq=False)
class ArtifactChoice:
    """What is wanted, and why the artifacts looked at so far were not."""

    name: str
    branch: str | None
    workflow: int | str | None  # as the caller named it
    workflow_id: int | None
    conclusion: str | None
    forks: bool
    _rejected: Counter[str] = field(factory=Counter[str], init=False)

    @property
    def looked_at(self) -> int:
        """How many artifacts have been rejected."""
        return self._rejected.total()

    @property
    def needs_run(self) -> bool:
        """Whether an artifact alone does not show that it is wanted."""
        return self.workflow is not None or self.conclusion is not None

    def run_of(self, artifact: "Artifact") -> int | None:
        """Return the id of the artifact's run, 0 if unknown; None if not wanted.

        The run may show that the artifact is not wanted either: see :meth:`is_from`.
        """
        why = self._why_not(artifact)
        if why:
            self._rejected[why] += 1
            return None
        return (artifact.workflow_run and artifact.workflow_run.id) or 0

    def is_from(self, run: "WorkflowRun | None") -> bool:
        """Return whether an artifact of ``run`` is wanted; None for a deleted run."""
        why = ""
        if run is None:
            why = _UNKNOWN_RUN
        elif self.workflow_id not in {None, run.workflow_id}:
            why = "of other workflows"
        elif self.conclusion not in {None, run.conclusion}:
            why = "of runs with another conclusion or none"
        self._rejected.update([why] if why else ())
        return not why

    def _why_not(self, artifact: "Artifact") -> str:
        run = artifact.workflow_run
        if artifact.name != self.name:  # older servers ignore the filter
            return "of other names"
        if artifact.expired:
            return "that have expired"
        if run is None or run.id is None:
            is_any = self.forks and self.branch is None and not self.needs_run
            return "" if is_any else _UNKNOWN_RUN
        own = run.repository_id is not None
        if not (self.forks or (own and run.head_repository_id == run.repository_id)):
            return "from forks"
        if self.branch not in {None, run.head_branch}:
            return "of other branches"
        return ""

    def not_found(self) -> str:
        """Return a message: what was wanted, and what was looked through."""
        wanted = {
            "branch": self.branch,
            "workflow": self.workflow,
            "conclusion": self.conclusion,
        }
        filters = ", ".join(f"{k} {v}" for k, v in wanted.items() if v is not None)
        kinds = ", ".join(f"{n} {why}" for why, n in self._rejected.most_common())
        return (
            f"no artifact {self.name!r}{f' ({filters})' if filters else ''} was found; "
            f"looked at {self.looked_at} artifacts{f': {kinds}' if kinds else ''}"
        )
