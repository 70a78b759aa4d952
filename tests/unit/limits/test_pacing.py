from math import inf

import pytest
from attrs import asdict

from aioghactions._core.call import Method, Operation, Returns
from aioghactions._limits.pacing import (
    Cost,
    SecondaryLimits,
    SlidingWindow,
    Slot,
    cost_of,
)
from aioghactions.settings import Pace

READ = Cost("/runs", 1, writes=False, creates=False)
OTHER_READ = Cost("/jobs", 1, writes=False, creates=False)
WRITE = Cost("/runs", 5, writes=True, creates=False)
POST = Cost("/dispatches", 5, writes=True, creates=True)


def operation(method: Method, *answers: int) -> Operation[None]:
    """Return an operation with these documented responses."""
    return Operation(
        id="x",
        method=method,
        path="/repos/{owner}/{repo}/actions/runs",
        tag="repo-runs",
        name="x",
        answers=dict.fromkeys(answers, Returns()),
    )


@pytest.mark.parametrize(
    ("method", "answers", "points", "writes", "creates"),
    [
        ("GET", (200,), 1, False, False),
        ("GET", (302,), 1, False, False),
        ("POST", (201,), 5, True, True),
        ("POST", (204,), 5, True, True),
        ("POST", (200, 204), 5, True, True),
        ("POST", (202,), 5, True, False),
        ("PUT", (201, 204), 5, True, False),
        ("PATCH", (200,), 5, True, False),
        ("DELETE", (204,), 5, True, False),
    ],
)
def test_the_cost_of_an_operation(
    method: Method,
    answers: tuple[int, ...],
    points: int,
    writes: object,
    creates: object,
):
    """A5: a read 1, a write 5; a POST creates content unless it stops a run."""
    assert asdict(cost_of(operation(method, *answers))) == {
        "endpoint": "/repos/{owner}/{repo}/actions/runs",
        "points": points,
        "writes": writes,
        "creates": creates,
    }


def test_a_window_holds_points_up_to_its_limit():
    """A5: the last point fits, the next does not."""
    window = SlidingWindow(10, 60)
    assert window.ready_at(10) == -inf
    window.start(5, 0)
    assert window.ready_at(5) == -inf
    window.start(5, 0)
    assert window.ready_at(1) == inf


def test_a_request_counts_until_a_window_after_its_end():
    """A5: the server counted it at the latest when it ended."""
    window = SlidingWindow(2, 60)
    window.start(2, 0)
    assert window.ready_at(1) == inf
    window.end(2, 30)
    assert window.ready_at(1) == 90
    window.start(1, 90)
    assert window.ready_at(1) == -inf


def test_a_request_of_several_points_waits_until_enough_expire():
    """A5: a write waits for five reads."""
    window = SlidingWindow(6, 60)
    for second in range(6):
        window.start(1, second)
        window.end(1, second)
    assert window.ready_at(1) == 60
    assert window.ready_at(5) == 64
    window.start(5, 64)
    assert window.ready_at(1) == 65
    assert window.ready_at(2) == inf


def test_points_expire_at_the_end_of_the_window_and_not_earlier():
    """A5: a millisecond before, they still count."""
    window = SlidingWindow(2, 60)
    window.start(1, 0)
    window.end(1, 0)
    window.start(1, 59.999)
    assert window.ready_at(1) == 60
    window.end(1, 60)
    window.cancel(0)
    window.start(1, 60)
    assert window.ready_at(1) == 120


def test_a_request_that_was_never_sent_does_not_count():
    """A5: a connection that failed cost no point."""
    window = SlidingWindow(1, 60)
    window.start(1, 0)
    window.cancel(1)
    assert window.ready_at(1) == -inf


