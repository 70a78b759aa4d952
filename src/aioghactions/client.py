"""The way in."""

import os
import ssl as tls
from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from types import TracebackType
from typing import Self, TypeVar, Unpack, cast

import aiohttp

from aioghactions._core.call import Call, Location
from aioghactions._core.clock import Clock
from aioghactions._core.event import Event
from aioghactions._core.messages import Answer, RateLimit
from aioghactions._http import hosts
from aioghactions._http.transport import Transport
from aioghactions._params import names
from aioghactions._request.assembly import Settings, assemble
from aioghactions.auth import AppAuth, TokenProvider
from aioghactions.downloads import Download
from aioghactions.repos import Repos
from aioghactions.scopes import Org, Repo
from aioghactions.settings import Pace, Patience

T = TypeVar("T")


class Client:
    """Talks to one GitHub host as one identity.

    Make one for each process and share it: it holds the connection pool, and
    what is known about the limits of its token.

    Args:
        auth: A token, an :class:`AppAuth`, any object with
            ``async def token(self) -> str``, or None to ask without one, which
            GitHub allows for little and seldom.
        base_url: ``https://api.github.com``; ``https://HOSTNAME`` or
            ``https://HOSTNAME/api/v3`` for GitHub Enterprise Server;
            ``https://api.SUBDOMAIN.ghe.com``.
        api_version: The ``X-GitHub-Api-Version`` to ask for; None sends none,
            as an old GitHub Enterprise Server may want.
        patience: How long to wait and how often to try.
        pace: How fast to go. Default: GitHub's rules of good behaviour on
            github.com and ghe.com, nothing elsewhere until limits show.
        session: An aiohttp session to borrow. Its connections and its tracing
            are used; its headers, cookies and auth are not, and it is not closed.
            Downloads from github.com and ghe.com connect by themselves, to the
            internet only, unless its connector is of a kind of its own.
        user_agent: Name and version of your program, such as ``ci-bot/1.2``,
            put before this library's own.
        ssl: A context that knows your certificate authority. There is no switch
            for verification.
        proxy: ``http://HOST:PORT`` or ``http://USER:PASSWORD@HOST:PORT``. The
            environment is not consulted.
        clock: Where time and chance come from; tests bring their own.
        transport: What sends; tests bring their own.
        on_event: Called with each :class:`Event`, in the event loop: be quick.

    Raises:
        TypeError: A value is of another kind than it should be.
        ValueError: The token, ``user_agent`` or ``api_version`` cannot stand in a
            header, ``base_url`` is no address of an API, or it would carry a token
            in the clear.

    Example:
        ::

            async with Client(token) as client:
                run = await client.repo("octo-org/hello").runs.get(run_id)
    """

    def __init__(
        self,
        auth: str | AppAuth | TokenProvider | None,
        *,
        base_url: str = "https://api.github.com",
        api_version: str | None = "2022-11-28",
        patience: Patience | None = None,
        pace: Pace | None = None,
        session: aiohttp.ClientSession | None = None,
        user_agent: str | None = None,
        ssl: tls.SSLContext | None = None,
        proxy: str | None = None,
        clock: Clock | None = None,
        transport: Transport | None = None,
        on_event: Callable[[Event], object] | None = None,
    ) -> None:
        self._pipeline = assemble(
            auth,
            base_url=base_url,
            api_version=api_version,
            patience=patience,
            pace=pace,
            session=session,
            user_agent=user_agent,
            ssl=ssl,
            proxy=proxy,
            clock=clock,
            transport=transport,
            on_event=on_event,
        )

    @classmethod
    def from_env(cls, **settings: Unpack[Settings]) -> Self:
        """Return a client for the host and token that the environment names.

        The address is ``GITHUB_API_URL``, as an Actions job has it, or
        ``GH_HOST``; github.com without either. ``GH_TOKEN`` and ``GITHUB_TOKEN``
        are used for github.com and ghe.com only, ``GH_ENTERPRISE_TOKEN`` and
        ``GITHUB_ENTERPRISE_TOKEN`` for the configured host only.

        Args:
            **settings: As for the constructor.

        Raises:
            ValueError: No variable holds a token for that host.
        """
        base = settings.get("base_url") or hosts.env_base(os.environ)
        settings["base_url"] = base
        return cls(hosts.env_token(base, os.environ), **settings)

    def __repr__(self) -> str:
        # An error tracker may look at a client that could not be made.
        made = getattr(self, "_pipeline", None)
        return f"<Client of {made.base_url}>" if made else "<Client>"

    async def __aenter__(self) -> Self:
        """Open the client."""
        await self.open()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        await self.close()

    async def open(self) -> None:
        """Make ready in the running event loop; ``async with`` does it for you.

        Raises:
            RuntimeError: The client is open, or was closed.
        """
        self._pipeline.lifetime.begin()
        await self._pipeline.attempt.transport.open()

    async def close(self) -> None:
        """Let calls under way end, for 2 seconds at most, and close. Idempotent."""
        await self._pipeline.close()

    @property
    def base_url(self) -> str:
        """The API's address, without a final slash."""
        return self._pipeline.base_url

    @property
    def rate_limits(self) -> Mapping[str, RateLimit]:
        """What GitHub last said of each resource's allowance."""
        return self._pipeline.attempt.limiter.known()

    def repo(self, owner: str, repo: str | None = None) -> Repo:
        """Return a handle on a repository. Nothing is sent.

        Args:
            owner: ``"octo-org/hello"``, or the owner alone.
            repo: The name, if ``owner`` is the owner alone.

        Raises:
            TypeError: It is no string.
            ValueError: It is not an owner and a name.
        """
        return Repo(self._pipeline, *names.repository(owner, repo))

    def repos(self, names: Iterable[str] | AsyncIterable[str]) -> Repos:
        """Return a handle on many repositories, to do one thing with each.

        Args:
            names: ``"octo-org/hello"``, ...: any iterable or async iterable.
        """
        return Repos(self.repo, names)

    def org(self, org: str) -> Org:
        """Return a handle on an organization. Nothing is sent.

        Args:
            org: Its name.

        Raises:
            TypeError: It is no string.
            ValueError: It is no name.
        """
        return Org(self._pipeline, names.organization(org))

    async def send(self, call: Call[T], /, *, conditional: bool = False) -> T:
        """Send a call made by :mod:`aioghactions.operations`.

        Args:
            call: What to send.
            conditional: Ask a read only for what has changed since it was last
                asked so; what has not costs nothing of the rate limit.

        Returns:
            What the method of the handle would return.

        Raises:
            GitHubActionsError: As the error tree says.
            RuntimeError: The client is not open here.
            TypeError: It is no call.
        """
        return await self._pipeline.send(_call(call), conditional=conditional)

    async def exchange(
        self, call: Call[T], /, *, conditional: bool = False
    ) -> Answer[T]:
        """Send a call as :meth:`send` does, and tell what came with its value.

        Args:
            call: What to send.
            conditional: As for :meth:`send`.

        Returns:
            The value, with status, headers, limits and the number of attempts.

        Raises:
            GitHubActionsError: As the error tree says.
            RuntimeError: The client is not open here.
            TypeError: It is no call.
        """
        return await self._pipeline.exchange(_call(call), conditional=conditional)

    def download(self, call: Call[Location], /) -> Download:
        """Return the log or archive behind a call, to be opened by ``async with``.

        Args:
            call: One of those that answer with a link, such as
                ``operations.download_workflow_run_logs(...)``.
        """
        return Download(self._pipeline, _call(call))


def _call(given: Call[T]) -> Call[T]:
    if isinstance(cast("object", given), Call):
        return given
    raise TypeError(
        "what is sent is a Call, as functions of aioghactions.operations return it, "
        f"not {type(given).__name__}"
    )
