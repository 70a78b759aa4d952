"""Tokens of a GitHub App: its own JSON Web Tokens, and those of its installations.

A token of an installation is fetched once and shared by every call.
"""

import asyncio
from copy import deepcopy
from datetime import datetime
from typing import Final

from aioghactions import errors
from aioghactions._core.call import Call, Operation, Returns
from aioghactions._core.clock import Clock
from aioghactions._core.messages import Headers, Response, parse_http_date
from aioghactions._core.redact import Unpicklable
from aioghactions._http.error_body import parse_error_body
from aioghactions._json import codec
from aioghactions._limits.detect import limit_kind
from aioghactions._request.auth_headers import ACCEPT, check_token
from aioghactions._request.context import ClientContext
from aioghactions._request.retry_loop import RetryLoop
from aioghactions._request.state import FAILED, CallState, Result
from aioghactions.auth import AppAuth, AppKey

# The response is not a model: it holds a token.
_CREATE_TOKEN: Final[Operation[None]] = Operation(
    id="create-installation-access-token",
    method="POST",
    path="/app/installations/{installation_id}/access_tokens",
    tag="app",
    name="create_installation_access_token",
    answers={201: Returns()},
)
# Renewed so long before it expires that a slow call can still end with it.
_MARGIN: Final = 300.0
# A JWT is dated a minute back, so half a minute is no reason to reject it.
_TOLERATED_SKEW: Final = 30.0
# A JWT is valid for nine minutes; one signature takes a millisecond or two.
_JWT_USED_FOR: Final = 240.0
# Longer than the delays before its retries.
_NEW: Final = 10.0
_UNAUTHORIZED: Final = 401


class JwtSigner(Unpicklable):
    """Signs the JSON Web Tokens of an App by the server's clock."""

    __slots__ = ("_clock", "_key", "_skew", "is_skew_new")

    def __init__(self, key: AppKey | AppAuth, clock: Clock) -> None:
        self._key = key
        self._clock = clock
        self._skew = 0.0  # seconds by which the server's clock is ahead
        # Whether a JWT signed now may be accepted where one before was not.
        self.is_skew_new: bool = False

    def now(self) -> float:
        """Return the server's time, as far as it is known."""
        return self._clock.now() + self._skew

    def sign(self) -> str:
        """Return a new JWT."""
        return self._key.jwt(self.now())

    def measure(self, date: str) -> None:
        """Learn the server's time from the ``Date`` of a response."""
        server_now = parse_http_date(date)
        if server_now is not None:
            change = server_now - self.now()
            self._skew += change
            self.is_skew_new = abs(change) > _TOLERATED_SKEW


class JwtProvider(Unpicklable):
    """A token provider for an App as itself."""

    __slots__ = ("_clock", "_good_until", "_jwt", "_signer")

    def __init__(self, key: AppKey, clock: Clock) -> None:
        """Parse the private key; does no I/O."""
        self._clock = clock
        self._signer = JwtSigner(key, clock)
        # Parses the key now: that takes too long for an event loop.
        self._jwt = self._signer.sign()
        self._good_until = clock.monotonic() + _JWT_USED_FOR

    async def token(self) -> str:
        """Return a JWT that stays valid for some minutes."""
        if self._clock.monotonic() >= self._good_until:
            self._jwt = self._signer.sign()
            self._good_until = self._clock.monotonic() + _JWT_USED_FOR
        return self._jwt

    def rejected(self, response: Response) -> None:
        """Learn the server's time from a 401."""
        self._signer.measure(response.headers.get("date", ""))

    async def renew(self) -> None:
        """Discard the JWT: GitHub rejected it."""
        self._good_until = 0.0


