"""The allowance of one resource, counted before the server counts it."""

from attrs import define

from aioghactions._wire.exchange import RateLimit


@define
class Bucket:
    """What may still be sent of one resource by one token to one host.

    Attributes:
        probe: While nothing is known, send one request alone and wait for what
            its answer says. Without it an unknown allowance is not guarded.
    """

    probe: bool

    @property
    def known(self) -> RateLimit | None:
        """What GitHub last said."""
        ...

    def ready_at(self, monotonic: float) -> float:
        """Return when one more may be sent; inf if only an answer can tell."""
        ...

    def spent(self, monotonic: float) -> bool:
        """Whether the server said that nothing is left in this window."""
        ...

    def reserve(self, monotonic: float) -> int:
        """Take one of the allowance; return the serial that gives it back."""
        ...

    def release(self, serial: int) -> None:
        """Give back a reservation that was not charged: unsent, or a free 304."""
        ...

    def lose(self, serial: int) -> None:
        """Settle a request that was sent and whose answer says no allowance."""
        ...

    def settle(
        self, serial: int, limit: RateLimit, *, left: float, monotonic: float
    ) -> None:
        """Settle a request by what its answer says."""
        ...
