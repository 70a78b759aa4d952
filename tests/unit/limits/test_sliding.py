from math import inf

from aioghactions._limits.pacing import SlidingWindow


def test_a_window_has_room_up_to_its_limit():
    """A5: the last point fits, the next does not."""
    window = SlidingWindow(10, 60)
    assert window.ready_at(10) == -inf
    window.enter(5, 0)
    assert window.ready_at(5) == -inf
    window.enter(5, 0)
    assert window.ready_at(1) == inf


def test_a_request_counts_until_a_window_after_its_end():
    """A5: the server saw it at the latest when it ended."""
    window = SlidingWindow(2, 60)
    window.enter(2, 0)
    assert window.ready_at(1) == inf
    window.leave(2, 30)
    assert window.ready_at(1) == 90
    window.enter(1, 90)
    assert window.ready_at(1) == -inf


def test_several_ends_make_room_for_one_that_weighs_more():
    """A5: a write waits until enough reads have run out."""
    window = SlidingWindow(6, 60)
    for second in range(6):
        window.enter(1, second)
        window.leave(1, second)
    assert window.ready_at(1) == 60
    assert window.ready_at(5) == 64
    window.enter(5, 64)
    assert window.ready_at(1) == 65
    assert window.ready_at(2) == inf


def test_an_end_counts_until_the_very_last_instant():
    """A5: a moment before the window is over, nothing has run out."""
    window = SlidingWindow(2, 60)
    window.enter(1, 0)
    window.leave(1, 0)
    window.enter(1, 59.999)
    assert window.ready_at(1) == 60
    window.leave(1, 60)
    window.cancel(0)
    window.enter(1, 60)
    assert window.ready_at(1) == 120


def test_what_was_never_sent_does_not_count():
    """A5: a connection that failed cost no point."""
    window = SlidingWindow(1, 60)
    window.enter(1, 0)
    window.cancel(1)
    assert window.ready_at(1) == -inf


def test_the_memory_of_a_window_is_bounded_by_its_limit():
    """A5: a million requests leave no more than a window's worth behind."""
    window = SlidingWindow(900, 60)
    now = 0.0
    for _ in range(20_000):
        ready = window.ready_at(1)
        now = max(now, ready)
        window.enter(1, now)
        window.leave(1, now)
    assert len(window._ended) <= 900
    assert now >= 60 * (20_000 // 900 - 1)
