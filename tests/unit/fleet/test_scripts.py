"""What the scripts decide, at instants that the test sets."""

import asyncio

import pytest

from aioghactions import errors
from aioghactions.fleet import Rate, RedisBudget, Seen
from tests.fleet.timed_redis import TimedRedis

POINTS = Rate(limit=900, seconds=60)
WRITES = Rate(limit=1, seconds=1)
RESET = 1_700_003_600


def seen(remaining, *, seconds=3000.0, reset=RESET):
    """Return what GitHub said."""
    return Seen(remaining=remaining, reset=reset, seconds=seconds)


class Fleet:
    """Members of one budget in one Redis."""

    def __init__(self, count):
        self.redis = TimedRedis()
        self.members = [RedisBudget(self.redis).member() for _ in range(count)]

    async def begin(self, remaining=None):
        """Let all join, and learn what is left; their first seconds are over."""
        for member in self.members:
            await member.width("b", 0, 50)
        if remaining is not None:
            first = self.members[0]
            assert (await first.lease("b", "core", 25)).granted == 1
            await first.settle("b", "core", 1, 0, seen(remaining))
        self.redis.now += 4
        for member in self.members:
            await member.width("b", 0, 50)
        return self.members

    async def units(self, member, want=25):
        return (await self.members[member].lease("b", "core", want)).granted

    async def points(self, member, want=25, rate=POINTS, least=1):
        name = "writes" if rate is WRITES else "points /x"
        return await self.members[member].lease("b", name, want, least=least, rate=rate)


# --- a primary limit -------------------------------------------------------------


async def test_one_member_probes_an_unknown_limit():
    """The others ask again soon."""
    fleet = Fleet(3)
    await fleet.begin()
    assert [await fleet.units(i) for i in range(3)] == [1, 0, 0]
    waiting = await fleet.members[1].lease("b", "core", 25)
    assert (waiting.granted, waiting.seconds, waiting.exhausted) == (0, 0.1, False)


async def test_a_probe_without_a_limit_is_repeated_by_the_next_who_asks():
    """Its response may have been an error of a proxy."""
    fleet = Fleet(2)
    await fleet.begin()
    assert await fleet.units(0) == 1
    await fleet.members[0].settle("b", "core", 1, 0, None)
    assert await fleet.units(0) == 1


async def test_a_probe_of_a_process_that_was_killed_is_repeated():
    """After 15 seconds."""
    fleet = Fleet(2)
    await fleet.begin()
    assert await fleet.units(0) == 1
    fleet.redis.now += 16
    assert await fleet.units(1) == 1


@pytest.mark.parametrize(
    ("left", "granted"), [(5000, 25), (320, 20), (160, 10), (17, 1), (1, 1), (0, 0)]
)
async def test_a_lease_is_a_sixteenth_of_what_is_free(left, granted):
    """At least one unit, and at most what is wanted."""
    fleet = Fleet(2)
    await fleet.begin(left)
    assert await fleet.units(1) == granted


async def test_units_on_lease_are_not_leased_again():
    """Until they are returned."""
    fleet = Fleet(3)
    await fleet.begin(2)
    assert [await fleet.units(i) for i in range(3)] == [1, 1, 0]
    await fleet.members[0].settle("b", "core", 0, 1, None)
    assert await fleet.units(2) == 1


async def test_an_exhausted_limit_blocks_until_its_reset():
    """By the clock of Redis."""
    fleet = Fleet(2)
    await fleet.begin(0)
    lease = await fleet.members[1].lease("b", "core", 25)
    assert lease.exhausted
    assert lease.seconds == pytest.approx(2996, abs=1)


async def test_the_lowest_number_of_a_window_holds():
    """In any order of the responses."""
    fleet = Fleet(2)
    await fleet.begin(10)
    await fleet.members[1].settle("b", "core", 0, 0, seen(40))
    await fleet.members[1].settle("b", "core", 0, 0, seen(40, reset=RESET - 3600))
    await fleet.members[1].settle("b", "core", 0, 0, seen(2, reset=RESET + 1))
    assert [await fleet.units(1, 1) for _ in range(3)] == [1, 1, 0]


