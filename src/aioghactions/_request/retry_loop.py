"""The loop of one call: send, judge, back off, again."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from attrs import define

from aioghactions import errors
from aioghactions._core.call import MIN_PAGE_SIZE
from aioghactions._core.messages import Response
from aioghactions._request import backoff, outcome
from aioghactions._request.context import ClientContext
from aioghactions._request.outcome import Redirect, Unauthorized
from aioghactions._request.state import CallState, Result

if TYPE_CHECKING:
    from aioghactions._core.event import Kind

T = TypeVar("T")


class Sender(Protocol):
    """Sends one request of a call."""

    async def send(self, state: CallState) -> Result:
        """Send the next request and return the response, or why there is none."""
        ...

    async def renew_token(self, state: CallState, status: int) -> float | None:
        """Return in how many seconds a rejected request may succeed; None: never.

        A token that is too old is renewed meanwhile.
        """
        ...


@define(eq=False, repr=False)
class RetryLoop:
    """Sends a call until it succeeds or its retries are used up."""

    sender: Sender
    context: ClientContext

    async def run(
        self, state: CallState, read: Callable[[CallState, Response], T]
    ) -> T:
        """Return what ``read`` finds in the response that ends the call.

        That is a success, a 304 of a cached one, or the redirect to a link. If ``read``
        raises ``ConnectionLostError``, the response was cut and is requested again.

        Raises:
            GitHubActionsError: The last failure.
        """
        try:
            while True:
                result = await self.sender.send(state)
                match outcome.judge(result, state, self.context.base_url):
                    case Response() as response:
                        self.context.budget.succeeded(state.paid)
                        try:
                            return read(state, response)
                        except errors.ConnectionLostError as cut:
                            failed = cut
                        await self.back_off(state, failed)
                    case Redirect() as redirect:
                        self.follow(state, redirect)
                        if redirect.is_link and isinstance(result, Response):
                            self.context.budget.succeeded(state.paid)
                            return read(state, result)
                    case Unauthorized(error):
                        delay = await self.sender.renew_token(state, error.status)
                        await self.await_token(state, error, delay)
                    case failure:
                        await self.back_off(state, failure.error)
        except errors.GitHubActionsError as error:
            annotate(state, error)
            self.context.auth.secrets.scrub(error)
            raise

    async def await_token(
        self, state: CallState, error: errors.ResponseError, delay: float | None
    ) -> None:
        """Return when the token may be accepted, or raise ``error``."""
        clock = self.context.clock
        if delay is None or delay >= state.deadline - clock.monotonic():
            await self.back_off(state, error)
        elif delay:
            self._record_wait(state, "retry", error, delay)
            state.token_delays += 1
            await clock.sleep(delay)
        else:
            state.token_renewed = True

    def follow(self, state: CallState, redirect: Redirect) -> None:
        """Make the request of ``redirect`` the next one of ``state``."""
        state.visited += (state.url,)
        state.url, state.headers = redirect.request.url, redirect.request.headers
        self.context.events.record(state, "redirect", status=redirect.status)

    async def back_off(
        self, state: CallState, error: errors.TransportError | errors.ResponseError
    ) -> None:
        """Return when the call may be sent again, or raise ``error``."""
        clock, method = self.context.clock, state.retried_as
        error.outcome_unknown = state.effect_unknown = backoff.outcome_unknown(
            error, method, earlier=state.effect_unknown
        )
        delay = backoff.delay_before_retry(
            error,
            method=method,
            attempt=state.attempt,
            patience=self.context.patience,
            jitter=clock.jitter(),
            limit_answers=state.limited,
            limit_wait=state.limit_wait,
            time_left=state.deadline - clock.monotonic(),
        )
        if delay is None:
            raise error
        limited = isinstance(error, errors.RateLimitError)
        if not limited:
            state.paid = self.context.budget.take(error)
            if not state.paid:
                raise error
        self._record_wait(state, "limit" if limited else "retry", error, delay)
        if not limited:  # the limiter waits for the end of a limit
            state.attempt += 1
            await clock.sleep(delay)

    def _record_wait(
        self,
        state: CallState,
        kind: "Kind",
        error: errors.TransportError | errors.ResponseError,
        seconds: float,
    ) -> None:
        about: dict[str, Any] = {"error": type(error).__name__, "seconds": seconds}
        if isinstance(error, errors.ResponseError):
            about["headers"] = error.headers
        self.context.events.record(state, kind, **about)


def annotate(state: CallState, error: errors.GitHubActionsError) -> None:
    """Add to the last failure what is known of the whole call."""
    # A later failure does not settle what an earlier attempt left unknown.
    error.outcome_unknown |= state.effect_unknown
    if state.requests > 1:
        error.add_note(f"gave up after {state.requests} requests")
        size = dict(state.call.query).get("per_page", "")
        is_small = size.isdecimal() and int(size) <= MIN_PAGE_SIZE
        is_page = state.operation.items is not None
        if is_page and not is_small and isinstance(error, errors.ServerError):
            # https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
            error.add_note(
                "GitHub ends requests after 10 seconds: a smaller per_page may help"
            )
