"""``Client``: one GitHub host, one identity, and the parts that they need.

More than 400 lines, because a public class is in one file, with its documentation.
"""

import inspect
import os
import ssl as tls
from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypedDict, TypeVar, Unpack, cast
from urllib.parse import unquote, urlsplit

import aiohttp
from attrs import evolve

from aioghactions._core.call import Call, Location
from aioghactions._core.clock import Clock, SystemClock
from aioghactions._core.lazy import public_names
from aioghactions._core.messages import Answer, RateLimit
from aioghactions._core.redact import KnownSecrets
from aioghactions._http import hosts
from aioghactions._http.aiohttp_transport import AiohttpTransport
from aioghactions._http.transport import Timeouts, Transport
from aioghactions._limits.admission import Admission
from aioghactions._limits.limiter import RateLimiter
from aioghactions._params import checks
from aioghactions._request.auth_headers import (
    RequestHeaders,
    check_api_version,
    check_token,
    check_user_agent,
    user_agent_of,
)
from aioghactions._request.context import ClientContext
from aioghactions._request.events import EventLog
from aioghactions._request.pipeline import Pipeline
from aioghactions.auth import AppAuth, StaticToken, TokenProvider
from aioghactions.scopes import NameT, Repo, Repos
from aioghactions.settings import Pace, Patience

if TYPE_CHECKING:
    from aioghactions._core.event import Event
    from aioghactions._generated.models.rate_limit_overview import RateLimitOverview
    from aioghactions._limits.budget import BudgetStore
    from aioghactions.downloads import Download
    from aioghactions.pages import Pager
    from aioghactions.scopes import (
        AuthenticatedInstallation,
        AuthenticatedUser,
        Enterprise,
        Org,
    )

T = TypeVar("T")


class Settings(TypedDict, total=False):
    """The keyword arguments of :class:`Client`."""

    base_url: str
    api_version: str | None
    patience: Patience | None
    pace: Pace | None
    session: aiohttp.ClientSession | None
    user_agent: str | None
    ssl: tls.SSLContext | None
    proxy: str | None
    clock: Clock | None
    transport: Transport | None
    on_event: "Callable[[Event], object] | None"
    budget: "BudgetStore | None"


_TYPES: Final[Mapping[str, type]] = {
    "patience": Patience,
    "pace": Pace,
    "session": aiohttp.ClientSession,
    "ssl": tls.SSLContext,  # aiohttp would take False, and not verify
}


