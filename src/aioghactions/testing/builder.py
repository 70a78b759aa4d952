"""The part of FakeGitHub that adds accounts and repositories."""

from importlib import import_module

from aioghactions.testing import population
from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.app import FakeApp
from aioghactions.testing._state.directory import Directory
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.world import World


class Builder:
    """The part of :class:`FakeGitHub` that adds accounts and repositories.

    Attributes:
        world: The clock, ids and accounts of the server.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._directory = Directory(world)

    @property
    def repositories(self) -> list[FakeRepository]:
        """All repositories, the oldest first."""
        return list(self._directory.repositories.by_id.values())

    def add_user(self, login: str, *, bot: bool = False) -> FakeUser:
        """Add a user; runs add the users that trigger them by themselves.

        Args:
            login: The name in paths and filters.
            bot: Whether it is the account of an App.
        """
        return self.world.add_account(login, "Bot" if bot else "User")

    def add_org(self, login: str) -> FakeOrganization:
        """Return the organization of this name; add it if there is none.

        Args:
            login: The name in paths.
        """
        return self._directory.add_organization(login)

    def add_enterprise(self, name: str) -> None:
        """Add an enterprise.

        Args:
            name: The name in paths.
        """
        self.world.enterprises.add(name.lower())

    def add_app(self, slug: str = "ci-bot", *, private_key: str = "") -> FakeApp:
        """Add a GitHub App: ``app.install(org.account)`` installs it.

        Needs the extra ``app``.

        Args:
            slug: The name in URLs.
            private_key: The key, in PEM; by default a new one, which takes 0.1 s.
        """
        return self._directory.add_app(slug, private_key or _new_key())

    def add_repo(self, full_name: str, *, private: bool = False) -> FakeRepository:
        """Add a repository.

        Args:
            full_name: Such as ``octo-org/hello``; an unknown owner becomes an
                organization.
            private: Whether it is private.

        Raises:
            ValueError: The name is taken, or not a repository name.
        """
        return self._directory.add_repository(full_name, private=private)

    def populate(
        self, *, repositories: int = 40, runs_each: int = 100, seed: int = 1
    ) -> list[FakeRepository]:
        """Add plausible repositories with runs of the last week.

        Args:
            repositories: The number of repositories.
            runs_each: The number of runs of each repository.
            seed: Determines the content: equal seeds give equal content.
        """
        return population.populate(self._directory, repositories, runs_each, seed)


def _new_key() -> str:
    """Return a new private key, in PEM."""
    primitives = "cryptography.hazmat.primitives"
    rsa = import_module(f"{primitives}.asymmetric.rsa")
    pem = import_module(f"{primitives}.serialization")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    text: bytes = key.private_bytes(
        pem.Encoding.PEM, pem.PrivateFormat.TraditionalOpenSSL, pem.NoEncryption()
    )
    return text.decode()
