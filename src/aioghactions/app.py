"""``App``: a GitHub App as itself, and a client for each of its installations."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, Unpack
from weakref import WeakSet

from aioghactions._core.clock import SystemClock
from aioghactions._core.lazy import public_names
from aioghactions._core.messages import Request, Response
from aioghactions._generated.resources.app import App as AppOperations
from aioghactions._http.transport import Stream, Timeouts, Transport
from aioghactions._lists.windows import timestamp
from aioghactions._params import checks
from aioghactions._request.app_token import JwtProvider
from aioghactions._request.pipeline import Pipeline
from aioghactions._resources.deliveries import AppDeliveries
from aioghactions.auth import AppAuth, AppKey
from aioghactions.client import Client, Settings

if TYPE_CHECKING:
    from aioghactions._generated.models.installation import Installation
    from aioghactions.pages import Pager
    from aioghactions.scopes import NamedRepository


class App:
    """A GitHub App as itself: it lists its installations and its deliveries.

    It authenticates with JSON Web Tokens, which it signs with the App's private key
    and sends to the API only. They do not give access to repositories; the clients of
    the installations have that. Needs the extra ``app``.

    Args:
        app: The App's client id, such as ``Iv23li...``, or its numeric id.
        private_key: The text of the App's private key, in PEM. It appears in no repr.
        **settings: As for :class:`Client`, also for the clients of the installations.

    Attributes:
        api: The client that sends the App's JSON Web Tokens, for
            :meth:`Client.request` and :meth:`Client.paginate`. It is opened and closed
            with the App.

    Raises:
        ModuleNotFoundError: The extra ``app`` is not installed.
        TypeError: An argument has the wrong type.
        ValueError: An argument has an invalid value, or the key cannot be read.

    Example:
        ::

            async with App(app=client_id, private_key=pem) as app:
                installation = await app.installation_for("octo-org")
                async with app.client(installation) as client:
                    async for repo in client.installation.repositories():
                        print(repo.full_name)
    """

    def __init__(
        self, *, app: int | str, private_key: str, **settings: Unpack[Settings]
    ) -> None:
        self._key: Final = AppKey(app, private_key)
        clock = settings.setdefault("clock", None) or SystemClock()
        settings["clock"] = clock
        self._settings = settings
        client = _AppClient(JwtProvider(self._key, clock), **settings)
        self.api: Final[Client] = client
        self._pipeline = client.pipeline
        self._clients: WeakSet[Client] = WeakSet()

    def __repr__(self) -> str:
        return f"<App {self._key.app} of {self.api.base_url}>"

    async def __aenter__(self) -> Self:
        """Open the App."""
        await self.open()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the App."""
        await self.close()

    async def open(self) -> None:
        """Open the App in the running event loop; ``async with`` does it for you.

        Raises:
            RuntimeError: The App is open, or was closed.
        """
        await self.api.open()

    async def close(self) -> None:
        """Close the clients of the installations, then the App. Idempotent."""
        for client in list(self._clients):
            await client.close()
        await self.api.close()

    def installations(
        self,
        *,
        active_only: bool = False,
        updated_since: datetime | None = None,
        per_page: int = 100,
    ) -> "Pager[Installation]":
        """List the installations of the App.

        ``GET /app/installations``

        Args:
            active_only: Leave out suspended installations, which get no token. By
                default all are yielded.
            updated_since: Only those updated after this time.
            per_page: How many results to return on each page, at most 100.

        Raises:
            TypeError: ``updated_since`` is not a datetime.
            ValueError: It has no time zone, or ``per_page`` is not valid.

        https://docs.github.com/rest/apps/apps#list-installations-for-the-authenticated-app
        """
        since: str | None = None
        if updated_since is not None:
            instant = checks.instant("updated_since", updated_since)
            since = timestamp(int(instant.timestamp()))
        pager = self._operations.installations(since=since, per_page=per_page)
        return (
            pager.filter(lambda it: it.suspended_at is None) if active_only else pager
        )

    async def installation(self, installation_id: int) -> "Installation":
        """Return an installation.

        ``GET /app/installations/{installation_id}``

        Args:
            installation_id: The number at the end of the URL of its settings page.

        Raises:
            NotFoundError: The App has no such installation.
            TypeError: The id is not an integer.
        """
        return await self._operations.installation(installation_id)

    async def installation_for(self, target: "str | NamedRepository") -> "Installation":
        """Return the installation that has access to a repository or an organization.

        Args:
            target: ``"octo-org/hello"`` or a repository of a response; or
                ``"octo-org"`` for an organization. For the account of a user, pass
                one of its repositories.

        Raises:
            NotFoundError: The App is not installed there.
            TypeError: ``target`` is neither.
            ValueError: It is not a valid name.
        """
        name = checks.repository_name(target)
        if "/" in name:
            owner, repo = checks.repository(name)
            return await self._operations.repo_installation(owner, repo)
        return await self._operations.org_installation(checks.organization(name))

    def client(
        self,
        installation: "Installation | int",
        *,
        repositories: Iterable[str] | None = None,
        permissions: Mapping[str, str] | None = None,
    ) -> Client:
        """Return a client that acts as an installation, to be opened by ``async with``.

        It shares the connections and the settings of the App, has rate limits of its
        own, and ends with the App at the latest. Create one for each installation and
        share it.

        Args:
            installation: An installation of the App, or its id.
            repositories: Names, without the owner, of the only repositories that the
                token may access. Default: all that the installation can access.
            permissions: The only permissions of the token, such as
                ``{"actions": "read"}``. Default: all that the installation has.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: An argument has an invalid value.
        """
        number: Any = getattr(installation, "id", installation)
        auth = AppAuth(
            app=self._key.app,
            private_key=self._key,
            installation_id=number,
            repositories=repositories,
            permissions=permissions,
        )
        settings = self._settings.copy()
        settings["transport"] = _SharedTransport(self._pipeline)
        client = Client(auth, **settings)
        self._clients.add(client)
        return client

    @property
    def deliveries(self) -> "AppDeliveries":
        """Deliveries of the App's webhook, and redelivery of failures."""
        return AppDeliveries(self._pipeline)

    @property
    def _operations(self) -> AppOperations:
        return AppOperations(self._pipeline)


class _AppClient(Client):
    """The client of an App as itself."""

    @property
    def pipeline(self) -> Pipeline:
        return self._pipeline


class _SharedTransport:
    """The open transport of an App, for a client that neither opens nor closes it."""

    def __init__(self, owner: Pipeline) -> None:
        self._owner = owner
        self._transport: Transport = owner.context.transport

    async def open(self) -> None:
        if not self._owner.lifetime.is_open:
            raise RuntimeError(
                "the App is not open; use its clients inside `async with App(...) as "
                "app:`"
            )

    async def close(self) -> None:
        """Leave it to the App."""

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:
        return await self._transport.exchange(request, timeouts)

    def stream(
        self, request: Request, timeouts: Timeouts
    ) -> AbstractAsyncContextManager[Stream]:
        return self._transport.stream(request, timeouts)


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
