"""The road of one call: attempt, judgement, pause, and again."""

from typing import Final

from attrs import define, field

from aioghactions import errors
from aioghactions._core.event import Kind
from aioghactions._core.messages import Response
from aioghactions._http import redirects
from aioghactions._request import backoff, response_errors
from aioghactions._request.attempt import Attempt
from aioghactions._request.budget import RetryBudget
from aioghactions._request.state import Trip

_SUCCESS: Final = range(200, 300)
_NOT_MODIFIED: Final = 304
_UNAUTHORIZED: Final = 401


@define(kw_only=True, eq=False)
class Road:
    """Sends a call until there is a success, or policy says stop."""

    base_url: str
    attempt: Attempt
    budget: RetryBudget = field(factory=RetryBudget)

    async def travel(self, trip: Trip) -> Response:
        """Return the answer that ends ``trip``: a success, 304, or a link.

        Raises:
            GitHubActionsError: The real last failure.
        """
        try:
            while True:
                outcome = await self.attempt.send(trip)
                if isinstance(outcome, Response):
                    if self._has_arrived(trip, outcome):
                        self.budget.succeeded(trip.paid)
                        return outcome
                    if await self._goes_on(trip, outcome):
                        continue
                    await self.pause(trip, self._refusal(trip, outcome))
                else:
                    outcome.operation = trip.operation.id
                    await self.pause(trip, outcome)
        except errors.GitHubActionsError as failure:
            conclude(trip, failure)
            raise

    def _has_arrived(self, trip: Trip, response: Response) -> bool:
        if response.status in redirects.STATUSES:
            self.follow(trip, response)
            # Policy lets nothing but a download's link lead out of the API; within
            # it, something has only been renamed.
            return redirects.is_foreign(trip.request.url, self.base_url)
        if response.status == _NOT_MODIFIED:
            return trip.known is not None
        if response.status in _SUCCESS and trip.operation.is_download:
            raise errors.UnexpectedAnswerError(
                f"{trip.operation.id}: {response.status} instead of a link",
                operation=trip.operation.id,
            )
        return response.status in _SUCCESS

    async def _goes_on(self, trip: Trip, response: Response) -> bool:
        """Return whether to send at once again: elsewhere, or with a new token."""
        if response.status in redirects.STATUSES:
            self.attempt.leave(trip)  # kept for a link, which it was not
            return True
        if response.status != _UNAUTHORIZED or trip.renewed:
            return False
        # A 401 is said before anything is done, so any method may go again.
        trip.renewed = True
        return await self.attempt.identity.renew(trip.token_serial)

    def follow(self, trip: Trip, response: Response) -> None:
        """Turn ``trip`` to where a redirect leads, or raise."""
        trip.visited.append(trip.request.url)
        try:
            trip.request = redirects.follow(
                trip.request,
                response.status,
                response.headers.get("location", ""),
                base=self.base_url,
                download=trip.operation.is_download,
                visited=tuple(trip.visited),
            )
        except errors.RedirectError as refused:
            # The frames that led to it hold the signed link (promise S5).
            failure = refused.with_traceback(None)
            failure.__context__ = None
        else:
            self.attempt.tell(trip, "redirect", status=response.status)
            return
        raise failure

    def _refusal(self, trip: Trip, response: Response) -> errors.ResponseError:
        retry_at = self.attempt.gate.instant(trip.limit_wait) if trip.limit else None
        return response_errors.error_for(
            response,
            operation=trip.operation.id,
            request_path=trip.call.path,
            anonymous=self.attempt.identity.provider is None,
            attempts=trip.requests,
            retry_at=retry_at,
        )

    async def pause(
        self, trip: Trip, failure: errors.TransportError | errors.ResponseError
    ) -> None:
        """Return when ``trip`` may go on, or raise ``failure``."""
        attempt = self.attempt
        failure.outcome_unknown = trip.unknown = backoff.outcome_unknown(
            failure, trip.operation.method, earlier=trip.unknown
        )
        verdict = backoff.decide(
            failure,
            method=trip.operation.method,
            attempt=trip.attempt,
            patience=attempt.patience,
            jitter=attempt.clock.jitter(),
            limit_answers=trip.refusals,
            limit_wait=trip.limit_wait,
            time_left=trip.deadline - attempt.clock.monotonic(),
        )
        limited = isinstance(failure, errors.RateLimitError)
        if isinstance(verdict, backoff.GiveUp) or not (
            limited or self._afford(trip, failure)
        ):
            raise failure
        kind: Kind = "limit" if limited else "retry"
        attempt.tell(trip, kind, error=type(failure).__name__, seconds=verdict.delay)
        if not limited:  # the gate is closed then, and waits for everybody
            trip.attempt += 1
            await attempt.clock.sleep(verdict.delay)

    def _afford(self, trip: Trip, failure: errors.GitHubActionsError) -> bool:
        paid = self.budget.take(failure)
        trip.paid = paid or 0
        return paid is not None


def conclude(trip: Trip, failure: errors.GitHubActionsError) -> None:
    """Let the last failure tell of the whole ``trip``."""
    # What an earlier attempt has left open stays open, whatever came later.
    failure.outcome_unknown |= trip.unknown
    for note in backoff.notes(failure, trip.operation, requests=trip.requests):
        failure.add_note(note)
