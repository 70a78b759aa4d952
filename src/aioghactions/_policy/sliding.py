"""Count what falls into the last so many seconds."""


class SlidingWindow:
    """At most ``limit`` points in any ``seconds``, wherever the window begins.

    A request counts from its admission until ``seconds`` after its end: the
    server saw it somewhere in between, so its own window is never exceeded.
    """

    def __init__(self, limit: int, seconds: float) -> None: ...

    def ready_at(self, points: int, monotonic: float) -> float:
        """Return when ``points`` fit; inf if only the end of a request can tell."""
        ...

    def enter(self, points: int) -> None:
        """Count ``points`` of a request that starts."""
        ...

    def leave(self, points: int, monotonic: float) -> None:
        """Count ``points`` of a request that ended ``monotonic``."""
        ...

    def cancel(self, points: int) -> None:
        """Forget ``points`` of a request that was never sent."""
        ...
