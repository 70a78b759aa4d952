from datetime import UTC, datetime
from math import inf

from aioghactions._core.messages import RateLimit
from aioghactions._limits.bucket import Bucket

RESET = 1_777_975_200


def limit(remaining: int, *, reset: float = RESET) -> RateLimit:
    """Return the rate limit of a response."""
    return RateLimit(
        resource="core",
        limit=5000,
        remaining=remaining,
        used=5000 - remaining,
        reset=datetime.fromtimestamp(reset, UTC),
    )


def known(remaining: int, *, left: float = 100, now: float = 0) -> Bucket:
    """Return a bucket whose window is known."""
    bucket = Bucket(limited=True)
    bucket.settle(bucket.reserve(now), limit(remaining), left=left, monotonic=now)
    return bucket


def test_the_first_request_is_sent_alone():
    """A4: one request probes an unknown limit."""
    bucket = Bucket(limited=True)
    assert bucket.ready_at(0) == -inf
    assert not bucket.is_known(0)
    assert not bucket.is_exhausted(0)
    serial = bucket.reserve(0)
    assert bucket.ready_at(0) == inf
    bucket.settle(serial, limit(10), left=100, monotonic=0)
    assert bucket.ready_at(0) == -inf
    assert bucket.known == limit(10)


def test_a_probe_without_a_rate_limit_is_followed_by_another():
    """A4: whether it was lost, free or never sent."""
    bucket = Bucket(limited=True)
    for end in (bucket.lose, bucket.refund):
        serial = bucket.reserve(0)
        assert bucket.ready_at(0) == inf
        end(serial)
        assert bucket.ready_at(0) == -inf


def test_only_the_end_of_the_probe_ends_the_probing():
    """A4: the end of an older request does not."""
    bucket = known(10, left=10)
    older = bucket.reserve(0)
    bucket.reserve(11)
    assert bucket.ready_at(11) == inf
    bucket.refund(older)
    assert bucket.ready_at(11) == inf


def test_a_bucket_without_limits_is_not_probed():
    """A9: a server that has shown no limit is not limited."""
    bucket = Bucket(limited=False)
    serials = [bucket.reserve(0) for _ in range(100)]
    assert bucket.ready_at(0) == -inf
    for serial in serials:
        bucket.lose(serial)
    assert not bucket._lost
    bucket.settle(bucket.reserve(0), limit(0), left=100, monotonic=0)
    assert bucket.limited
    assert bucket.is_exhausted(0)
    assert bucket.ready_at(0) == 101


def test_the_probe_detects_a_server_without_limits():
    """A9: until a later response shows one."""
    bucket = Bucket(limited=True)
    bucket.lose(bucket.reserve(0))
    bucket.settle_unlimited(bucket.reserve(0))
    assert bucket.limited is False
    assert not bucket._lost
    assert bucket.ready_at(0) == -inf
    bucket.observe(limit(3), left=100, monotonic=0)
    assert bucket.limited


def test_a_known_limit_survives_a_response_without_headers():
    """A4: missing headers are harmless once limits were seen."""
    bucket = known(2)
    bucket.settle_unlimited(bucket.reserve(0))
    assert bucket.limited
    bucket.reserve(0)
    assert bucket.ready_at(0) == 101


def test_requests_in_flight_count_as_spent():
    """A4: reserved before they are sent."""
    bucket = known(3)
    serials = [bucket.reserve(0) for _ in range(3)]
    assert bucket.ready_at(0) == 101
    assert not bucket.is_exhausted(0)
    bucket.refund(serials[0])
    assert bucket.ready_at(0) == -inf


def test_the_lowest_remaining_of_a_window_wins():
    """A4: responses out of order do not raise it."""
    bucket = known(5)
    one, two = bucket.reserve(0), bucket.reserve(0)
    bucket.settle(two, limit(3), left=100, monotonic=0)
    bucket.settle(one, limit(4), left=100, monotonic=0)
    assert bucket.known == limit(3)
    for _ in range(3):
        bucket.reserve(0)
    assert bucket.ready_at(0) == 101


