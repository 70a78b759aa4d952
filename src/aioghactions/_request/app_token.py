"""The token of an App's installation, fetched once for everybody who waits."""

import asyncio
from copy import deepcopy
from datetime import datetime
from typing import Final

from aioghactions import errors
from aioghactions._core.clock import Clock
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._core.redact import Unpicklable
from aioghactions._http import dates
from aioghactions._http.transport import Timeouts, Transport
from aioghactions._json import codec
from aioghactions._request import backoff, response_errors
from aioghactions._request.auth_headers import check_token
from aioghactions.auth import AppAuth
from aioghactions.settings import Patience

_OPERATION: Final = "create-installation-access-token"
_CREATED: Final = 201
_UNAUTHORIZED: Final = 401
# Renewed so long before it expires that a slow call can still end with it.
_MARGIN: Final = 300.0
# A statement is dated a minute back: half of that is no reason to refuse it.
_TOLERATED: Final = 30.0


class InstallationTokenProvider(Unpicklable):
    """A token provider that asks GitHub itself."""

    __slots__ = (
        *("_auth", "_base_url", "_transport", "_clock", "_patience", "_user_agent"),
        *("_token", "_good_until", "_skew", "_failure", "_lock"),
    )

    def __init__(
        self,
        *,
        auth: AppAuth,
        base_url: str,
        transport: Transport,
        clock: Clock,
        patience: Patience,
        user_agent: str,
    ) -> None:
        """Ask for nothing yet.

        Raises:
            ModuleNotFoundError: The extra ``app`` is not installed.
            ValueError: The private key cannot be read.
        """
        self._auth = auth
        self._base_url = base_url
        self._transport = transport
        self._clock = clock
        self._patience = patience
        self._user_agent = user_agent
        self._token: str | None = None
        self._good_until = 0.0
        self._skew = 0.0
        self._failure: errors.GitHubActionsError | None = None
        self._lock = asyncio.Lock()
        # Reads the key now: it takes too long to be done in an event loop.
        self._statement()

    async def token(self) -> str:
        """Return a token that is good for some minutes more.

        Whoever comes while it is being fetched shares what comes of it, be it a
        failure. If the caller that fetches is cancelled, the next one does it.

        Raises:
            ResponseError: GitHub gives no token to this App.
            TransportError: GitHub was not reached.
        """
        known = self._failure
        async with self._lock:
            if self._failure is not None and self._failure is not known:
                raise deepcopy(self._failure)
            if self._token is None or self._clock.monotonic() >= self._good_until:
                self._token = await self._fetched()
            return self._token

    async def renew(self) -> bool:
        """Forget the token: GitHub refused it."""
        self._token = None
        return True

    async def _fetched(self) -> str:
        try:
            token = await self._fetch()
        except errors.GitHubActionsError as failure:
            self._failure = deepcopy(failure)  # leaves the traceback behind
            raise
        self._failure = None
        return token

    async def _fetch(self) -> str:
        attempt = 1
        corrected = False
        while True:
            try:
                response = await self._ask()
            except errors.TransportError as lost:
                failure: errors.TransportError | errors.ResponseError = lost
                failure.operation = _OPERATION
            else:
                news = self._learn_time(response)
                if response.status == _CREATED:
                    return self._read(response)
                if response.status == _UNAUTHORIZED and news and not corrected:
                    corrected = True
                    continue
                failure = response_errors.error_for(
                    response,
                    operation=_OPERATION,
                    request_path=self._path,
                    attempts=attempt,
                )
            # Judged as a read: a second token hurts nobody, and none is lost.
            verdict = backoff.decide(
                failure,
                method="GET",
                attempt=attempt,
                patience=self._patience,
                jitter=self._clock.jitter(),
            )
            if isinstance(verdict, backoff.GiveUp):
                raise failure
            attempt += 1
            await self._clock.sleep(verdict.delay)

    async def _ask(self) -> Response:
        wanted = {
            "repositories": self._auth.repositories and list(self._auth.repositories),
            "permissions": self._auth.permissions and dict(self._auth.permissions),
        }
        request = Request(
            method="POST",
            url=f"{self._base_url}{self._path}",
            headers=Headers(
                {
                    "accept": "application/vnd.github+json",
                    "authorization": f"Bearer {self._statement()}",
                    "content-type": "application/json",
                    "user-agent": self._user_agent,
                }
            ),
            body=codec.dumps({k: v for k, v in wanted.items() if v is not None}),
        )
        return await self._transport.exchange(
            request,
            Timeouts(
                connect=self._patience.connect_timeout,
                read=self._patience.read_timeout,
                total=self._patience.attempt_timeout,
            ),
        )

    @property
    def _path(self) -> str:
        return f"/app/installations/{self._auth.installation_id}/access_tokens"

    def _statement(self) -> str:
        return self._auth.jwt(self._clock.now() + self._skew)

    def _learn_time(self, response: Response) -> bool:
        """Learn by how much our clock is wrong; return whether that was news."""
        theirs = dates.timestamp(response.headers.get("date", ""))
        if theirs is None:
            return False
        before, self._skew = self._skew, theirs - self._clock.now()
        return abs(self._skew - before) > _TOLERATED

    def _read(self, response: Response) -> str:
        found = _token_in(response.body)
        if found is None:
            raise errors.UnexpectedAnswerError(
                f"{_OPERATION}: the answer holds no token", operation=_OPERATION
            )
        token, expires = found
        lifetime = expires - self._clock.now() - self._skew
        self._good_until = self._clock.monotonic() + lifetime - _MARGIN
        return token


def _token_in(body: bytes) -> tuple[str, float] | None:
    """Return the token and when it expires, or None; in a frame of its own."""
    try:
        told = codec.loads(body)
        expires = datetime.fromisoformat(told["expires_at"]).timestamp()
        return check_token(told["token"]), expires
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