class Client:
    """A client of one GitHub host with one identity.

    Create one for each process and share it: it holds the connection pool and the
    state of its token's rate limits.

    Args:
        auth: A token, an :class:`AppAuth`, or any object with
            ``async def token(self) -> str``. :meth:`anonymous` needs none.
        base_url: ``https://api.github.com``; ``https://HOSTNAME`` or
            ``https://HOSTNAME/api/v3`` for GitHub Enterprise Server;
            ``https://api.SUBDOMAIN.ghe.com``.
        api_version: Value of ``X-GitHub-Api-Version``; None sends none, as old
            versions of GitHub Enterprise Server may need.
        patience: How long to wait and how often to try.
        pace: How fast to send. Default: GitHub's secondary limits on github.com and
            ghe.com; elsewhere no pace until the server limits a request.
        session: An aiohttp session to borrow. Its connections and its tracing are
            used; its headers, cookies and auth are not, and it is not closed.
            Downloads from github.com and ghe.com use connections of their own, to
            public addresses only, unless the session's connector is of a class of
            its own.
        user_agent: Name and version of your program, such as ``ci-bot/1.2``, put
            before this library's own.
        ssl: A context that trusts your certificate authority. Verification cannot be
            turned off.
        proxy: ``http://HOST:PORT`` or ``http://USER:PASSWORD@HOST:PORT``. Proxy
            variables of the environment are ignored.
        clock: Clock and source of randomness, for tests.
        transport: HTTP transport, for tests.
        on_event: Called with each :class:`Event` in the event loop: it must not
            block.
        budget: What other processes share that use the same token or installation,
            such as :class:`aioghactions.fleet.RedisBudget`. ``pace`` then holds for
            all of them together. Default: this client counts alone.

    Raises:
        TypeError: An argument has the wrong type, or ``auth`` is None.
        ValueError: The token, ``user_agent`` or ``api_version`` is not valid in a
            header, ``base_url`` is not the URL of an API, or a token would be sent
            unencrypted.

    Example:
        ::

            async with Client(token) as client:
                run = await client.repo("octo-org/hello").runs.get(run_id)
    """

    def __init__(
        self,
        auth: str | AppAuth | TokenProvider,
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
        on_event: "Callable[[Event], object] | None" = None,
        budget: "BudgetStore | None" = None,
    ) -> None:
        _check_auth(auth)
        _check_types(
            patience=patience,
            pace=pace,
            session=session,
            ssl=ssl,
            on_event=on_event,
            budget=budget,
        )
        has_token = auth is not _ANONYMOUS
        base_url = hosts.api_base(base_url, token=has_token)
        if api_version is not None:
            check_api_version(api_version)
        if proxy is not None:
            hosts.check_proxy(proxy, base=base_url, token=has_token)
        agent = user_agent_of(user_agent and check_user_agent(user_agent))
        clock = clock or SystemClock()
        patience = patience or Patience()
        pace = pace or Pace.for_host(base_url)
        secrets = KnownSecrets()
        secrets.add(unquote(urlsplit(proxy or "").password or ""), is_token=False)
        events = EventLog(clock, on_event, secrets)
        admission = Admission(pace, authorised=has_token)
        member = None
        if budget is not None:
            from aioghactions._limits.budget import budget_name
            from aioghactions._limits.member import Member

            name = budget.name or budget_name(base_url, auth if has_token else None)
            member = Member(budget.member(), name, admission, clock, events.budget)
        anonymous = ClientContext(
            base_url=base_url,
            transport=transport
            or AiohttpTransport(
                borrowed=session,
                ssl=ssl,
                proxy=proxy,
                public_storage=hosts.is_cloud(base_url),
            ),
            clock=clock,
            limiter=RateLimiter(admission, clock, member),
            auth=RequestHeaders(None, api_version, agent, secrets),
            patience=patience,
            timeouts=Timeouts(
                connect=patience.connect_timeout,
                read=patience.read_timeout,
                total=patience.attempt_timeout,
            ),
            events=events,
        )
        headers = RequestHeaders(
            _provider(auth, anonymous), api_version, agent, secrets
        )
        self._pipeline = Pipeline(evolve(anonymous, auth=headers))

    @classmethod
    def anonymous(cls, **settings: Unpack[Settings]) -> Self:
        """Return a client that sends no token; GitHub allows it 60 requests an hour.

        Args:
            **settings: As for the constructor.
        """
        return cls(_ANONYMOUS, **settings)

    @classmethod
    def from_env(cls, **settings: Unpack[Settings]) -> Self:
        """Return a client for the host and token in the environment variables.

        The host is ``GITHUB_API_URL``, which Actions jobs set, or ``GH_HOST``;
        github.com without either. ``GH_TOKEN`` and ``GITHUB_TOKEN`` are used for
        github.com and ghe.com only, ``GH_ENTERPRISE_TOKEN`` and
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
        # An error tracker may show a client whose constructor raised.
        pipeline = getattr(self, "_pipeline", None)
        return f"<Client of {pipeline.context.base_url}>" if pipeline else "<Client>"

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
        """Open the client in the running event loop; ``async with`` does it for you.

        Raises:
            BudgetError: The store of ``budget`` cannot be used.
            RuntimeError: The client is open, or was closed.
        """
        await self._pipeline.open()

    async def close(self) -> None:
        """Wait up to 2 seconds for calls in progress, then close. Idempotent."""
        await self._pipeline.close()

    @property
    def base_url(self) -> str:
        """The API's URL, without a final slash."""
        return self._pipeline.context.base_url

    @property
    def rate_limits(self) -> Mapping[str, RateLimit]:
        """The last rate limit of each resource, from the headers of responses.

        Empty before the first response. :meth:`rate_limit` asks GitHub instead.
        """
        return self._pipeline.context.limiter.known()

    async def rate_limit(self) -> "RateLimitOverview":
        """Return the rate limits of the token as GitHub counts them now.

        ``GET /rate_limit``

        This request does not count, and is sent while a limit is used up. It does not
        change :attr:`rate_limits`, which needs no request.

        Raises:
            NotFoundError: The server has no rate limits: GitHub Enterprise Server has
                them turned off by default.

        https://docs.github.com/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user
        """
        from aioghactions._generated.operations.client import get_rate_limit

        return await self._pipeline.send(get_rate_limit())

    @property
    def user(self) -> "AuthenticatedUser":
        """The user whose token this client sends, to list repositories."""
        from aioghactions._resources.repositories import AuthenticatedUser

        return AuthenticatedUser(self._pipeline)

    @property
    def installation(self) -> "AuthenticatedInstallation":
        """The installation whose token this client sends, to list repositories."""
        from aioghactions._resources.repositories import AuthenticatedInstallation

        return AuthenticatedInstallation(self._pipeline)

    def repo(self, owner: str, repo: str | None = None) -> Repo:
        """Return a handle on a repository. Does no I/O.

        Args:
            owner: ``"octo-org/hello"``, or the owner alone.
            repo: The repository's name, if ``owner`` is the owner alone.

        Raises:
            TypeError: An argument is not a string.
            ValueError: It is not an owner and a name.
        """
        return Repo(self._pipeline, *checks.repository(owner, repo))

    def repos(self, names: Iterable[NameT] | AsyncIterable[NameT]) -> Repos[NameT]:
        """Return a handle on many repositories. Does no I/O.

        Args:
            names: ``"octo-org/hello"``, ..., or repositories of responses, such as
                ``client.org("octo-org").repositories()``: any iterable or async
                iterable.
        """
        return Repos(self.repo, names)

    def org(self, org: str) -> "Org":
        """Return a handle on an organization. Does no I/O.

        Args:
            org: The organization's name.

        Raises:
            TypeError: It is not a string.
            ValueError: It is not a valid name.
        """
        from aioghactions._resources.accounts import Org

        return Org(self._pipeline, checks.organization(org))

    def enterprise(self, enterprise: str) -> "Enterprise":
        """Return a handle on an enterprise of Enterprise Cloud. Does no I/O.

        Args:
            enterprise: The enterprise's name, as in ``/enterprises/octo-corp``.

        Raises:
            TypeError: It is not a string.
            ValueError: It is not a valid name.
        """
        from aioghactions._resources.accounts import Enterprise

        return Enterprise(self._pipeline, checks.enterprise(enterprise))

    async def send(self, call: Call[T], /, *, conditional: bool = False) -> T:
        """Send a call made by :mod:`aioghactions.operations`.

        Args:
            call: What to send.
            conditional: Send the ETag of the last response to the same read. If
                nothing has changed, the response is 304, which costs nothing of the
                rate limit, and the same model is returned.

        Returns:
            What the method of the handle would return.

        Raises:
            GitHubActionsError: The call failed; see :mod:`aioghactions.errors`.
            RuntimeError: The client is not open here.
            TypeError: ``call`` is not a call.
        """
        return await self._pipeline.send(_call(call), conditional=conditional)

    async def exchange(
        self, call: Call[T], /, *, conditional: bool = False
    ) -> Answer[T]:
        """Send a call and return its value with status, headers and limits.

        Args:
            call: What to send.
            conditional: As for :meth:`send`.

        Returns:
            The value with status, headers, limits and the number of attempts.

        Raises:
            GitHubActionsError: The call failed; see :mod:`aioghactions.errors`.
            RuntimeError: The client is not open here.
            TypeError: ``call`` is not a call.
        """
        return await self._pipeline.exchange(_call(call), conditional=conditional)

    async def request(
        self,
        method: str,
        path: str,
        /,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        **values: str | int,
    ) -> Any:
        """Send a request that has no operation, and return the JSON of its response.

        It is sent like any other call: with the token, within the rate limits, retried
        unless it is a POST or a PATCH, with the same errors and events. The result is
        not cached, and has no model.

        Args:
            method: ``GET``, ``POST``, ``PUT``, ``PATCH`` or ``DELETE``.
            path: Such as ``/repos/{owner}/{repo}/topics``, below :attr:`base_url`;
                or a URL of this API, as GitHub's responses contain them.
            query: Names and values of the query; None is not sent.
            body: The JSON object to send; a member that is None is sent as null.
            **values: The values for the placeholders of ``path``, which are
                percent-encoded.

        Returns:
            The parsed JSON; None if the response has no body.

        Raises:
            GitHubActionsError: The call failed; see :mod:`aioghactions.errors`.
            RuntimeError: The client is not open here.
            TypeError: A placeholder has no value, or an argument has the wrong type.
            ValueError: The method or the path is not valid, or the URL is not of this
                API: the token is sent nowhere else.

        Example:
            ::

                limits = await client.request("GET", "/rate_limit")
                print(limits["resources"]["core"]["remaining"])
        """
        from aioghactions._request.any_path import make_call

        call = make_call(
            self.base_url, method, path, query=query, body=body, values=values
        )
        return await self._pipeline.send(call)

    def paginate(
        self,
        method: str,
        path: str,
        /,
        *,
        query: Mapping[str, Any] | None = None,
        **values: str | int,
    ) -> "Pager[Any]":
        """Return the items of a list that has no operation, as parsed JSON.

        The pager sends requests as :meth:`request` does. The response is an array, or
        an object with one array. Only the ``Link`` headers say which page is next:
        any list of GitHub works, by number or by cursor. An item whose ``id`` or
        ``node_id`` was yielded before is left out.

        Args:
            method: ``GET``.
            path: As for :meth:`request`.
            query: Names and values of the query. ``per_page`` is 100 by default.
            **values: The values for the placeholders of ``path``.

        Raises:
            TypeError: A placeholder has no value, or an argument has the wrong type.
            ValueError: The method is not GET, the path is not valid, or the URL is not
                of this API.

        Example:
            ::

                path = "/orgs/{org}/repos"
                async for repo in client.paginate("GET", path, org="octo-org"):
                    print(repo["full_name"])
        """
        from aioghactions._request.any_path import make_list_call
        from aioghactions.pages import Pager

        call = make_list_call(self.base_url, method, path, query=query, values=values)
        return Pager(self._pipeline, call)

    def download(self, call: Call[Location], /) -> "Download":
        """Return the log or archive of a call, to be opened by ``async with``.

        Args:
            call: A download, such as ``operations.download_workflow_run_logs(...)``.
        """
        from aioghactions.downloads import Download

        return Download(self._pipeline, _call(call))