def test_resets_within_two_seconds_are_one_window():
    """A4: the lower number wins among them."""
    bucket = known(5)
    for reset, remaining in [(RESET + 2, 4), (RESET - 2, 3), (RESET + 2, 9)]:
        bucket.observe(limit(remaining, reset=reset), left=100, monotonic=0)
    assert bucket.remaining == 3


def test_a_window_is_identified_by_its_first_reset():
    """A4: the two seconds do not add up."""
    bucket = known(5)
    bucket.observe(limit(4, reset=RESET + 2), left=102, monotonic=0)
    assert bucket.remaining == 4
    bucket.observe(limit(9, reset=RESET + 3), left=103, monotonic=0)
    assert bucket.remaining == 9


def test_the_later_window_wins():
    """A4: a response of an earlier window changes nothing."""
    bucket = known(5)
    bucket.observe(limit(4000, reset=RESET + 3600), left=3700, monotonic=0)
    assert bucket.remaining == 4000
    assert bucket.ends_at == 3701
    bucket.observe(limit(0, reset=RESET), left=100, monotonic=0)
    bucket.observe(limit(0, reset=RESET + 3597), left=3697, monotonic=0)
    assert bucket.remaining == 4000
    assert bucket.known == limit(4000, reset=RESET + 3600)


def test_a_window_ends_one_second_after_its_reset():
    """A2: then the next request is sent alone."""
    bucket = known(1, left=100, now=50)
    assert bucket.is_known(150.9)
    assert not bucket.is_known(151)
    bucket.reserve(60)
    assert bucket.ready_at(60) == 151
    assert bucket.ready_at(151) == -inf
    bucket.reserve(151)
    assert bucket.ready_at(151) == inf


def test_after_a_window_any_reset_is_accepted():
    """A4: also an earlier one, of a server whose clock was set back."""
    bucket = known(5, left=100)
    bucket.settle(
        bucket.reserve(101), limit(7, reset=RESET - 9000), left=50, monotonic=101
    )
    assert bucket.remaining == 7
    assert bucket.ends_at == 152


def test_a_bucket_is_exhausted_until_its_reset():
    """A3: nothing else can change it."""
    bucket = known(0)
    assert bucket.is_exhausted(0)
    assert bucket.is_exhausted(100.9)
    assert not bucket.is_exhausted(101)
    assert bucket.ready_at(0) == 101


def test_a_lost_request_stays_reserved_until_a_later_one_has_a_response():
    """A4: the server may have counted it after every response received."""
    bucket = known(10)
    early, lost = bucket.reserve(0), bucket.reserve(0)
    bucket.lose(lost)
    late = bucket.reserve(0)
    bucket.settle(early, limit(9), left=100, monotonic=0)
    assert list(bucket._lost) == [3]
    bucket.settle(late, limit(7), left=100, monotonic=0)
    assert not bucket._lost


def test_a_request_sent_before_a_loss_does_not_settle_it():
    """A4: only one that was sent after the loss was known does."""
    bucket = known(10)
    lost, same = bucket.reserve(0), bucket.reserve(0)
    bucket.lose(lost)
    bucket.settle(same, limit(9), left=100, monotonic=0)
    assert list(bucket._lost) == [3]


def test_lost_requests_alone_do_not_block():
    """A4: one request is sent to learn what they cost."""
    bucket = known(2)
    for _ in range(2):
        bucket.lose(bucket.reserve(0))
    assert bucket.ready_at(0) == -inf
    probe = bucket.reserve(0)
    assert bucket.ready_at(0) == 101
    bucket.settle(probe, limit(1), left=100, monotonic=0)
    bucket.lose(bucket.reserve(0))
    assert bucket.ready_at(0) == -inf


def test_the_record_of_lost_requests_is_bounded():
    """A4: in an outage of any length."""
    bucket = Bucket(limited=True)
    for _ in range(20_000):
        bucket.lose(bucket.reserve(0))
    assert len(bucket._lost) == 2**14
