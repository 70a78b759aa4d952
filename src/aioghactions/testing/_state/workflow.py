"""Workflows: the files that runs are started from."""

from collections.abc import Mapping, Sequence

from attrs import define, field, frozen


@frozen
class WorkflowInput:
    """What ``workflow_dispatch`` declares about one input.

    Attributes:
        required: Whether a dispatch without it is refused.
        default: Its value where a dispatch gives none; None for no value.
    """

    required: bool = False
    default: str | None = None


@define(eq=False)
class FakeWorkflow:
    """One workflow file.

    Attributes:
        id: The number in paths.
        path: The file, ``.github/workflows/ci.yml``.
        name: What the file calls itself.
        created_at: When the file was added.
        updated_at: When the file was changed.
        state: ``active``, ``disabled_manually``...
        jobs: Names of the jobs that a run of it gets.
        outcome: How runs of it end unless told otherwise.
        inputs: Its ``workflow_dispatch`` inputs; None if it has no such
            trigger.
        runs_started: How many runs it has had, as ``run_number`` counts them.
    """

    id: int
    path: str
    name: str
    created_at: float
    updated_at: float
    state: str = "active"
    jobs: Sequence[str] = ("build",)
    outcome: str = "success"
    inputs: Mapping[str, WorkflowInput] | None = field(factory=dict[str, WorkflowInput])
    runs_started: int = 0

    @property
    def file_name(self) -> str:
        """The last part of the path, which may stand for the id."""
        return self.path.rpartition("/")[2]

    def answers_to(self, reference: str) -> bool:
        """Whether it is meant.

        Args:
            reference: An id, a file name or a path.
        """
        return reference in {str(self.id), self.file_name, self.path}
