"""Hold the rules of a ``Pace`` over requests that come and go."""

from typing import Literal

from .pace import Cost, Pace

Rule = Literal["concurrency", "writes", "content", "points"]


class Pacer:
    """The pace of one token at one host."""

    def __init__(self, pace: Pace) -> None: ...

    @property
    def width(self) -> int: ...

    @property
    def in_flight(self) -> int: ...

    def ready_at(self, cost: Cost, monotonic: float) -> tuple[float, Rule]:
        """Return when a request may start, and the rule that holds it back."""
        ...

    def enter(self, cost: Cost) -> None:
        """Note that a request starts."""
        ...

    def leave(self, cost: Cost, monotonic: float, *, sent: bool) -> None:
        """Note that a request has ended."""
        ...

    def slow_down(self, monotonic: float) -> None:
        """Halve the width; it grows back by one a minute."""
        ...
