"""GitHub Actions for asyncio: typed calls, kept limits, whole lists, big logs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from aioghactions._version import __version__

if TYPE_CHECKING:
    from aioghactions import logs, models, operations, stats
    from aioghactions._core.call import Call, Location, Operation
    from aioghactions._core.clock import Clock
    from aioghactions._core.messages import Answer, Event, RateLimit, Request, Response
    from aioghactions._http.transport import Stream, Timeouts, Transport
    from aioghactions._resources.watch import Change, Watch
    from aioghactions.auth import AppAuth, TokenProvider
    from aioghactions.client import Client
    from aioghactions.downloads import Download
    from aioghactions.errors import (
        AmbiguousRunError,
        AuthenticationError,
        BadRequestError,
        ConflictError,
        ConnectFailedError,
        ConnectionLostError,
        DownloadError,
        DownloadExpiredError,
        GitHubActionsError,
        GoneError,
        NotFoundError,
        PermissionDeniedError,
        PrimaryRateLimitError,
        RateLimitError,
        RedirectError,
        RequestTimeoutError,
        ResponseError,
        ResultsCappedError,
        RunTimeoutError,
        SecondaryRateLimitError,
        ServerError,
        TransportError,
        UnavailableForLegalReasonsError,
        UnexpectedAnswerError,
        UnsafeArchiveError,
        UnsupportedApiVersionError,
        UntrustedCertificateError,
        ValidationFailedError,
    )
    from aioghactions.fanout import Done, Failed, FanOut, fan_out
    from aioghactions.history import History
    from aioghactions.pages import Page, Pager
    from aioghactions.scopes import Org, Repo, Repos
    from aioghactions.settings import Pace, Patience

__all__ = [
    "AmbiguousRunError",
    "Answer",
    "AppAuth",
    "AuthenticationError",
    "BadRequestError",
    "Call",
    "Change",
    "Client",
    "Clock",
    "ConflictError",
    "ConnectFailedError",
    "ConnectionLostError",
    "Done",
    "Download",
    "DownloadError",
    "DownloadExpiredError",
    "Event",
    "Failed",
    "FanOut",
    "GitHubActionsError",
    "GoneError",
    "History",
    "Location",
    "NotFoundError",
    "Operation",
    "Org",
    "Pace",
    "Page",
    "Pager",
    "Patience",
    "PermissionDeniedError",
    "PrimaryRateLimitError",
    "RateLimit",
    "RateLimitError",
    "RedirectError",
    "Repo",
    "Repos",
    "Request",
    "RequestTimeoutError",
    "Response",
    "ResponseError",
    "ResultsCappedError",
    "RunTimeoutError",
    "SecondaryRateLimitError",
    "ServerError",
    "Stream",
    "Timeouts",
    "TokenProvider",
    "Transport",
    "TransportError",
    "UnavailableForLegalReasonsError",
    "UnexpectedAnswerError",
    "UnsafeArchiveError",
    "UnsupportedApiVersionError",
    "UntrustedCertificateError",
    "ValidationFailedError",
    "Watch",
    "__version__",
    "fan_out",
    "logs",
    "models",
    "operations",
    "stats",
]

# Whatever is asked for is imported then: `import aioghactions` itself takes nothing
# (0.3 ms), and nobody waits for what few programs use.
_SUBMODULES = frozenset({"logs", "models", "operations", "stats"})
_HOMES = {
    "settings": ("Pace", "Patience"),
    "_core.call": ("Call", "Location", "Operation"),
    "_core.clock": ("Clock",),
    "_core.messages": ("Answer", "Event", "RateLimit", "Request", "Response"),
    "_http.transport": ("Stream", "Timeouts", "Transport"),
    "auth": ("AppAuth", "TokenProvider"),
    "client": ("Client",),
    "downloads": ("Download",),
    "fanout": ("Done", "Failed", "FanOut", "fan_out"),
    "history": ("History",),
    "pages": ("Page", "Pager"),
    "scopes": ("Org", "Repo", "Repos"),
    "_resources.watch": ("Change", "Watch"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

if not TYPE_CHECKING:  # which would take any name for one of these

    def __getattr__(name: str) -> Any:
        """Import what is asked for; the next time it is simply there."""
        if name in _SUBMODULES:
            return import_module(f"{__name__}.{name}")
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = "errors" if name.endswith("Error") else _HOME[name]
        found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
        return found

    def __dir__() -> list[str]:
        """Name what can be asked for."""
        return __all__