def _call(given: Call[T]) -> Call[T]:
    if isinstance(cast("object", given), Call):
        return given
    raise TypeError(
        "call must be a Call, as the functions of aioghactions.operations return it, "
        f"not {type(given).__name__}"
    )


def _check_types(**settings: object) -> None:
    for name, kind in _TYPES.items():
        value = settings.get(name)
        if value is not None and not isinstance(value, kind):
            found = type(value).__name__
            raise TypeError(f"{name} must be None or {kind.__name__}, not {found}")
    budget = settings.get("budget")
    if budget is not None and not callable(getattr(budget, "lease", None)):
        raise TypeError(
            "budget must be None or a budget store, such as fleet.RedisBudget, not "
            f"{type(budget).__name__}"
        )
    on_event = settings.get("on_event")
    if on_event is not None and not callable(on_event):
        raise TypeError(f"on_event must be callable, not {type(on_event).__name__}")
    if inspect.iscoroutinefunction(on_event):
        raise TypeError("on_event must be a plain function: it is not awaited")


_ANONYMOUS: Final = StaticToken("")  # never sent


def _check_auth(auth: object) -> None:
    if isinstance(auth, str | AppAuth | TokenProvider):
        return
    given = "None (is the variable with the token set?)" if auth is None else ""
    raise TypeError(
        "auth must be a token, AppAuth or an object with `async def token()`, not "
        f"{given or type(auth).__name__}; use Client.anonymous() to send no token"
    )


def _provider(
    auth: str | AppAuth | TokenProvider, context: ClientContext
) -> TokenProvider | None:
    if isinstance(auth, AppAuth):
        from aioghactions._request.app_token import InstallationTokenProvider

        return InstallationTokenProvider(auth, context)
    if isinstance(auth, str):
        return StaticToken(check_token(auth))
    return None if auth is _ANONYMOUS else auth


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
