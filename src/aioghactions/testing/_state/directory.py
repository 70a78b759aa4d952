"""The repositories and organizations of one server."""

from attrs import define, field

from aioghactions.testing._state.app import FakeApp
from aioghactions.testing._state.hook import FakeHook
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.registry import Registry
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.world import World


@define(eq=False)
class Directory:
    """Find and add repositories and organizations.

    Attributes:
        world: The clock, ids and accounts that they share.
        repositories: All repositories.
        apps: All Apps by id.
    """

    world: World
    repositories: Registry[FakeRepository] = field(factory=Registry[FakeRepository])
    apps: dict[int, FakeApp] = field(factory=dict[int, FakeApp])
    _organizations: dict[str, FakeOrganization] = field(
        factory=dict[str, FakeOrganization]
    )

    def organization(self, login: str) -> FakeOrganization | None:
        """Return the organization called ``login``, in any case, or None."""
        return self._organizations.get(login.lower())

    def organization_by_id(self, number: int) -> FakeOrganization | None:
        """Return the organization with this account id, or None."""
        every = self._organizations.values()
        return next((org for org in every if org.account.id == number), None)

    def add_organization(self, login: str) -> FakeOrganization:
        """Return the organization called ``login``; add it if there is none."""
        known = self.organization(login)
        if known is None:
            account = self.world.add_account(login, "Organization")
            known = FakeOrganization(account, self.world, self.repositories)
            self._organizations[login.lower()] = known
        return known

    def add_app(self, slug: str, private_key: str) -> FakeApp:
        """Return a new App."""
        number = self.world.ids.next("App")
        hook = FakeHook(self.world.ids.next("Hook"), "https://example.com", self.world)
        app = FakeApp(
            id=number,
            client_id=f"Iv23li{number}",
            slug=slug,
            private_key=private_key,
            world=self.world,
            hook=hook,
        )
        self.apps[number] = app
        return app

    def add_repository(self, full_name: str, *, private: bool) -> FakeRepository:
        """Return a new repository; an unknown owner becomes an organization.

        Raises:
            ValueError: The name is taken, or not a repository name.
        """
        owner, _, name = full_name.partition("/")
        if not owner or not name or "/" in name:
            raise ValueError(f'repository must be "owner/name", got "{full_name}"')
        world = self.world
        account = world.users.get(owner.lower()) or self.add_organization(owner).account
        repo = FakeRepository(
            id=world.ids.next("Repository"),
            owner=account,
            name=name,
            private=private,
            created_at=world.now(),
            world=world,
            registry=self.repositories,
        )
        self.repositories.add(repo)
        return repo
