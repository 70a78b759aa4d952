from math import inf

import pytest

from aioghactions._limits.pacing import SecondaryLimits
from aioghactions.settings import Cost, Pace

READ = Cost("/runs", 1, writes=False, creates=False)
OTHER_READ = Cost("/jobs", 1, writes=False, creates=False)
WRITE = Cost("/runs", 5, writes=True, creates=False)
POST = Cost("/dispatches", 5, writes=True, creates=True)


def visit(pacer: SecondaryLimits, cost: Cost, start: float, end: float) -> None:
    """Let a request come and go."""
    pacer.leave(pacer.enter(cost, start), end, sent=True)


def test_requests_in_flight_are_bounded():
    """A5: at most ``concurrency`` at once, bodies included."""
    pacer = SecondaryLimits(Pace.off(concurrency=2))
    first = pacer.enter(READ, 0)
    assert pacer.ready_at(READ, 0) == (-inf, "concurrency")
    pacer.enter(READ, 0)
    assert pacer.in_flight == 2
    assert pacer.ready_at(READ, 0) == (inf, "concurrency")
    pacer.leave(first, 0, sent=True)
    assert pacer.in_flight == 1
    assert pacer.ready_at(READ, 0) == (-inf, "concurrency")


def test_an_endpoint_has_its_points():
    """A5: 900 points in any 60 seconds, for each endpoint by itself."""
    pacer = SecondaryLimits(Pace(points_per_minute=7))
    visit(pacer, READ, 0, 1)
    visit(pacer, READ, 0, 2)
    visit(pacer, WRITE, 2, 3)
    assert pacer.ready_at(READ, 3) == (61, "points")
    assert pacer.ready_at(WRITE, 3) == (63, "points")
    assert pacer.ready_at(OTHER_READ, 3) == (-inf, "concurrency")


def test_writes_go_one_at_a_time_and_a_second_apart():
    """A5: the second begins when the write has ended."""
    pacer = SecondaryLimits(Pace())
    writing = pacer.enter(WRITE, 0)
    assert pacer.ready_at(POST, 0) == (inf, "writes")
    assert pacer.ready_at(READ, 0) == (-inf, "concurrency")
    pacer.leave(writing, 4, sent=True)
    assert pacer.ready_at(POST, 4) == (5, "writes")
    assert pacer.ready_at(READ, 4) == (-inf, "concurrency")


def test_a_write_that_was_never_sent_delays_no_other():
    """A5: a connection that failed is no write, and costs no point."""
    pacer = SecondaryLimits(Pace(points_per_minute=5, content_per_minute=1))
    pacer.leave(pacer.enter(POST, 0), 1, sent=False)
    assert pacer.ready_at(POST, 1) == (-inf, "concurrency")


def test_reads_do_not_delay_writes():
    """A5: only writes are a second apart."""
    pacer = SecondaryLimits(Pace())
    visit(pacer, READ, 0, 1)
    assert pacer.ready_at(WRITE, 1) == (-inf, "concurrency")


@pytest.mark.parametrize(
    ("pace", "until"),
    [
        (Pace(content_per_minute=2, write_interval=None), 60),
        (Pace(content_per_hour=2, write_interval=None), 3600),
        (Pace(content_per_minute=2, content_per_hour=2, write_interval=None), 3600),
    ],
    ids=["minute", "hour", "both"],
)
def test_content_is_created_slowly(pace: Pace, until: float):
    """A5: 80 a minute and 500 an hour, whatever the endpoint."""
    pacer = SecondaryLimits(pace)
    visit(pacer, POST, 0, 0)
    visit(pacer, Cost("/rerun", 5, writes=True, creates=True), 0, 1)
    assert pacer.ready_at(POST, 2) == (until, "content")
    assert pacer.ready_at(WRITE, 2) == (-inf, "concurrency")


def test_rules_that_are_off_hold_nothing_back():
    """A5: all adjustable."""
    pacer = SecondaryLimits(Pace.off())
    for _ in range(40):
        pacer.enter(POST, 0)
    assert pacer.ready_at(POST, 0) == (-inf, "concurrency")
    assert not pacer._endpoints
    assert not pacer._content


def test_the_rules_begin_when_they_are_switched_on():
    """A9: what went before a server showed limits is not counted, then all is."""
    pacer = SecondaryLimits(Pace(once_limited=True, points_per_minute=5))
    assert not pacer.active
    before = [pacer.enter(WRITE, 0) for _ in range(3)]
    assert pacer.ready_at(WRITE, 0) == (-inf, "concurrency")
    pacer.active = True
    assert pacer.ready_at(WRITE, 0) == (inf, "writes")
    for one in before:
        pacer.leave(one, 1, sent=True)
    assert pacer.ready_at(WRITE, 1) == (2, "writes")
    assert pacer.ready_at(WRITE, 2)[0] <= 2
    visit(pacer, WRITE, 2, 2)
    assert pacer.ready_at(READ, 2) == (62, "points")


def test_a_secondary_limit_halves_the_width_and_minutes_bring_it_back():
    """A5: halved at once, one more each minute, never below one or above all."""
    pacer = SecondaryLimits(Pace(concurrency=10))
    assert pacer.width(0) == 10
    pacer.slow_down(100)
    assert [pacer.width(at) for at in (100, 159, 160, 220, 399, 400, 9999)] == [
        5, 5, 6, 7, 9, 10, 10,
    ]  # fmt: skip
    pacer.slow_down(220)
    assert [pacer.width(at) for at in (220, 280)] == [3, 4]
    for _ in range(5):
        pacer.slow_down(220)
    assert pacer.width(220) == 1


def test_a_narrowed_width_says_when_it_grows():
    """A5: whoever waits for a place waits for the next minute at the latest."""
    pacer = SecondaryLimits(Pace(concurrency=4))
    for _ in range(4):
        pacer.enter(READ, 0)
    pacer.slow_down(100)
    assert pacer.ready_at(READ, 100) == (160, "concurrency")
    assert pacer.ready_at(READ, 160) == (220, "concurrency")
    assert pacer.ready_at(READ, 220) == (inf, "concurrency")


def test_the_rule_that_speaks_last_is_named():
    """A5: of several rules the one with the latest instant decides."""
    pacer = SecondaryLimits(Pace(points_per_minute=5, content_per_minute=1))
    visit(pacer, POST, 0, 10)
    assert pacer.ready_at(POST, 10) == (70, "content")
    assert pacer.ready_at(Cost("/dispatches", 5, writes=True, creates=False), 10) == (
        70,
        "points",
    )
    pacer.enter(WRITE, 10)
    assert pacer.ready_at(POST, 10) == (inf, "writes")
