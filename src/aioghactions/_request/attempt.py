"""Send one request of a call: acquire a permit, send, observe, release."""

from typing import Final

from attrs import frozen

from aioghactions import errors
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._http.error_body import parse_error_body
from aioghactions._limits.admission import Permit
from aioghactions._limits.detect import limit_kind
from aioghactions._request.context import ClientContext
from aioghactions._request.state import FAILED, NO_BODY, CallState, Result

_FOUND: Final = 302
_FIRST_ERROR: Final = 400
_UNAUTHORIZED: Final = 401
# Seconds. A token that has just been made is not known to all of GitHub's servers.
NEW_TOKEN_DELAYS: Final = (1.0, 2.0, 4.0)
# Seconds. A shorter wait is the time that asking for a permit takes.
_NOTICEABLE: Final = 0.001


@frozen(eq=False, repr=False)
class Attempt:
    """Sends single requests; the retry loop decides whether there is another."""

    context: ClientContext

    async def send(self, state: CallState) -> Result:
        """Send the next request and return the response, or why there is none.

        A returned error ends the attempt, an exception ends the call. The permit is
        released afterwards, unless the response is a link whose body is to be read:
        then ``state`` keeps it.
        """
        context = self.context
        if state.permit is not None:  # held for a link that turned out to be in the API
            context.release(state)
        request = await self._complete(state)
        permit, asked = context.limiter.try_acquire(state.operation), None
        if permit is None:
            permit, asked = await self._wait_for_permit(state)
        state.permit, state.resource = permit, permit.resource
        state.requests += 1
        result: Result | None = None
        sent = False
        try:
            if asked is not None:
                context.events.record(state, "pause", since=asked)
                request = await self._complete(state)  # the token may have expired
            # A cancelled call stays marked: its timeout reads the mark.
            sent = state.in_flight = True
            start = context.clock.monotonic()
            try:
                result = await context.transport.exchange(request, context.timeouts)
            except FAILED as error:
                result, sent = error, not isinstance(error, errors.ConnectFailedError)
            state.in_flight = False
            if isinstance(result, Response):
                self._observe(state, permit, result)
            context.events.record_attempt(state, result, since=start)
            reply = result
        finally:
            if not (state.keeps_permit and _is_found(result)):
                context.release(state, sent=sent)
            if context.limiter.member is not None:
                # Also if the call is cancelled: other processes may wait for it.
                await context.limiter.report()
        return reply

    async def renew_token(self, state: CallState, status: int) -> float | None:
        """Return in how many seconds a rejected request may succeed; None: never."""
        auth, serial = self.context.auth, state.token_serial
        if auth.is_new(serial):
            later = NEW_TOKEN_DELAYS[state.token_delays :]
            return later[0] if later else None
        # Permissions are not renewed with the token.
        if status != _UNAUTHORIZED or state.token_renewed:
            return None
        return 0.0 if await auth.renew(serial) else None

    async def _complete(self, state: CallState) -> Request:
        """Return the request with authentication and conditional headers."""
        auth = self.context.auth
        headers = await auth.headers()
        state.token_serial, state.anonymous = auth.serial, auth.provider is None
        if state.body is not None:
            headers = Headers({**headers, "content-type": "application/json"})
        if state.conditional:
            state.cache_key = auth.key(state.url)
            state.cached = self.context.etags.get(state.cache_key)
            if state.cached is not None:
                headers = Headers({**headers, **state.cached.conditional_headers})
        return state.request(headers)

    async def _wait_for_permit(self, state: CallState) -> tuple[Permit, float | None]:
        """Return a permit, and since when the call waited for it; None: it did not."""
        context = self.context
        start = context.clock.monotonic()
        try:
            permit = await context.limiter.acquire(
                state.operation,
                longest_wait=context.patience.longest_limit_wait,
                deadline=state.deadline,
            )
        except errors.RateLimitError as error:
            error.attempts = state.requests
            raise
        waited = context.clock.monotonic() - start > _NOTICEABLE
        return permit, start if waited else None

    def _observe(self, state: CallState, permit: Permit, response: Response) -> None:
        limiter, is_error = self.context.limiter, response.status >= _FIRST_ERROR
        state.error_body, state.limit, state.retry_at = NO_BODY, None, None
        if is_error:
            body = state.error_body = parse_error_body(
                response.body, self.context.auth.secrets
            )
            state.limit = limit_kind(response.status, response.headers, body)
            if response.status == _UNAUTHORIZED:
                self.context.auth.rejected(response)
        state.limit_wait = limiter.observe(permit, response, state.limit)
        if state.limit is not None:
            state.limited += 1
            state.retry_at = limiter.retry_at(state.limit_wait)
        state.resource = permit.resource
        self.context.events.warn(state.operation.id, response.headers)


def _is_found(result: Result | None) -> bool:
    return isinstance(result, Response) and result.status == _FOUND