async def test_a_later_window_replaces_an_earlier_one():
    """Even if it begins early."""
    fleet = Fleet(2)
    await fleet.begin(0)
    await fleet.members[1].settle("b", "core", 0, 0, seen(800, reset=RESET + 3600))
    assert await fleet.units(1) == 25


async def test_a_lease_ends_with_its_window():
    """Then the limit is unknown again."""
    fleet = Fleet(1)
    await fleet.begin()
    await fleet.units(0)
    await fleet.members[0].settle("b", "core", 1, 0, seen(800, seconds=2.0))
    assert (await fleet.members[0].lease("b", "core", 25)).seconds == 2.0
    fleet.redis.now += 2.5
    assert await fleet.units(0) == 1  # a new window, of which nothing is known


async def test_units_of_a_killed_process_return_with_a_newer_response():
    """After its requests have certainly ended, GitHub's number includes them."""
    fleet = Fleet(2)
    await fleet.begin(20)
    assert await fleet.units(0, 25) == 1
    fleet.members[0]._held.clear()  # killed: it says no more
    fleet.redis.now += 100
    assert await fleet.units(1) == 1
    await fleet.members[1].settle("b", "core", 1, 0, seen(1))
    assert await fleet.units(1) == 1


async def test_resources_are_counted_apart():
    """As GitHub counts them."""
    fleet = Fleet(1)
    await fleet.begin(0)
    lease = await fleet.members[0].lease("b", "search", 25)
    assert lease.granted == 1


async def test_budgets_are_counted_apart():
    """One Redis can hold several."""
    fleet = Fleet(1)
    await fleet.begin(0)
    assert (await fleet.members[0].lease("other", "core", 25)).granted == 1


# --- secondary limits ------------------------------------------------------------


async def test_points_count_for_a_minute_after_they_were_spent():
    """Those returned do not count."""
    fleet = Fleet(2)
    await fleet.begin()
    rate = Rate(limit=30, seconds=60)
    assert (await fleet.points(0, 30, rate, least=30)).granted == 30
    assert (await fleet.points(1, 30, rate)).granted == 0
    name = "points /x"
    await fleet.members[0].settle("b", name, 28, 2, None, rate=rate)
    fleet.redis.now += 59
    lease = await fleet.points(1, 25, rate, least=5)
    assert (lease.granted, lease.seconds) == (0, 1.0)
    fleet.redis.now += 2
    assert (await fleet.points(1, 25, rate, least=5)).granted == 5


async def test_a_write_waits_for_the_write_of_another_process():
    """And for a second after its end."""
    fleet = Fleet(2)
    await fleet.begin()
    assert (await fleet.points(0, 1, WRITES)).granted == 1
    fleet.redis.now += 10
    assert (await fleet.points(1, 1, WRITES)).granted == 0
    await fleet.members[0].settle("b", "writes", 1, 0, None, rate=WRITES)
    lease = await fleet.points(1, 1, WRITES)
    assert (lease.granted, lease.seconds) == (0, 1.0)
    fleet.redis.now += 1
    assert (await fleet.points(1, 1, WRITES)).granted == 1


async def waits(fleet, *members):
    """Return for how long each is refused a write."""
    leases = [await fleet.points(i, 1, WRITES) for i in members]
    assert not any(it.granted for it in leases)
    return [it.seconds for it in leases]


async def wrote(fleet, member):
    """Report the end of a write."""
    await fleet.members[member].settle("b", "writes", 1, 0, None, rate=WRITES)


async def test_writes_are_granted_in_the_order_of_the_first_question():
    """A5: one who has had its turn goes to the end, one who comes late waits."""
    fleet = Fleet(4)
    await fleet.begin()
    assert (await fleet.points(0, 1, WRITES)).granted == 1
    await waits(fleet, 2, 1)
    await wrote(fleet, 0)
    fleet.redis.now += 1
    for member, others in ((2, (3, 0, 1)), (1, (0, 3)), (3, (0,)), (0, ())):
        await waits(fleet, *others)
        assert (await fleet.points(member, 1, WRITES)).granted == 1
        await wrote(fleet, member)
        fleet.redis.now += 1


