"""Workflow files."""

from collections.abc import Mapping, Sequence

from attrs import define, field, frozen


@frozen
class WorkflowInput:
    """An input of ``workflow_dispatch``.

    Attributes:
        required: Whether a dispatch without it is rejected.
        default: The default value, or None.
    """

    required: bool = False
    default: str | None = None


@define(eq=False)
class FakeWorkflow:
    """One workflow file.

    Attributes:
        id: The id in paths.
        path: The path, ``.github/workflows/ci.yml``.
        name: The name.
        created_at: When it was added.
        updated_at: When it was last changed.
        state: ``active``, ``disabled_manually``...
        jobs: Names of the jobs of each run.
        outcome: The default conclusion of its runs.
        inputs: Its ``workflow_dispatch`` inputs; None without such a trigger.
        runs_started: The number of its runs so far, which ``run_number`` counts.
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
        """The last part of the path, which can be used instead of the id."""
        return self.path.rpartition("/")[2]

    def answers_to(self, reference: str) -> bool:
        """Return whether a reference identifies this workflow.

        Args:
            reference: An id, a file name or a path.
        """
        return reference in {str(self.id), self.file_name, self.path}
