from datetime import UTC, datetime
from math import inf

from aioghactions._core.messages import RateLimit
from aioghactions._limits.bucket import Bucket

RESET = 1_777_975_200


def limit(remaining: int, *, reset: float = RESET, of: int = 5000) -> RateLimit:
    """Return what a server says."""
    return RateLimit(
        resource="core",
        limit=of,
        remaining=remaining,
        used=of - remaining,
        reset=datetime.fromtimestamp(reset, UTC),
    )


def opened(remaining: int, *, left: float = 100, now: float = 0) -> Bucket:
    """Return a bucket whose window is known."""
    bucket = Bucket(guarded=True)
    bucket.settle(bucket.reserve(now), limit(remaining), left=left, monotonic=now)
    return bucket


def test_the_first_request_goes_alone():
    """A4: an unknown allowance is probed by one."""
    bucket = Bucket(guarded=True)
    assert bucket.ready_at(0) == -inf
    assert not bucket.is_open(0)
    assert not bucket.is_spent(0)
    serial = bucket.reserve(0)
    assert bucket.ready_at(0) == inf
    bucket.settle(serial, limit(10), left=100, monotonic=0)
    assert bucket.ready_at(0) == -inf
    assert bucket.known == limit(10)


def test_a_probe_without_news_is_followed_by_another():
    """A4: lost, free or never sent, the next one probes."""
    bucket = Bucket(guarded=True)
    for end in (bucket.lose, bucket.release):
        serial = bucket.reserve(0)
        assert bucket.ready_at(0) == inf
        end(serial)
        assert bucket.ready_at(0) == -inf


def test_only_the_end_of_the_probe_ends_the_probing():
    """A4: an older request that ends is not the one that was waited for."""
    bucket = opened(10, left=10)
    older = bucket.reserve(0)
    bucket.reserve(11)
    assert bucket.ready_at(11) == inf
    bucket.release(older)
    assert bucket.ready_at(11) == inf


def test_an_unguarded_allowance_is_not_probed():
    """A9: a server that has shown no limit is not held back."""
    bucket = Bucket(guarded=False)
    serials = [bucket.reserve(0) for _ in range(100)]
    assert bucket.ready_at(0) == -inf
    for serial in serials:
        bucket.lose(serial)
    assert not bucket._lost
    bucket.settle(bucket.reserve(0), limit(0), left=100, monotonic=0)
    assert bucket.guarded
    assert bucket.is_spent(0)
    assert bucket.ready_at(0) == 101


def test_a_server_without_limits_is_found_out_by_the_probe():
    """A9: a success without the headers ends the guarding, until they appear."""
    bucket = Bucket(guarded=True)
    bucket.lose(bucket.reserve(0))
    bucket.unlimited(bucket.reserve(0))
    assert not bucket.guarded
    assert not bucket._lost
    assert bucket.ready_at(0) == -inf
    bucket.observe(limit(3), left=100, monotonic=0)
    assert bucket.guarded


def test_a_single_answer_without_headers_proves_nothing():
    """A4: missing headers are harmless once limits were seen."""
    bucket = opened(2)
    bucket.unlimited(bucket.reserve(0))
    assert bucket.guarded
    bucket.reserve(0)
    assert bucket.ready_at(0) == 101


def test_what_is_in_flight_counts_as_spent():
    """A4: reserved before it is sent."""
    bucket = opened(3)
    serials = [bucket.reserve(0) for _ in range(3)]
    assert bucket.ready_at(0) == 101
    assert not bucket.is_spent(0)
    bucket.release(serials[0])
    assert bucket.ready_at(0) == -inf


def test_the_lowest_remaining_of_a_window_is_believed():
    """A4: answers out of order raise nothing."""
    bucket = opened(5)
    one, two = bucket.reserve(0), bucket.reserve(0)
    bucket.settle(two, limit(3), left=100, monotonic=0)
    bucket.settle(one, limit(4), left=100, monotonic=0)
    assert bucket.known == limit(3)
    for _ in range(3):
        bucket.reserve(0)
    assert bucket.ready_at(0) == 101