def test_the_memory_of_a_window_is_bounded_by_its_limit():
    """A5: expired requests are removed."""
    window = SlidingWindow(900, 60)
    now = 0.0
    for _ in range(20_000):
        ready = window.ready_at(1)
        now = max(now, ready)
        window.start(1, now)
        window.end(1, now)
    assert len(window._ended) <= 900
    assert now >= 60 * (20_000 // 900 - 1)


def ready_at(limits: SecondaryLimits, cost: Cost, at: float) -> tuple[float, str]:
    """Return when a request of ``cost`` may start, and why not earlier."""
    return limits.ready_at(limits.slot(cost), at)


def acquire(limits: SecondaryLimits, cost: Cost, at: float) -> Slot:
    """Start a request of ``cost``."""
    slot = limits.slot(cost)
    limits.acquire(slot, at)
    return slot


def send(limits: SecondaryLimits, cost: Cost, start: float, end: float) -> None:
    """Send a request from ``start`` to ``end``."""
    limits.release(acquire(limits, cost, start), end, sent=True)


def test_requests_in_flight_are_bounded():
    """A5: at most ``concurrency`` at once, bodies included."""
    limits = SecondaryLimits(Pace.off(concurrency=2))
    first = acquire(limits, READ, 0)
    assert ready_at(limits, READ, 0) == (-inf, "concurrency")
    acquire(limits, READ, 0)
    assert limits.in_flight == 2
    assert ready_at(limits, READ, 0) == (inf, "concurrency")
    limits.release(first, 0, sent=True)
    assert limits.in_flight == 1
    assert ready_at(limits, READ, 0) == (-inf, "concurrency")


def test_points_are_limited_per_endpoint():
    """A5: in any 60 seconds."""
    limits = SecondaryLimits(Pace(points_per_minute=7))
    send(limits, READ, 0, 1)
    send(limits, READ, 0, 2)
    send(limits, WRITE, 2, 3)
    assert ready_at(limits, READ, 3) == (61, "points")
    assert ready_at(limits, WRITE, 3) == (63, "points")
    assert ready_at(limits, OTHER_READ, 3) == (-inf, "concurrency")


def test_writes_are_sent_one_at_a_time_with_an_interval():
    """A5: the interval starts at the end of a write."""
    limits = SecondaryLimits(Pace())
    write = acquire(limits, WRITE, 0)
    assert ready_at(limits, POST, 0) == (inf, "writes")
    assert ready_at(limits, READ, 0) == (-inf, "concurrency")
    limits.release(write, 4, sent=True)
    assert ready_at(limits, POST, 4) == (5, "writes")
    assert ready_at(limits, READ, 4) == (-inf, "concurrency")


def test_a_write_that_was_never_sent_delays_no_other():
    """A5: it costs no point and no content either."""
    limits = SecondaryLimits(Pace(points_per_minute=5, content_per_minute=1))
    limits.release(acquire(limits, POST, 0), 1, sent=False)
    assert ready_at(limits, POST, 1) == (-inf, "concurrency")


def test_reads_do_not_delay_writes():
    """A5: the interval is between writes only."""
    limits = SecondaryLimits(Pace())
    send(limits, READ, 0, 1)
    assert ready_at(limits, WRITE, 1) == (-inf, "concurrency")


@pytest.mark.parametrize(
    ("pace", "until"),
    [
        (Pace(content_per_minute=2, write_interval=None), 60),
        (Pace(content_per_hour=2, write_interval=None), 3600),
        (Pace(content_per_minute=2, content_per_hour=2, write_interval=None), 3600),
    ],
    ids=["minute", "hour", "both"],
)
def test_content_creation_is_limited(pace: Pace, until: float):
    """A5: per minute and per hour, for all endpoints together."""
    limits = SecondaryLimits(pace)
    send(limits, POST, 0, 0)
    send(limits, Cost("/rerun", 5, writes=True, creates=True), 0, 1)
    assert ready_at(limits, POST, 2) == (until, "content")
    assert ready_at(limits, WRITE, 2) == (-inf, "concurrency")


def test_rules_set_to_none_block_nothing():
    """A5: and keep no state."""
    limits = SecondaryLimits(Pace.off())
    for _ in range(40):
        acquire(limits, POST, 0)
    assert ready_at(limits, POST, 0) == (-inf, "concurrency")
    assert not limits._endpoints
    assert not limits._content


def test_rules_apply_once_they_are_active():
    """A9: earlier requests do not count towards points."""
    limits = SecondaryLimits(Pace(once_limited=True, points_per_minute=5))
    assert not limits.active
    before = [acquire(limits, WRITE, 0) for _ in range(3)]
    assert ready_at(limits, WRITE, 0) == (-inf, "concurrency")
    limits.active = True
    assert ready_at(limits, WRITE, 0) == (inf, "writes")
    for slot in before:
        limits.release(slot, 1, sent=True)
    assert ready_at(limits, WRITE, 1) == (2, "writes")
    assert ready_at(limits, WRITE, 2)[0] <= 2
    send(limits, WRITE, 2, 2)
    assert ready_at(limits, READ, 2) == (62, "points")


def test_reduced_concurrency_grows_by_one_a_minute():
    """A5: halved at once, never below one, never above the setting."""
    limits = SecondaryLimits(Pace(concurrency=10))
    assert limits.concurrency(0) == 10
    limits.reduce(100)
    assert [limits.concurrency(at) for at in (100, 159, 160, 220, 399, 400, 9999)] == [
        5, 5, 6, 7, 9, 10, 10,
    ]  # fmt: skip
    limits.reduce(220)
    assert [limits.concurrency(at) for at in (220, 280)] == [3, 4]
    for _ in range(5):
        limits.reduce(220)
    assert limits.concurrency(220) == 1


def test_reduced_concurrency_says_when_it_grows():
    """A5: a request waits until the next minute at most."""
    limits = SecondaryLimits(Pace(concurrency=4))
    for _ in range(4):
        acquire(limits, READ, 0)
    limits.reduce(100)
    assert ready_at(limits, READ, 100) == (160, "concurrency")
    assert ready_at(limits, READ, 160) == (220, "concurrency")
    assert ready_at(limits, READ, 220) == (inf, "concurrency")


def test_the_rule_with_the_latest_instant_is_named():
    """A5: it decides when the request may be sent."""
    limits = SecondaryLimits(Pace(points_per_minute=5, content_per_minute=1))
    send(limits, POST, 0, 10)
    assert ready_at(limits, POST, 10) == (70, "content")
    assert ready_at(limits, Cost("/dispatches", 5, writes=True, creates=False), 10) == (
        70,
        "points",
    )
    acquire(limits, WRITE, 10)
    assert ready_at(limits, POST, 10) == (inf, "writes")
