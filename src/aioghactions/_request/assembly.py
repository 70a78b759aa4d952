"""Put a client's parts together, out of what it was given."""

import inspect
import ssl as tls
from collections.abc import Callable, Mapping
from typing import Final, TypedDict, Unpack

import aiohttp

from aioghactions._core.clock import Clock, SystemClock
from aioghactions._core.event import Event
from aioghactions._http import hosts
from aioghactions._http.aiohttp_transport import AiohttpTransport
from aioghactions._http.etag_cache import EtagCache
from aioghactions._http.transport import Transport
from aioghactions._limits.admission import Admission
from aioghactions._limits.limiter import RateLimiter
from aioghactions._request.app_token import InstallationTokenProvider
from aioghactions._request.attempt import Attempt
from aioghactions._request.auth_headers import (
    RequestHeaders,
    check_api_version,
    check_token,
    check_user_agent,
    user_agent_of,
)
from aioghactions._request.events import EventLog
from aioghactions._request.pipeline import Pipeline
from aioghactions.auth import AppAuth, StaticToken, TokenProvider
from aioghactions.settings import Pace, Patience


class Settings(TypedDict, total=False):
    """What a client may be given beside its token."""

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
    on_event: Callable[[Event], object] | None


_KINDS: Final[Mapping[str, type]] = {
    "patience": Patience,
    "pace": Pace,
    "session": aiohttp.ClientSession,
    "ssl": tls.SSLContext,  # aiohttp would take False, and not verify
}


def assemble(auth: object, **settings: Unpack[Settings]) -> Pipeline:
    """Return what carries a client's calls.

    Raises:
        TypeError: A value is of another kind than it should be.
        ValueError: A value cannot be what it should be.
    """
    _check_kinds(settings)
    authorised = auth is not None
    base = hosts.api_base(settings.get("base_url", hosts.GITHUB), token=authorised)
    api_version, proxy = settings.get("api_version"), settings.get("proxy")
    if api_version is not None:
        check_api_version(api_version)
    if proxy is not None:
        hosts.check_proxy(proxy, base=base, token=authorised)
    clock = settings.get("clock") or SystemClock()
    patience = settings.get("patience") or Patience()
    agent = _user_agent(settings.get("user_agent"))
    transport = _transport(settings, base)
    if isinstance(auth, AppAuth):
        auth = InstallationTokenProvider(
            auth=auth,
            base_url=base,
            transport=transport,
            clock=clock,
            patience=patience,
            user_agent=agent,
        )
    limits = Admission(
        settings.get("pace") or Pace.for_host(base), authorised=authorised
    )
    return Pipeline(
        base_url=base,
        attempt=Attempt(
            transport=transport,
            clock=clock,
            limiter=RateLimiter(limits, clock),
            identity=RequestHeaders(
                provider=_provider(auth), api_version=api_version, user_agent=agent
            ),
            patience=patience,
            watch=EventLog(settings.get("on_event")),
            memory=EtagCache(),
        ),
    )


def _check_kinds(settings: Settings) -> None:
    for name, kind in _KINDS.items():
        value = settings.get(name)
        if value is not None and not isinstance(value, kind):
            found = type(value).__name__
            raise TypeError(f"{name} must be None or {kind.__name__}, not {found}")
    on_event = settings.get("on_event")
    if on_event is not None and not callable(on_event):
        raise TypeError(f"on_event must be callable, not {type(on_event).__name__}")
    if inspect.iscoroutinefunction(on_event):
        raise TypeError("on_event is called and not awaited: make it a plain function")


def _user_agent(application: str | None) -> str:
    return user_agent_of(application and check_user_agent(application))


def _transport(settings: Settings, base: str) -> Transport:
    return settings.get("transport") or AiohttpTransport(
        borrowed=settings.get("session"),
        ssl=settings.get("ssl"),
        proxy=settings.get("proxy"),
        public_storage=hosts.is_cloud(base),
    )


def _provider(auth: object) -> TokenProvider | None:
    if isinstance(auth, str):
        return StaticToken(check_token(auth))
    if auth is None or isinstance(auth, TokenProvider):
        return auth
    raise TypeError(
        "auth must be a token, AppAuth, an object with `async def token()`, or None, "
        f"not {type(auth).__name__}"
    )
