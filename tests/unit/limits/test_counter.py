from aioghactions._limits.budget import Lease, Rate
from aioghactions._limits.counter import Counter
from aioghactions._limits.pacing import SlidingWindow


def test_what_a_store_forgot_is_reported_again():
    """The points of the last minute, and not those of a minute ago."""
    window = SlidingWindow(900, 60)
    counter = Counter("points", rate=Rate(limit=900, seconds=60), window=window)
    counter.grant(Lease(granted=25, seconds=3.0), 0.0)
    for end, points in ((0.0, 1), (50.0, 5)):
        window.start(points, end)
        window.end(points, end)
    counter.declare_again(100.0)
    assert counter.lacks(1, 1.0)
    assert counter.settle(100.0).spent == 5


def test_units_without_a_window_are_only_void():
    """Of a primary limit, the last response says what is left."""
    counter = Counter("core")
    counter.grant(Lease(granted=25, seconds=3.0), 0.0)
    counter.declare_again(1.0)
    assert counter.lacks(1, 1.0)
    assert counter.settle(1.0).returned == 25
