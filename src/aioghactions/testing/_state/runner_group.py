"""Runner groups: which repositories may use which runners."""

from attrs import define, field

# The id of the group that holds every runner of no other group.
DEFAULT_GROUP = 1


@define(eq=False)
class FakeRunnerGroup:
    """One runner group of an organization.

    Attributes:
        id: The number in paths.
        name: Unique in the organization.
        visibility: ``all``, ``private`` or ``selected``.
        inherited: Whether the enterprise made it.
        allows_public_repositories: Whether public repositories may use it.
        restricted_to_workflows: Whether only ``selected_workflows`` may.
        selected_workflows: Workflow files with their ref.
        network_configuration_id: The hosted compute network it runs in.
        repositories: Ids of the repositories selected.
    """

    id: int
    name: str
    visibility: str = "all"
    inherited: bool = False
    allows_public_repositories: bool = False
    restricted_to_workflows: bool = False
    selected_workflows: list[str] = field(factory=list[str])
    network_configuration_id: str | None = None
    repositories: set[int] = field(factory=set[int])

    @property
    def is_default(self) -> bool:
        """Whether it holds every runner of no other group."""
        return self.id == DEFAULT_GROUP
