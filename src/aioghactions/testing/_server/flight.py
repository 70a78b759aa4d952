"""What is being answered at this moment."""

from attrs import define


@define
class Flight:
    """How many requests are being answered.

    Attributes:
        requests: All of them.
        writes: Those that are no reads.
        most: The most that there ever were.
    """

    requests: int = 0
    writes: int = 0
    most: int = 0

    def enter(self, *, write: bool) -> None:
        """Count one in."""
        self.requests += 1
        self.writes += write
        self.most = max(self.most, self.requests)

    def leave(self, *, write: bool) -> None:
        """Count one out."""
        self.requests -= 1
        self.writes -= write