async def test_a_process_that_waits_is_told_when_to_ask_again():
    """A3: when enough is free for all before it, at the earliest, and for itself."""
    fleet = Fleet(4)
    await fleet.begin()
    assert (await fleet.points(0, 1, WRITES)).granted == 1
    assert await waits(fleet, 1, 2, 3) == [1.0, 2.0, 3.0]  # the write ends now or later
    await wrote(fleet, 0)
    fleet.redis.now += 0.75
    assert await waits(fleet, 1, 2, 3) == [0.25, 1.25, 2.25]
    fleet.redis.now += 0.25
    assert await waits(fleet, 2) == [1.0]  # the one before it is about to ask


async def test_nobody_overtakes_a_process_whose_turn_has_come():
    """A5: though enough is free for both; each gets a share of what is free."""
    fleet, rate = Fleet(3), Rate(limit=64, seconds=60)
    await fleet.begin()
    assert (await fleet.points(0, 64, rate, least=64)).granted == 64
    await fleet.members[0].settle("b", "points /x", 64, 0, None, rate=rate)
    fleet.redis.now += 55
    for member in (1, 2):
        assert (await fleet.points(member, 25, rate)).seconds == 5.0
    fleet.redis.now += 5
    late = await fleet.points(0, 25, rate)
    assert (late.granted, late.seconds) == (0, 0.25)
    assert [(await fleet.points(i, 25, rate)).granted for i in (1, 2)] == [21, 21]
    assert (await fleet.points(0, 25, rate)).granted == 1  # of 22, a sixteenth


async def test_points_are_awaited_until_a_whole_batch_is_free():
    """A3: so one question is enough; after nine seconds the answer may have changed."""
    fleet, rate = Fleet(3), Rate(limit=320, seconds=60)
    await fleet.begin()
    for spent in (2, 2, 3, 313):  # a batch is five
        lease = await fleet.points(0, spent, rate, least=spent)
        assert lease.granted == spent
        await fleet.members[0].settle("b", "points /x", spent, 0, None, rate=rate)
        fleet.redis.now += 1
    fleet.redis.now += 51
    first, second = [await fleet.points(i, 25, rate) for i in (1, 2)]
    assert (first.granted, first.seconds) == (0, 7.0)  # of the third
    assert (second.granted, second.seconds) == (0, 8.0)  # of the last one
    fleet.redis.now += 7
    assert (await fleet.points(1, 25, rate)).granted == 5
    fleet.redis.now += 1
    assert (await fleet.points(2, 25, rate)).granted == 19


async def test_nobody_waits_longer_than_a_place_may_last():
    """So that a process that waits is not taken for one that is gone."""
    fleet = Fleet(2)
    await fleet.begin()
    rate = Rate(limit=30, seconds=60)
    assert (await fleet.points(0, 30, rate, least=30)).granted == 30
    assert (await fleet.points(1, 5, rate)).seconds == 1.0  # they may be returned
    await fleet.members[0].settle("b", "points /x", 30, 0, None, rate=rate)
    assert (await fleet.points(1, 5, rate)).seconds == 9.0


@pytest.mark.parametrize("is_alive", [False, True])
async def test_a_process_that_no_longer_waits_delays_others_for_a_second(is_alive):
    """A5: killed, or without a request that it waited for."""
    fleet = Fleet(3)
    await fleet.begin()
    assert (await fleet.points(0, 1, WRITES)).granted == 1
    await wrote(fleet, 0)
    assert await waits(fleet, 1, 2) == [1.0, 2.0]
    fleet.redis.now += 1.9
    assert await waits(fleet, 2) == [1.0]
    fleet.redis.now += 0.1
    if is_alive:
        await fleet.members[1].width("b", 0, 50)
    assert (await fleet.points(2, 1, WRITES)).granted == 1
    await wrote(fleet, 2)
    assert await waits(fleet, 0, 1) == [1.0, 2.0]  # at the end


async def test_a_process_that_leaves_delays_nobody():
    """A5: its place is free at once."""
    fleet = Fleet(3)
    await fleet.begin()
    assert (await fleet.points(0, 1, WRITES)).granted == 1
    await wrote(fleet, 0)
    await waits(fleet, 1, 2)
    await fleet.members[1].leave("b")
    fleet.redis.now += 1
    assert (await fleet.points(2, 1, WRITES)).granted == 1


