"""GitHub Actions for asyncio: typed calls, rate limits, complete lists, large logs."""

from importlib import import_module
from typing import TYPE_CHECKING

from aioghactions._core.lazy import importer
from aioghactions._version import __version__ as __version__

if TYPE_CHECKING:
    from aioghactions import (
        fleet as fleet,
        logs as logs,
        mirroring as mirroring,
        models as models,
        operations as operations,
        rows as rows,
        stats as stats,
        webhooks as webhooks,
    )
    from aioghactions._core.call import (
        Call as Call,
        Location as Location,
        Operation as Operation,
    )
    from aioghactions._core.clock import Clock as Clock
    from aioghactions._core.event import Event as Event
    from aioghactions._core.messages import (
        Answer as Answer,
        RateLimit as RateLimit,
        Request as Request,
        Response as Response,
    )
    from aioghactions._http.transport import (
        Stream as Stream,
        Timeouts as Timeouts,
        Transport as Transport,
    )
    from aioghactions._mirror.records import Store as Store
    from aioghactions._mirror.sqlite import SqliteStore as SqliteStore
    from aioghactions._resources.diagnosis import (
        Diagnosis as Diagnosis,
        FailedJob as FailedJob,
        FailedStep as FailedStep,
    )
    from aioghactions._resources.watch import (
        Change as Change,
        Watch as Watch,
    )
    from aioghactions.app import App as App
    from aioghactions.auth import (
        AppAuth as AppAuth,
        TokenProvider as TokenProvider,
    )
    from aioghactions.client import Client as Client
    from aioghactions.downloads import Download as Download
    from aioghactions.errors import (
        AmbiguousRunError as AmbiguousRunError,
        ArtifactNotFoundError as ArtifactNotFoundError,
        AuthenticationError as AuthenticationError,
        BadRequestError as BadRequestError,
        BudgetError as BudgetError,
        BudgetUnavailableError as BudgetUnavailableError,
        ConflictError as ConflictError,
        ConnectFailedError as ConnectFailedError,
        ConnectionLostError as ConnectionLostError,
        DownloadError as DownloadError,
        DownloadExpiredError as DownloadExpiredError,
        GitHubActionsError as GitHubActionsError,
        GoneError as GoneError,
        NotFoundError as NotFoundError,
        PermissionDeniedError as PermissionDeniedError,
        PrimaryRateLimitError as PrimaryRateLimitError,
        RateLimitError as RateLimitError,
        RedirectError as RedirectError,
        RequestTimeoutError as RequestTimeoutError,
        ResponseError as ResponseError,
        ResultsCappedError as ResultsCappedError,
        RunTimeoutError as RunTimeoutError,
        SecondaryRateLimitError as SecondaryRateLimitError,
        ServerError as ServerError,
        StoreError as StoreError,
        TransportError as TransportError,
        UnavailableForLegalReasonsError as UnavailableForLegalReasonsError,
        UnexpectedAnswerError as UnexpectedAnswerError,
        UnsafeArchiveError as UnsafeArchiveError,
        UnsupportedApiVersionError as UnsupportedApiVersionError,
        UntrustedCertificateError as UntrustedCertificateError,
        ValidationFailedError as ValidationFailedError,
    )
    from aioghactions.fanout import (
        Done as Done,
        Failed as Failed,
        FanOut as FanOut,
        fan_out as fan_out,
    )
    from aioghactions.history import History as History
    from aioghactions.mirroring import mirror as mirror
    from aioghactions.pages import (
        Page as Page,
        Pager as Pager,
    )
    from aioghactions.scopes import (
        Enterprise as Enterprise,
        Environment as Environment,
        Org as Org,
        Repo as Repo,
        Repos as Repos,
    )
    from aioghactions.settings import (
        Pace as Pace,
        Patience as Patience,
    )

if not TYPE_CHECKING:  # type checkers would take any name for one of these
    # A name is imported on first use: `import aioghactions` takes 0.3 ms, and no
    # program waits for what it does not use.
    _SUBMODULES = (
        *("fleet", "logs", "mirroring", "models", "operations"),
        *("rows", "stats", "webhooks"),
    )
    _HOMES = {
        "_core.call": "Call Location Operation",
        "_core.clock": "Clock",
        "_core.event": "Event",
        "_core.messages": "Answer RateLimit Request Response",
        "_http.transport": "Stream Timeouts Transport",
        "_mirror.records": "Store",
        "_mirror.sqlite": "SqliteStore",
        "_resources.diagnosis": "Diagnosis FailedJob FailedStep",
        "_resources.watch": "Change Watch",
        "app": "App",
        "auth": "AppAuth TokenProvider",
        "client": "Client",
        "downloads": "Download",
        "fanout": "Done Failed FanOut fan_out",
        "history": "History",
        "mirroring": "mirror",
        "pages": "Page Pager",
        "scopes": "Enterprise Environment Org Repo Repos",
        "settings": "Pace Patience",
        "errors": """
            AmbiguousRunError ArtifactNotFoundError AuthenticationError
            BadRequestError BudgetError BudgetUnavailableError ConflictError
            ConnectFailedError ConnectionLostError DownloadError DownloadExpiredError
            GitHubActionsError GoneError NotFoundError PermissionDeniedError
            PrimaryRateLimitError RateLimitError RedirectError RequestTimeoutError
            ResponseError ResultsCappedError RunTimeoutError SecondaryRateLimitError
            ServerError StoreError TransportError UnavailableForLegalReasonsError
            UnexpectedAnswerError UnsafeArchiveError UnsupportedApiVersionError
            UntrustedCertificateError ValidationFailedError
        """,
    }
    _HOME = {
        name: f"aioghactions.{home}"
        for home, names in _HOMES.items()
        for name in names.split()
    }
    _import = importer(globals(), _HOME)

    __all__ = sorted([*_HOME, *_SUBMODULES, "__version__"])

    def __getattr__(name: str) -> object:
        """Import a name on first use; the next time it is an attribute."""
        if name in _SUBMODULES:
            return import_module(f"{__name__}.{name}")
        return _import(name)

    def __dir__() -> list[str]:
        """Return the public names."""
        return __all__
