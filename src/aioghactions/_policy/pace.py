"""GitHub's rules of good behaviour, as settings."""

from typing import Any

from attrs import frozen

from aioghactions._wire.call import Operation


@frozen(kw_only=True)
class Pace:
    """How fast a client may go, whatever its allowance.

    Attributes:
        concurrency: Requests in flight at most, 1 to 100; a body that is still
            being read counts.
        points_per_minute: Points spent on one endpoint in any 60 seconds; a read
            costs 1, a write 5. None for no bound.
        write_interval: Least seconds between the end of a write and the next
            write, which then go one at a time. None for no bound.
        content_per_minute: Requests that create something in any 60 seconds.
        content_per_hour: The same in any hour.
        probe: Send the first request alone and wait for what it says is left.
        release: Seconds over which the waiting resume when a limit ends.
        once_limited: Hold these rules only after the server showed a limit.
    """

    concurrency: int = 50
    points_per_minute: int | None = 900
    write_interval: float | None = 1.0
    content_per_minute: int | None = 80
    content_per_hour: int | None = 500
    probe: bool = True
    release: float = 10.0
    once_limited: bool = False

    @classmethod
    def for_host(cls, base_url: str) -> "Pace":
        """Return the rules for a host: on for github.com and ghe.com.

        A GitHub Enterprise Server has no limits unless its owner sets some, so
        there they begin with the first answer that shows one.
        """
        ...

    @classmethod
    def off(cls, *, concurrency: int = 50) -> "Pace":
        """Return no rules but a bound on requests in flight."""
        ...


@frozen
class Cost:
    """What one request of an operation weighs.

    Attributes:
        endpoint: Path template; GitHub counts by it.
        points: 1 for a read, 5 for a write.
        writes: It changes something.
        creates: It creates something that GitHub counts as content.
    """

    endpoint: str
    points: int
    writes: bool
    creates: bool


def cost(operation: Operation[Any]) -> Cost:
    """Return what one request of ``operation`` weighs."""
    ...
