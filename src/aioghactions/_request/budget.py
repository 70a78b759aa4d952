"""Stop repeating when everything fails."""

from typing import Final

from attrs import define

from aioghactions.errors import GitHubActionsError, RequestTimeoutError

_FULL: Final = 500
_COST: Final = 5
# A timeout has held a connection for its whole length.
_TIMEOUT_COST: Final = 10
_EARNED: Final = 1


@define
class RetryBudget:
    """Tokens that repetitions cost and successes give back.

    One for each token and host. In a total outage it allows a hundred repetitions
    and then none; at one failure in five it never runs dry.
    """

    left: int = _FULL

    def take(self, error: GitHubActionsError) -> int | None:
        """Pay for repeating after ``error``.

        Returns:
            What it cost, to be given to :meth:`succeeded`; None if there is not
            enough left, and the call must fail.
        """
        timed_out = isinstance(error, RequestTimeoutError)
        price = _TIMEOUT_COST if timed_out else _COST
        if price > self.left:
            return None
        self.left -= price
        return price

    def succeeded(self, paid: int = 0) -> None:
        """Refund the last repetition of a call that succeeded, or earn a little.

        Args:
            paid: What the last repetition of this call cost; 0 if there was none.
        """
        self.left = min(_FULL, self.left + (paid or _EARNED))
