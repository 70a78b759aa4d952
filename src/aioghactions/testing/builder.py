"""How tests fill a fake GitHub."""

from aioghactions.testing import population
from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.organization import FakeOrganization, add_organization
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.world import World


class Builder:
    """The part of :class:`FakeGitHub` that makes what there is.

    Attributes:
        world: The state of it all.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def repositories(self) -> list[FakeRepository]:
        """All repositories, the oldest first."""
        return list(self.world.repositories.values())

    def add_user(self, login: str, *, bot: bool = False) -> FakeUser:
        """Add an account that is no organization; runs add their actors themselves.

        Args:
            login: Its name in paths and filters.
            bot: Whether it is an App's account.
        """
        return self.world.add_account(login, "Bot" if bot else "User")

    def add_org(self, login: str) -> FakeOrganization:
        """Return the organization of this name; it is made if it is new.

        Args:
            login: Its name in paths.
        """
        return add_organization(self.world, login)

    def add_repo(self, full_name: str, *, private: bool = False) -> FakeRepository:
        """Add a repository.

        Args:
            full_name: ``octo-org/hello``. An owner that is not there yet becomes
                an organization.
            private: Whether the public may not see it.

        Raises:
            ValueError: There is one of that name, or it is no such name.
        """
        owner, _, name = full_name.partition("/")
        if not owner or not name or "/" in name:
            raise ValueError(f"{full_name!r} is not owner/name")
        account = self.world.users.get(owner.lower()) or self.add_org(owner).account
        number, now = self.world.ids.next("Repository"), self.world.now()
        repo = FakeRepository(number, account, name, private, now, self.world)
        self.world.settle(repo)
        return repo

    def populate(
        self, *, repositories: int = 40, runs_each: int = 100, seed: int = 1
    ) -> list[FakeRepository]:
        """Add plausible repositories with runs of the last week.

        Args:
            repositories: How many.
            runs_each: How many runs each of them has.
            seed: Which ones: the same seed makes the same.
        """
        return population.populate(self, repositories, runs_each, seed)
