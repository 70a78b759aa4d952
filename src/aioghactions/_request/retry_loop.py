"""The road of one call: attempt, judgement, pause, and again."""

from typing import Final

from attrs import define, field

from aioghactions import errors
from aioghactions._core.event import Kind
from aioghactions._core.messages import Response
from aioghactions._http import redirects
from aioghactions._request import backoff, response_errors
from aioghactions._request.attempt import Attempt
from aioghactions._request.backoff import RetryBudget
from aioghactions._request.state import CallState

_SUCCESS: Final = range(200, 300)
_NOT_MODIFIED: Final = 304
_UNAUTHORIZED: Final = 401


@define(kw_only=True, eq=False)
class RetryLoop:
    """Sends a call until there is a success, or policy says stop."""

    base_url: str
    attempt: Attempt
    budget: RetryBudget = field(factory=RetryBudget)

    async def run(self, state: CallState) -> Response:
        """Return the answer that ends ``state``: a success, 304, or a link.

        Raises:
            GitHubActionsError: The real last failure.
        """
        try:
            while True:
                outcome = await self.attempt.send(state)
                if isinstance(outcome, Response):
                    if self._has_arrived(state, outcome):
                        self.budget.succeeded(state.paid)
                        return outcome
                    if await self._goes_on(state, outcome):
                        continue
                    await self.pause(state, self._refusal(state, outcome))
                else:
                    outcome.operation = state.operation.id
                    await self.pause(state, outcome)
        except errors.GitHubActionsError as failure:
            annotate(state, failure)
            raise

    def _has_arrived(self, state: CallState, response: Response) -> bool:
        if response.status in redirects.STATUSES:
            self.follow(state, response)
            # Policy lets nothing but a download's link lead out of the API; within
            # it, something has only been renamed.
            return redirects.is_cross_origin(state.request.url, self.base_url)
        if response.status == _NOT_MODIFIED:
            return state.known is not None
        if response.status in _SUCCESS and state.operation.is_download:
            raise errors.UnexpectedAnswerError(
                f"{state.operation.id}: {response.status} instead of a link",
                operation=state.operation.id,
            )
        return response.status in _SUCCESS

    async def _goes_on(self, state: CallState, response: Response) -> bool:
        """Return whether to send at once again: elsewhere, or with a new token."""
        if response.status in redirects.STATUSES:
            self.attempt.release_permit(state)  # kept for a link, which it was not
            return True
        if response.status != _UNAUTHORIZED or state.renewed:
            return False
        # A 401 is said before anything is done, so any method may go again.
        state.renewed = True
        return await self.attempt.identity.renew(state.token_serial)

    def follow(self, state: CallState, response: Response) -> None:
        """Turn ``state`` to where a redirect leads, or raise."""
        state.visited.append(state.request.url)
        try:
            state.request = redirects.follow(
                state.request,
                response.status,
                response.headers.get("location", ""),
                base=self.base_url,
                download=state.operation.is_download,
                visited=tuple(state.visited),
            )
        except errors.RedirectError as refused:
            # The frames that led to it hold the signed link (promise S5).
            failure = refused.with_traceback(None)
            failure.__context__ = None
        else:
            self.attempt.tell(state, "redirect", status=response.status)
            return
        raise failure

    def _refusal(self, state: CallState, response: Response) -> errors.ResponseError:
        retry_at = (
            self.attempt.limiter.retry_at(state.limit_wait) if state.limit else None
        )
        return response_errors.error_for(
            response,
            operation=state.operation.id,
            request_path=state.call.path,
            anonymous=self.attempt.identity.provider is None,
            attempts=state.requests,
            retry_at=retry_at,
        )

    async def pause(
        self, state: CallState, failure: errors.TransportError | errors.ResponseError
    ) -> None:
        """Return when ``state`` may go on, or raise ``failure``."""
        attempt = self.attempt
        failure.outcome_unknown = state.unknown = backoff.outcome_unknown(
            failure, state.operation.method, earlier=state.unknown
        )
        verdict = backoff.decide(
            failure,
            method=state.operation.method,
            attempt=state.attempt,
            patience=attempt.patience,
            jitter=attempt.clock.jitter(),
            limit_answers=state.refusals,
            limit_wait=state.limit_wait,
            time_left=state.deadline - attempt.clock.monotonic(),
        )
        limited = isinstance(failure, errors.RateLimitError)
        if isinstance(verdict, backoff.GiveUp) or not (
            limited or self._afford(state, failure)
        ):
            raise failure
        kind: Kind = "limit" if limited else "retry"
        attempt.tell(state, kind, error=type(failure).__name__, seconds=verdict.delay)
        if not limited:  # the gate is closed then, and waits for everybody
            state.attempt += 1
            await attempt.clock.sleep(verdict.delay)

    def _afford(self, state: CallState, failure: errors.GitHubActionsError) -> bool:
        paid = self.budget.take(failure)
        state.paid = paid or 0
        return paid is not None


def annotate(state: CallState, failure: errors.GitHubActionsError) -> None:
    """Let the last failure tell of the whole ``state``."""
    # What an earlier attempt has left open stays open, whatever came later.
    failure.outcome_unknown |= state.unknown
    for note in backoff.notes(failure, state.operation, requests=state.requests):
        failure.add_note(note)
