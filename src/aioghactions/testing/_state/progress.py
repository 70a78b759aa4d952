"""How an attempt gets from queued to completed."""

from attrs import frozen

from aioghactions.testing._state.attempt import FakeAttempt


@frozen
class Timings:
    """How long each stage of a run lasts, in seconds of the server's clock.

    Attributes:
        queued: From the trigger until a runner starts.
        running: From the start until the run is completed.
    """

    queued: float = 5.0
    running: float = 60.0


def advance(attempt: FakeAttempt, now: float) -> None:
    """Move ``attempt`` to its next stage, at any time of the clock."""
    if attempt.status == "in_progress":
        attempt.complete(now)
    elif attempt.status != "completed":
        attempt.start(now)


def catch_up(attempt: FakeAttempt, timings: Timings, now: float) -> None:
    """Move ``attempt`` to the stage that it has reached by ``now``."""
    if attempt.status == "queued":
        started = attempt.queued_at + timings.queued
        if now >= started:
            attempt.start(started)
    if attempt.status == "in_progress":
        completed = attempt.updated_at + timings.running
        if now >= completed:
            attempt.complete(completed)


def set_status(
    attempt: FakeAttempt, status: str, conclusion: str | None, end: float
) -> None:
    """Bring a new attempt to ``status``; one that is completed ended at ``end``."""
    if status in {"in_progress", "completed"}:
        attempt.start(attempt.queued_at)
    if status == "completed":
        attempt.complete(end, conclusion)
    elif status != "in_progress":
        attempt.status = status
