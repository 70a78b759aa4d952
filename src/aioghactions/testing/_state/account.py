"""Accounts and teams."""

from typing import Literal

from attrs import frozen

AccountType = Literal["User", "Organization", "Bot"]


@frozen
class FakeUser:
    """An account: a user, an organization or a bot.

    Attributes:
        login: The name in paths and filters.
        id: The id, which is in ``/organizations/{id}`` too.
        type: The kind of account.
    """

    login: str
    id: int
    type: AccountType = "User"


@frozen
class FakeTeam:
    """A team that can review deployments.

    Attributes:
        name: The name.
        id: The id in URLs.
        organization: The account of its organization.
    """

    name: str
    id: int
    organization: FakeUser

    @property
    def slug(self) -> str:
        """The name in URLs."""
        return self.name.lower().replace(" ", "-")
