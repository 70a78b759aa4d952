"""GitHub Apps and their installations."""

from collections.abc import Iterable, Mapping

from attrs import define, field

from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.hook import FakeHook
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.world import World

_PERMISSIONS = {"actions": "write", "metadata": "read"}


def _any_installation() -> "dict[int, FakeInstallation]":
    return {}


@define(eq=False, kw_only=True)
class FakeInstallation:
    """An installation of an App in an account.

    Attributes:
        id: The id in paths.
        app: The App.
        account: The account of a user or an organization.
        permissions: What its tokens may do, such as ``{"actions": "write"}``.
        created_at: When the App was installed.
        repositories: The repositories that it may access; None for all of the account.
        suspended_at: When it was suspended: then it gets no token. None if it is not.
    """

    id: int
    app: "FakeApp" = field(repr=False)
    account: FakeUser
    permissions: Mapping[str, str]
    created_at: float
    repositories: set[int] | None = None
    suspended_at: float | None = None

    def covers(self, repo: FakeRepository) -> bool:
        """Return whether it may access a repository.

        Args:
            repo: Any repository of the server.
        """
        selected = self.repositories is None or repo.id in self.repositories
        return selected and repo.owner == self.account

    def suspend(self) -> None:
        """Suspend it now: its tokens are not valid any more."""
        self.suspended_at = self.app.world.now()


@define(eq=False, kw_only=True)
class FakeApp:
    """A GitHub App.

    Attributes:
        id: Its numeric id.
        client_id: Its client id.
        slug: Its name in URLs.
        private_key: The key that signs its JSON Web Tokens, in PEM.
        world: The clock and ids of the server.
        hook: Its webhook.
        installations: Its installations by id, the oldest first.
    """

    id: int
    client_id: str
    slug: str
    private_key: str = field(repr=False)
    world: World = field(repr=False)
    hook: FakeHook
    installations: dict[int, FakeInstallation] = field(
        factory=_any_installation, repr=False
    )

    def install(
        self,
        account: FakeUser,
        *,
        repositories: Iterable[FakeRepository] | None = None,
        permissions: Mapping[str, str] | None = None,
        suspended: bool = False,
    ) -> FakeInstallation:
        """Install the App in an account, and return the installation.

        Args:
            account: A user, or the ``account`` of an organization.
            repositories: The only repositories that it may access; by default all of
                the account.
            permissions: What its tokens may do; by default ``actions: write``.
            suspended: Whether the installation is suspended.
        """
        now = self.world.now()
        installation = FakeInstallation(
            id=self.world.ids.next("Installation"),
            app=self,
            account=account,
            permissions={**_PERMISSIONS, **(permissions or {})},
            created_at=now,
            repositories=(
                None if repositories is None else {repo.id for repo in repositories}
            ),
            suspended_at=now if suspended else None,
        )
        self.installations[installation.id] = installation
        return installation

    def installation_in(self, account: FakeUser) -> FakeInstallation | None:
        """Return the installation in an account, or None.

        Args:
            account: A user, or the ``account`` of an organization.
        """
        found = (it for it in self.installations.values() if it.account == account)
        return next(found, None)
