"""A door that is closed for a time and opens slowly."""

from attrs import define


@define
class Hold:
    """Closed until an instant; afterwards one at a time for a while.

    Attributes:
        spread: For how many seconds after the opening the gap is kept.
        gap: Least seconds between two passages during that time.
        until: Monotonic instant of the opening.
    """

    spread: float
    gap: float
    until: float = float("-inf")

    def close(self, until: float) -> None:
        """Close until ``until``; an earlier instant changes nothing."""
        ...

    def ready_at(self) -> float:
        """Return the monotonic instant from which one more may pass."""
        ...

    def enter(self, monotonic: float) -> None:
        """Note that one passed."""
        ...