async def test_a_process_that_wants_no_more_gives_up_its_place():
    """A5: it says so with a settlement."""
    fleet = Fleet(3)
    await fleet.begin()
    assert (await fleet.points(0, 1, WRITES)).granted == 1
    await waits(fleet, 1, 2)
    await wrote(fleet, 0)
    await fleet.members[1].settle("b", "writes", 0, 0, None, rate=WRITES)
    fleet.redis.now += 1
    assert (await fleet.points(2, 1, WRITES)).granted == 1


async def test_a_lease_reports_what_was_spent():
    """A3: one call of the store in place of two."""
    fleet = Fleet(2)
    await fleet.begin(100)
    rate = Rate(limit=30, seconds=60)
    assert (await fleet.points(0, 30, rate, least=30)).granted == 30
    calls = fleet.redis.calls
    lease = await fleet.members[0].lease(
        "b", "points /x", 5, least=5, rate=rate, spent=20, returned=10
    )
    assert lease.granted == 5
    assert (await fleet.points(1, 5, rate, least=5)).granted == 5
    lease = await fleet.members[0].lease("b", "core", 25, seen=seen(3))
    assert lease.granted == 1
    assert fleet.redis.calls == calls + 3


async def test_a_write_of_a_killed_process_ends():
    """After its lease, and half a minute."""
    fleet = Fleet(2)
    await fleet.begin()
    assert (await fleet.points(0, 1, WRITES)).granted == 1
    fleet.redis.now += 40
    assert (await fleet.points(1, 1, WRITES)).granted == 1


async def test_a_pause_holds_for_all():
    """The longest one."""
    fleet = Fleet(2)
    await fleet.begin(100)
    await fleet.members[0].hold("b", 60)
    await fleet.members[0].hold("b", 5)
    fleet.redis.now += 10
    assert (await fleet.members[1].lease("b", "core", 1)).cooldown == 50
    assert (await fleet.members[1].width("b", 0, 50)).cooldown == 50


# --- requests in flight ----------------------------------------------------------


async def test_shares_of_the_concurrency_add_up():
    """To all that is allowed, except for a tenth."""
    fleet = Fleet(4)
    members = await fleet.begin()
    for _ in range(3):
        shares = [(await it.width("b", 0, 60)).granted for it in members]
    assert sorted(shares) == [13, 13, 14, 14]


async def test_a_process_that_joins_need_not_wait_for_one_that_is_idle():
    """It sends some requests at once, and more when the other counts as gone."""
    fleet = Fleet(1)
    (first,) = await fleet.begin()
    assert (await first.width("b", 0, 50)).granted == 45
    second = RedisBudget(fleet.redis).member()
    lease = await second.width("b", 0, 50)
    assert (lease.granted, lease.seconds) == (5, 0.25)
    fleet.redis.now += 16
    assert (await second.width("b", 5, 50)).granted == 45


@pytest.mark.parametrize(("count", "most"), [(5, 2), (3, 50), (7, 5)])
async def test_what_cannot_be_divided_goes_round(count, most):
    """Also with more processes than requests in flight, each has its turn."""
    fleet = Fleet(count)
    members = await fleet.begin()
    ends = dict.fromkeys(range(count), 0.0)
    shares, had = [0] * count, [0] * count
    start = fleet.redis.now
    while fleet.redis.now < start + 40:
        i = min(ends, key=ends.__getitem__)
        fleet.redis.now = max(fleet.redis.now, start + ends[i])
        # Until it is answered, it may have in flight what it had.
        lease = await members[i].width("b", shares[i], most)
        shares[i] = lease.granted
        had[i] += lease.granted
        ends[i] = fleet.redis.now - start + lease.seconds
        assert sum(shares) <= most
    assert min(had) > 0


async def test_a_new_process_gets_its_share_when_others_have_given_it_up():
    """Together they never have more than is allowed."""
    fleet = Fleet(1)
    (first,) = await fleet.begin()
    assert (await first.width("b", 0, 9)).granted == 9
    second = RedisBudget(fleet.redis).member()
    assert (await second.width("b", 0, 9)).granted == 0
    assert (await first.width("b", 8, 9)).granted in {4, 5}
    assert (await second.width("b", 0, 9)).granted == 1
    fair = (await first.width("b", 4, 9)).granted
    assert (await second.width("b", 1, 9)).granted == 9 - fair


