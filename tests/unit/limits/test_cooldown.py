from math import inf

from aioghactions._limits.cooldown import Cooldown


def test_a_hold_is_open_until_it_is_closed():
    """A3: nothing waits before there was a limit."""
    hold = Cooldown(spread=10)
    assert hold.ready_at() == -inf
    hold.enter(5, gap=1)
    assert hold.ready_at() == -inf


def test_a_hold_never_opens_earlier_than_it_was_told():
    """A3: the latest instant wins, whatever order refusals arrive in."""
    hold = Cooldown(spread=10)
    hold.close(100)
    hold.close(70)
    hold.close(100, late=5)
    assert hold.until == hold.ready_at() == 100
    hold.close(130)
    assert hold.until == hold.ready_at() == 130


def test_the_waiting_pass_one_at_a_time_while_it_opens():
    """A6: a reset does not release a herd."""
    hold = Cooldown(spread=10)
    hold.close(100)
    hold.enter(100, gap=0.5)
    assert hold.ready_at() == 100.5
    hold.enter(109.5, gap=0.5)
    assert hold.ready_at() == 110
    hold.enter(110, gap=0.5)
    assert hold.ready_at() == 110


def test_no_spread_means_no_gap():
    """A6: ``release=0`` opens at once."""
    hold = Cooldown(spread=0)
    hold.close(100)
    hold.enter(100, gap=1)
    assert hold.ready_at() == 100


def test_what_is_added_by_chance_shifts_the_slow_opening_too():
    """A6: the gap is kept for the whole spread, however late the first one goes."""
    hold = Cooldown(spread=10)
    hold.close(100, late=9)
    assert hold.until == 100
    assert hold.ready_at() == 109
    hold.enter(118, gap=0.5)
    assert hold.ready_at() == 118.5
    hold.close(105, late=1)
    assert hold.until == 105
    assert hold.ready_at() == 118.5
    hold.close(112)
    assert hold.ready_at() == 118.5
