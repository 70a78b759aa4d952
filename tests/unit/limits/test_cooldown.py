from math import inf

from aioghactions._limits.cooldown import Cooldown


def test_a_new_cooldown_blocks_nothing():
    """A3: no wait before there was a limit."""
    cooldown = Cooldown(spread=10)
    assert cooldown.ready_at == -inf
    cooldown.admit(5, gap=1)
    assert cooldown.ready_at == -inf


def test_the_latest_end_wins():
    """A3: in whatever order rate-limit responses arrive."""
    cooldown = Cooldown(spread=10)
    cooldown.start(100)
    cooldown.start(70)
    cooldown.start(100, jitter=0.5)
    assert cooldown.until == cooldown.ready_at == 100
    cooldown.start(130)
    assert cooldown.until == cooldown.ready_at == 130


def test_requests_are_spaced_after_the_end():
    """A6: no thundering herd after a reset."""
    cooldown = Cooldown(spread=10)
    cooldown.start(100)
    cooldown.admit(100, gap=0.5)
    assert cooldown.ready_at == 100.5
    cooldown.admit(109.5, gap=0.5)
    assert cooldown.ready_at == 110
    cooldown.admit(110, gap=0.5)
    assert cooldown.ready_at == 110


def test_a_spread_of_0_spaces_nothing():
    """A6: ``release=0`` admits all at once."""
    cooldown = Cooldown(spread=0)
    cooldown.start(100)
    cooldown.admit(100, gap=1)
    assert cooldown.ready_at == 100


def test_requests_are_spaced_for_the_whole_spread_after_the_delay():
    """A6: the delay shifts the spread, and ``until`` stays as the server stated it."""
    cooldown = Cooldown(spread=10)
    cooldown.start(100, jitter=0.9)
    assert cooldown.until == 100
    assert cooldown.ready_at == 109
    cooldown.admit(118, gap=0.5)
    assert cooldown.ready_at == 118.5
    cooldown.start(105, jitter=0.1)
    assert cooldown.until == 105
    assert cooldown.ready_at == 118.5
    cooldown.start(112)
    assert cooldown.ready_at == 118.5