async def test_a_process_that_leaves_or_falls_silent_has_no_share():
    """It is no longer counted."""
    fleet = Fleet(3)
    first, second, _ = await fleet.begin()
    await second.leave("b")
    assert (await first.width("b", 0, 30)).members == 2
    fleet.redis.now += 16
    assert (await first.width("b", 0, 30)).members == 1


async def test_at_first_a_process_sends_one_request_at_a_time():
    """Until all have joined."""
    fleet = Fleet(2)
    shares = [(await it.width("b", 0, 50)).granted for it in fleet.members]
    assert shares == [1, 1]


# --- a store that forgets --------------------------------------------------------


async def test_after_a_flush_what_others_may_hold_is_kept_back():
    """Until every lease of the time before has ended."""
    fleet = Fleet(2)
    first, second = await fleet.begin(240)
    assert await fleet.units(1) == 15
    await fleet.redis.flushall()
    assert (await first.width("b", 0, 50)).lost
    await first.settle("b", "core", 0, 0, seen(225))
    assert await fleet.units(0) == 0
    assert (await second.width("b", 0, 50)).lost
    fleet.redis.now += 5
    assert not (await first.width("b", 0, 50)).lost
    # 15 are still held by the other, as it says itself.
    assert await fleet.units(1) == (225 - 15) // 16


async def test_after_a_flush_an_unknown_limit_is_not_probed_at_once():
    """Others may spend what is left."""
    fleet = Fleet(1)
    await fleet.begin(300)
    await fleet.redis.flushall()
    lease = await fleet.members[0].lease("b", "core", 25)
    assert (lease.granted, lease.seconds) == (0, 0.25)


async def test_after_a_flush_points_wait_until_all_have_reported():
    """For the time of a lease."""
    fleet = Fleet(1)
    await fleet.begin()
    await fleet.redis.flushall()
    lease = await fleet.points(0)
    assert (lease.granted, lease.seconds, lease.lost) == (0, 3.0, True)
    fleet.redis.now += 3
    assert (await fleet.points(0)).granted == 25


async def test_a_flush_that_a_settlement_meets_is_reported_by_the_next_lease():
    """Once: a settlement returns nothing."""
    fleet = Fleet(1)
    (member,) = await fleet.begin(300)
    await fleet.redis.flushall()
    await member.settle("b", "core", 0, 0, seen(300))
    assert (await member.lease("b", "core", 25)).lost
    assert not (await member.lease("b", "core", 25)).lost


async def test_a_store_that_was_replaced_is_not_trusted():
    """Its scripts are gone, so what it holds is what had been saved."""
    fleet = Fleet(1)
    await fleet.begin(300)
    fleet.redis.scripts.clear()
    assert (await fleet.members[0].width("b", 0, 50)).lost


async def test_a_young_store_keeps_half_back():
    """Processes of the time before may hold leases that it does not know."""
    fleet = Fleet(2)
    for member in fleet.members:
        await member.width("b", 0, 50)
    await fleet.members[0].lease("b", "core", 1)
    await fleet.members[0].settle("b", "core", 1, 0, seen(2))
    assert [await fleet.units(0), await fleet.units(1)] == [1, 0]


async def test_another_version_of_the_scripts_is_refused():
    """With what to do."""
    fleet = Fleet(1)
    await fleet.begin(300)
    await fleet.redis.hset("aioghactions:{b}", "version", "0")
    with pytest.raises(errors.BudgetError, match="version 0, these 2"):
        await fleet.units(0)


async def test_a_lost_reply_is_corrected_by_the_next_call():
    """A member states what it holds, so no unit is lost."""
    fleet = Fleet(1)
    (member,) = await fleet.begin(320)
    fleet.redis.cancels = 1
    with pytest.raises(asyncio.CancelledError):
        await fleet.units(0)
    fleet.redis.cancels = 1
    with pytest.raises(asyncio.CancelledError):
        await member.lease("b", "points /x", 25, rate=POINTS)
    assert await fleet.units(0) == 20
    lease = await member.lease("b", "points /x", 900, rate=POINTS, least=900)
    assert lease.granted == 900
