"""Everything there is: accounts, organizations and repositories."""

from typing import TYPE_CHECKING

from attrs import define, field

from aioghactions._core.clock import Clock
from aioghactions.testing._state.account import AccountType, FakeUser
from aioghactions.testing._state.ids import Ids

if TYPE_CHECKING:
    from aioghactions.testing._state.organization import FakeOrganization
    from aioghactions.testing._state.progress import Timings
    from aioghactions.testing._state.repository import FakeRepository


@define(eq=False)
class World:
    """The state of one server.

    Attributes:
        clock: Whose time it is.
        skew: Seconds by which the server's clock is wrong.
        timings: How runs progress that nobody progresses by hand; None if
            none does.
    """

    clock: Clock
    timings: "Timings | None"
    skew: float = 0.0
    ids: Ids = field(factory=Ids)
    users: dict[str, FakeUser] = field(factory=dict[str, FakeUser])
    organizations: dict[str, "FakeOrganization"] = field(
        factory=dict[str, "FakeOrganization"]
    )
    repositories: dict[int, "FakeRepository"] = field(
        factory=dict[int, "FakeRepository"]
    )
    _names: dict[str, int] = field(factory=dict[str, int])
    _former_names: dict[str, int] = field(factory=dict[str, int])

    def now(self) -> float:
        """Return the server's time, in seconds since the epoch."""
        return self.clock.now() + self.skew

    def user(self, login: str) -> FakeUser:
        """Return the account called ``login``; make a user of it if it is new."""
        return self.users.get(login.lower()) or self.add_account(login, "User")

    def add_account(self, login: str, type: AccountType) -> FakeUser:  # noqa: A002
        """Return a new account."""
        account = FakeUser(login, self.ids.next("User"), type)
        self.users[login.lower()] = account
        return account

    def organization(self, name: str) -> "FakeOrganization | None":
        """Return the organization called ``name``, in any case."""
        return self.organizations.get(name.lower())

    def organization_by_id(self, number: int) -> "FakeOrganization | None":
        """Return the organization with this account id."""
        every = self.organizations.values()
        return next((org for org in every if org.account.id == number), None)

    def repository(self, full_name: str) -> "FakeRepository | None":
        """Return the repository now called ``full_name``, in any case."""
        return self.repositories.get(self._names.get(full_name.lower(), 0))

    def moved(self, full_name: str) -> "FakeRepository | None":
        """Return the repository that was once called ``full_name``."""
        return self.repositories.get(self._former_names.get(full_name.lower(), 0))

    def settle(self, repository: "FakeRepository") -> None:
        """Make ``repository`` known under its present name.

        Raises:
            ValueError: Another repository has that name.
        """
        name = repository.full_name.lower()
        if self._names.get(name, repository.id) != repository.id:
            raise ValueError(f"there is a repository {repository.full_name} already")
        self._former_names.pop(name, None)
        self._names[name] = repository.id
        self.repositories[repository.id] = repository

    def vacate(self, repository: "FakeRepository", *, redirect: bool) -> None:
        """Free the present name of ``repository``, remembered or not."""
        name = repository.full_name.lower()
        del self._names[name]
        if redirect:
            self._former_names[name] = repository.id
        else:
            del self.repositories[repository.id]
