"""Users, organizations as accounts, and teams."""

from typing import Literal

from attrs import frozen

AccountType = Literal["User", "Organization", "Bot"]


@frozen
class FakeUser:
    """An account that owns, acts or reviews.

    Attributes:
        login: The name in paths and filters.
        id: The number in ``/organizations/{id}`` and avatars.
        type: What kind of account it is.
    """

    login: str
    id: int
    type: AccountType = "User"


@frozen
class FakeTeam:
    """A team that can be asked to review a deployment.

    Attributes:
        name: What it is called.
        id: The number in addresses.
        organization: The account that it belongs to.
    """

    name: str
    id: int
    organization: FakeUser

    @property
    def slug(self) -> str:
        """The name in addresses."""
        return self.name.lower().replace(" ", "-")
