"""Runner groups: which repositories may use which runners."""

from attrs import define, field

# The id of the group of every runner that is in no other group.
DEFAULT_GROUP = 1


@define(eq=False)
class FakeRunnerGroup:
    """One runner group of an organization.

    Attributes:
        id: The id in paths.
        name: The name, unique in the organization.
        visibility: ``all``, ``private`` or ``selected``.
        inherited: Whether it belongs to the enterprise.
        allows_public_repositories: Whether public repositories may use it.
        restricted_to_workflows: Whether only ``selected_workflows`` may use it.
        selected_workflows: Workflow files with their refs.
        network_configuration_id: The hosted compute network.
        repositories: Ids of the selected repositories.
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
        """Whether it is the default group."""
        return self.id == DEFAULT_GROUP
