"""Installation tokens of a GitHub App: fetched once, shared by every call."""

import asyncio
from copy import deepcopy
from datetime import datetime
from typing import Final

from aioghactions import errors
from aioghactions._core.call import Call, Operation, Returns
from aioghactions._core.clock import Clock
from aioghactions._core.messages import Headers, Request, Response, parse_http_date
from aioghactions._core.redact import Unpicklable
from aioghactions._http.error_body import parse_error_body
from aioghactions._http.transport import Timeouts, Transport
from aioghactions._json import codec
from aioghactions._limits.detect import limit_kind
from aioghactions._request.auth_headers import ACCEPT, check_token
from aioghactions._request.backoff import RetryBudget
from aioghactions._request.events import EventLog
from aioghactions._request.retry_loop import RetryLoop
from aioghactions._request.state import CallState
from aioghactions.auth import AppAuth
from aioghactions.settings import Patience

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
# A JWT is dated a minute back, so half a minute is no reason to refuse it.
_TOLERATED_SKEW: Final = 30.0


class InstallationTokenProvider(Unpicklable):
    """A token provider that asks GitHub for an installation token."""

    __slots__ = (
        *("_auth", "_clock", "_events", "_failure", "_good_until", "_lock", "_loop"),
        *("_request", "_skew", "_skew_changed", "_timeouts", "_token", "_transport"),
    )

    def __init__(
        self,
        *,
        auth: AppAuth,
        base_url: str,
        transport: Transport,
        clock: Clock,
        patience: Patience,
        timeouts: Timeouts,
        events: EventLog,
        budget: RetryBudget,
        user_agent: str,
    ) -> None:
        """Read the private key; do no I/O.

        Raises:
            ModuleNotFoundError: The extra ``app`` is not installed.
            ValueError: The private key cannot be read.
        """
        self._auth = auth
        self._transport = transport
        self._clock = clock
        self._timeouts = timeouts
        self._events = events
        self._loop = RetryLoop(
            sender=self,
            base_url=base_url,
            clock=clock,
            patience=patience,
            events=events,
            budget=budget,
        )
        body = {
            "repositories": auth.repositories and list(auth.repositories),
            "permissions": auth.permissions and dict(auth.permissions),
        }
        path = _CREATE_TOKEN.path.format(installation_id=auth.installation_id)
        self._request = Request(
            method="POST",
            url=f"{base_url}{path}",
            headers=Headers(
                {
                    "accept": ACCEPT,
                    "content-type": "application/json",
                    "user-agent": user_agent,
                }
            ),
            body=codec.dumps({k: v for k, v in body.items() if v is not None}),
        )
        self._token: str | None = None
        self._good_until = 0.0
        self._skew = 0.0  # seconds by which the server's clock is ahead
        self._skew_changed = False
        self._failure: errors.GitHubActionsError | None = None
        self._lock = asyncio.Lock()
        # Reads the key now: that takes too long for an event loop.
        self._jwt()

    async def token(self) -> str:
        """Return a token that stays valid for some minutes.

        Callers that arrive while it is fetched share the result, also a failure. If
        the caller that fetches is cancelled, the next one fetches.

        Raises:
            ResponseError: GitHub gives no token to this App.
            TransportError: GitHub was not reached.
        """
        known = self._failure
        async with self._lock:
            if self._failure is not None and self._failure is not known:
                raise deepcopy(self._failure)
            if self._token is None or self._clock.monotonic() >= self._good_until:
                self._token = await self._fetch()
            return self._token

    async def renew(self) -> bool:
        """Discard the token: GitHub refused it."""
        self._token = None
        return True

    async def send(self, state: CallState) -> Response | errors.TransportError:
        """Send the request of ``state`` with a new JWT, as the retry loop asks."""
        headers = Headers(
            {**state.request.headers, "authorization": f"Bearer {self._jwt()}"}
        )
        request = Request(
            method=state.request.method,
            url=state.request.url,
            headers=headers,
            body=state.request.body,
        )
        state.requests += 1
        start = self._clock.monotonic()
        result: Response | errors.TransportError
        try:
            result = await self._transport.exchange(request, self._timeouts)
        except errors.TransportError as error:
            result = error
        else:
            state.error_body = parse_error_body(result.body)
            state.limit = limit_kind(result.status, result.headers, state.error_body)
            self._measure_skew(result)
        self._events.record_attempt(state, result, since=start)
        return result

    async def renew_token(self, state: CallState) -> bool:  # noqa: ARG002 - a Sender
        """Return whether a JWT by the server's clock may be accepted."""
        return self._skew_changed

    async def _fetch(self) -> str:
        path = self._request.url.removeprefix(self._loop.base_url)
        state = CallState(
            call=Call(operation=_CREATE_TOKEN, path=path),
            request=self._request,
            is_repeatable=True,  # a second token does no harm, and none is lost
        )
        try:
            token = self._read(await self._loop.run(state))
        except errors.GitHubActionsError as failure:
            self._failure = deepcopy(failure)  # without the traceback
            raise
        self._failure = None
        return token

    def _jwt(self) -> str:
        return self._auth.jwt(self._clock.now() + self._skew)

    def _measure_skew(self, response: Response) -> None:
        theirs = parse_http_date(response.headers.get("date", ""))
        if theirs is not None:
            before, self._skew = self._skew, theirs - self._clock.now()
            self._skew_changed = abs(self._skew - before) > _TOLERATED_SKEW

    def _read(self, response: Response) -> str:
        found = _token_in(response.body)
        if found is None:
            raise errors.UnexpectedAnswerError(
                f"{_CREATE_TOKEN.id}: the response holds no token",
                operation=_CREATE_TOKEN.id,
            )
        token, expires = found
        lifetime = expires - self._clock.now() - self._skew
        self._good_until = self._clock.monotonic() + lifetime - _MARGIN
        return token


def _token_in(body: bytes) -> tuple[str, float] | None:
    """Return the token and when it expires, or None; its frame holds the token."""
    try:
        data = codec.loads(body)
        expires = datetime.fromisoformat(data["expires_at"]).timestamp()
        return check_token(data["token"]), expires
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