def test_resets_of_one_window_differ_by_two_seconds():
    """A4: within two seconds it is the same window, and the lower number counts."""
    bucket = opened(5)
    for reset, remaining in [(RESET + 2, 4), (RESET - 2, 3), (RESET + 2, 9)]:
        bucket.observe(limit(remaining, reset=reset), left=100, monotonic=0)
    assert bucket.left == 3


def test_a_window_does_not_creep():
    """A4: two seconds are counted from the first reset, not from the last."""
    bucket = opened(5)
    bucket.observe(limit(4, reset=RESET + 2), left=102, monotonic=0)
    assert bucket.left == 4
    bucket.observe(limit(9, reset=RESET + 3), left=103, monotonic=0)
    assert bucket.left == 9


def test_the_later_window_wins():
    """A4: an answer of an earlier window changes nothing."""
    bucket = opened(5)
    bucket.observe(limit(4000, reset=RESET + 3600), left=3700, monotonic=0)
    assert bucket.left == 4000
    assert bucket.opens == 3701
    bucket.observe(limit(0, reset=RESET), left=100, monotonic=0)
    bucket.observe(limit(0, reset=RESET + 3597), left=3697, monotonic=0)
    assert bucket.left == 4000
    assert bucket.known == limit(4000, reset=RESET + 3600)


def test_a_window_ends_a_second_after_its_reset():
    """A2: reset + 1 s, and then the next request goes alone."""
    bucket = opened(1, left=100, now=50)
    assert bucket.is_open(150.9)
    assert not bucket.is_open(151)
    bucket.reserve(60)
    assert bucket.ready_at(60) == 151
    assert bucket.ready_at(151) == -inf
    bucket.reserve(151)
    assert bucket.ready_at(151) == inf


def test_a_new_window_after_the_end_may_have_any_reset():
    """A4: a server whose clock was set back is believed once its window is over."""
    bucket = opened(5, left=100)
    bucket.settle(
        bucket.reserve(101), limit(7, reset=RESET - 9000), left=50, monotonic=101
    )
    assert bucket.left == 7
    assert bucket.opens == 152


def test_nothing_left_is_spent():
    """A3: at zero there is nothing to wait for but the reset."""
    bucket = opened(0)
    assert bucket.is_spent(0)
    assert bucket.is_spent(100.9)
    assert not bucket.is_spent(101)
    assert bucket.ready_at(0) == 101


def test_a_lost_request_stays_reserved_until_a_later_one_is_answered():
    """A4: the server may have counted it after every answer we saw."""
    bucket = opened(10)
    early, lost = bucket.reserve(0), bucket.reserve(0)
    bucket.lose(lost)
    late = bucket.reserve(0)
    bucket.settle(early, limit(9), left=100, monotonic=0)
    assert list(bucket._lost) == [3]
    bucket.settle(late, limit(7), left=100, monotonic=0)
    assert not bucket._lost


def test_a_request_that_was_on_its_way_when_one_was_lost_proves_nothing():
    """A4: only what was sent after the loss was known does."""
    bucket = opened(10)
    lost, same = bucket.reserve(0), bucket.reserve(0)
    bucket.lose(lost)
    bucket.settle(same, limit(9), left=100, monotonic=0)
    assert list(bucket._lost) == [3]


def test_losses_alone_do_not_close_the_door():
    """A4: when only losses stand in the way, one request finds out."""
    bucket = opened(2)
    for _ in range(2):
        bucket.lose(bucket.reserve(0))
    assert bucket.ready_at(0) == -inf
    probe = bucket.reserve(0)
    assert bucket.ready_at(0) == 101
    bucket.settle(probe, limit(1), left=100, monotonic=0)
    bucket.lose(bucket.reserve(0))
    assert bucket.ready_at(0) == -inf


def test_an_outage_without_end_is_remembered_in_bounds():
    """A4: no more losses than the largest allowance."""
    bucket = Bucket(guarded=True)
    for _ in range(20_000):
        bucket.lose(bucket.reserve(0))
    assert len(bucket._lost) == 2**14