class InstallationTokenProvider(Unpicklable):
    """A token provider that requests installation tokens from GitHub."""

    __slots__ = (
        *("_body", "_call", "_context", "_failure", "_good_until", "_headers"),
        *("_lock", "_loop", "_new_until", "_signer", "_token"),
    )

    def __init__(self, auth: AppAuth, context: ClientContext) -> None:
        """Parse the private key; does no I/O."""
        self._context = context
        self._signer = JwtSigner(auth, context.clock)
        self._loop = RetryLoop(self, context)
        body = {
            "repositories": auth.repositories and list(auth.repositories),
            "permissions": auth.permissions and dict(auth.permissions),
        }
        path = _CREATE_TOKEN.path.format(installation_id=auth.installation_id)
        headers = {
            "accept": ACCEPT,
            "content-type": "application/json",
            "user-agent": context.auth.user_agent,
        }
        if context.auth.api_version is not None:
            headers["x-github-api-version"] = context.auth.api_version
        self._call = Call(operation=_CREATE_TOKEN, path=path)
        self._headers = Headers(headers)
        self._body = codec.dumps({k: v for k, v in body.items() if v is not None})
        self._token: str | None = None
        self._good_until = 0.0
        self._new_until = 0.0
        self._failure: errors.GitHubActionsError | None = None
        self._lock = asyncio.Lock()
        # Parses the key now: that takes too long for an event loop.
        self._jwt()

    async def token(self) -> str:
        """Return a token that stays valid for some minutes.

        Callers that arrive while it is fetched share the result, also a failure. If
        the caller that fetches is cancelled, the next one fetches.
        """
        known = self._failure
        async with self._lock:
            if self._failure is not None and self._failure is not known:
                raise deepcopy(self._failure)
            monotonic = self._context.clock.monotonic()
            if self._token is None or monotonic >= self._good_until:
                self._token = await self._fetch()
            return self._token

    def is_new(self) -> bool:
        """Return whether some of GitHub's servers may not know the token yet."""
        return self._context.clock.monotonic() < self._new_until

    async def renew(self) -> None:
        """Discard the token: GitHub rejected it."""
        self._token = None

    async def send(self, state: CallState) -> Result:
        """Send the request of ``state`` with a new JWT, for the retry loop."""
        context = self._context
        # No variable for the JWT: tracebacks may show those of a frame.
        headers = Headers(state.headers, authorization=f"Bearer {self._jwt()}")
        request = state.request(headers)
        state.requests += 1
        start = context.clock.monotonic()
        result: Result
        try:
            result = await context.transport.exchange(request, context.timeouts)
        except FAILED as error:
            result = error
        if isinstance(result, Response):
            state.error_body = parse_error_body(result.body, context.auth.secrets)
            state.limit = limit_kind(result.status, result.headers, state.error_body)
            self._signer.measure(result.headers.get("date", ""))
        context.events.record_attempt(state, result, since=start)
        return result

    async def renew_token(self, state: CallState, status: int) -> float | None:
        """Return 0 if a JWT by the server's clock may be accepted."""
        may_help = status == _UNAUTHORIZED and not state.token_renewed
        return 0.0 if may_help and self._signer.is_skew_new else None

    async def _fetch(self) -> str:
        state = CallState(
            self._call,
            url=f"{self._context.base_url}{self._call.path}",
            headers=self._headers,
            body=self._body,
        )
        state.is_repeatable = True  # a second token does no harm, and none is lost
        try:
            token = await self._loop.run(state, self._read)
        except errors.GitHubActionsError as failure:
            self._failure = deepcopy(failure)  # without the traceback
            raise
        self._failure = None
        return token

    def _jwt(self) -> str:
        jwt = self._signer.sign()
        self._context.auth.secrets.add(jwt)
        return jwt

    def _read(self, _state: CallState, response: Response) -> str:
        found = _token_in(response.body)
        if found is None:
            raise errors.UnexpectedAnswerError(
                f"{_CREATE_TOKEN.id}: the response holds no token",
                operation=_CREATE_TOKEN.id,
            )
        token, expires = found
        lifetime = expires - self._signer.now()
        monotonic = self._context.clock.monotonic()
        self._good_until = monotonic + lifetime - _MARGIN
        self._new_until = monotonic + _NEW
        return token


def _token_in(body: bytes) -> tuple[str, float] | None:
    """Return the token and when it expires, or None; its frame holds the token."""
    try:
        data = codec.loads(body)
        expires = datetime.fromisoformat(data["expires_at"]).timestamp()
        return check_token(data["token"]), expires
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
