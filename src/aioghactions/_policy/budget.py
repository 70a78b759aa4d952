"""Stop repeating when everything fails."""

from attrs import define

from aioghactions import errors


@define
class RetryBudget:
    """Tokens that repetitions cost and successes give back.

    One for each token and host.
    """

    def take(self, error: errors.GitHubActionsError) -> int | None:
        """Pay for repeating after ``error``; None means there is no more to pay with.

        Returns:
            What it cost, to be given to :meth:`succeeded`.
        """
        ...

    def succeeded(self, paid: int = 0) -> None:
        """Refund the last repetition of a call that succeeded, or earn a little."""
        ...
