"""How a run gets from queued to completed."""

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from aioghactions.testing._state.run import FakeRun


@frozen
class Timings:
    """How long each stage of a run lasts, in seconds of the server's clock.

    Attributes:
        queued: From the trigger until a runner starts.
        running: From the start until the run is completed.
    """

    queued: float = 5.0
    running: float = 60.0


def advance(run: "FakeRun", now: float) -> None:
    """Take ``run`` one stage further, whatever the clock says."""
    if run.status == "in_progress":
        run.latest.complete(now)
    elif run.status != "completed":
        run.latest.start(now)


def catch_up(run: "FakeRun", now: float) -> None:
    """Do what by now has happened to a run with timings."""
    timings = run.timings
    if timings is None:
        return
    attempt = run.latest
    if attempt.status == "queued":
        started = attempt.queued_at + timings.queued
        if now >= started:
            attempt.start(started)
    if attempt.status == "in_progress":
        completed = attempt.updated_at + timings.running
        if now >= completed:
            attempt.complete(completed)
