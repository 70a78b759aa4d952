"""The token of an App's installation, fetched once for everybody who waits."""

import asyncio
from copy import deepcopy
from datetime import datetime
from typing import Final

from attrs import define, field

from aioghactions import errors
from aioghactions._policy import backoff, classify, http_date
from aioghactions._policy.credentials import check_token
from aioghactions._policy.patience import Patience
from aioghactions._wire import codec
from aioghactions._wire.exchange import Headers, Request, Response
from aioghactions.auth import AppAuth

from .clock import Clock
from .transport import Timeouts, Transport

_OPERATION: Final = "create-installation-access-token"
_CREATED: Final = 201
_UNAUTHORIZED: Final = 401
# Renewed so long before it expires that a slow call can still end with it.
_MARGIN: Final = 300.0
# A statement is dated a minute back: half of that is no reason to refuse it.
_TOLERATED: Final = 30.0


@define(kw_only=True, eq=False)
class Installation:
    """A token provider that asks GitHub itself.

    Raises:
        ModuleNotFoundError: The extra ``app`` is not installed.
        ValueError: The private key cannot be read.
    """

    auth: AppAuth
    base_url: str
    transport: Transport
    clock: Clock
    patience: Patience
    user_agent: str
    _token: str | None = field(default=None, init=False, repr=False)
    _good_until: float = field(default=0.0, init=False)
    _skew: float = field(default=0.0, init=False)
    _failure: errors.GitHubActionsError | None = field(
        default=None, init=False, repr=False
    )
    _lock: asyncio.Lock = field(factory=asyncio.Lock, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
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
            if self._token is None or self.clock.monotonic() >= self._good_until:
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
                failure = classify.error_for(
                    response, operation=_OPERATION, attempts=attempt
                )
            # Judged as a read: a second token hurts nobody, and none is lost.
            verdict = backoff.decide(
                failure,
                method="GET",
                attempt=attempt,
                patience=self.patience,
                jitter=self.clock.jitter(),
            )
            if isinstance(verdict, backoff.GiveUp):
                raise failure
            attempt += 1
            await self.clock.sleep(verdict.delay)

    async def _ask(self) -> Response:
        wanted = {
            "repositories": self.auth.repositories and list(self.auth.repositories),
            "permissions": self.auth.permissions and dict(self.auth.permissions),
        }
        number = self.auth.installation_id
        request = Request(
            method="POST",
            url=f"{self.base_url}/app/installations/{number}/access_tokens",
            headers=Headers(
                {
                    "accept": "application/vnd.github+json",
                    "authorization": f"Bearer {self._statement()}",
                    "content-type": "application/json",
                    "user-agent": self.user_agent,
                }
            ),
            body=codec.dumps({k: v for k, v in wanted.items() if v is not None}),
        )
        return await self.transport.exchange(
            request,
            Timeouts(
                connect=self.patience.connect_timeout,
                read=self.patience.read_timeout,
                total=self.patience.attempt_timeout,
            ),
        )

    def _statement(self) -> str:
        return self.auth.jwt(self.clock.now() + self._skew)

    def _learn_time(self, response: Response) -> bool:
        """Learn by how much our clock is wrong; return whether that was news."""
        theirs = http_date.timestamp(response.headers.get("date", ""))
        if theirs is None:
            return False
        before, self._skew = self._skew, theirs - self.clock.now()
        return abs(self._skew - before) > _TOLERATED

    def _read(self, response: Response) -> str:
        found = _token_in(response.body)
        if found is None:
            raise errors.UnexpectedAnswerError(
                f"{_OPERATION}: the answer holds no token", operation=_OPERATION
            )
        token, expires = found
        lifetime = expires - self.clock.now() - self._skew
        self._good_until = self.clock.monotonic() + lifetime - _MARGIN
        return token


def _token_in(body: bytes) -> tuple[str, float] | None:
    """Return the token and when it expires, or None; in a frame of its own."""
    try:
        told = codec.loads(body)
        expires = datetime.fromisoformat(told["expires_at"]).timestamp()
        return check_token(told["token"]), expires
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
