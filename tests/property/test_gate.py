"""Any crowd before the gate, in any order, with anybody giving up at any moment."""

import asyncio
from itertools import pairwise
from math import inf

from attrs import define, frozen
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aioghactions import operations
from aioghactions._limits.admission import Admission
from aioghactions._limits.limiter import RateLimiter
from aioghactions.settings import Pace
from tests.support import virtual
from tests.support.scripted import limits, reply
from tests.support.virtual import EPOCH, VirtualClock

OPERATIONS = {
    "read": operations.get_workflow_run("o", "r", 1).operation,
    "other": operations.list_repo_secrets("o", "r").operation,
    "dispatch": operations.create_workflow_dispatch("o", "r", 1, ref="x").operation,
    "cancel": operations.cancel_workflow_run("o", "r", 1).operation,
    "register": operations.create_registration_token_for_repo("o", "r").operation,
}
ANSWERS = {
    "silent": (reply(), None),
    "plenty": (reply(200, **limits(4000, reset=EPOCH + 90_000)), None),
    "secondary": (reply(429, retry_after="7"), "secondary"),
    "primary": (reply(403, retry_after="9"), "primary"),
}


@frozen
class Plan:
    """What one visitor does.

    Attributes:
        operation: What it asks for.
        comes: When it comes.
        stays: How long it is inside.
        leaves: How long after its coming it gives up, wherever it is; or never.
        answer: What it learns inside.
        sent: Whether its request left at all.
    """

    operation: str
    comes: float
    stays: float
    leaves: float | None
    answer: str
    sent: bool = True


TENTHS = st.integers(0, 60).map(lambda tenths: tenths / 10)
PLANS = st.lists(
    st.builds(
        Plan,
        operation=st.sampled_from(sorted(OPERATIONS)),
        comes=TENTHS,
        stays=TENTHS,
        leaves=st.none() | TENTHS,
        answer=st.sampled_from(["plenty", "plenty", *ANSWERS]),
        sent=st.booleans(),
    ),
    max_size=25,
)
PACES = st.sampled_from(
    [
        Pace(),
        Pace(concurrency=2),
        Pace(probe=False, points_per_minute=12, content_per_minute=3),
        Pace(probe=False, concurrency=3, release=0),
        Pace.off(concurrency=1),
        Pace.off(concurrency=4),
    ]
)


@define
class Log:
    """Who came, got in and left, when.

    ``admitted`` has the number of each one's ticket: two tickets of one instant are
    told apart by them, and not by who of their holders runs first.
    """

    came: list[int]
    entered: list[tuple[float, int]]
    left: list[tuple[float, int]]
    gave_up: set[int]
    admitted: dict[int, int]

    def in_turn(self) -> list[int]:
        """Return who got a ticket, the first one first."""
        return sorted(self.admitted, key=self.admitted.__getitem__)


async def watched(pace: Pace, plans: list[Plan]) -> tuple[Log, float]:
    """Let everybody come; return what was seen, and how long a last one waits."""
    clock = VirtualClock(chance=0.5)
    limiter = RateLimiter(Admission(pace), clock)
    log = Log([], [], [], set(), {})

    async def visit(number: int, plan: Plan) -> None:
        await clock.sleep(plan.comes)
        log.came.append(number)
        try:
            async with asyncio.timeout(plan.leaves):
                operation = OPERATIONS[plan.operation]
                ticket = limiter.try_acquire(operation) or await limiter.admit(
                    operation, longest_wait=inf, deadline=inf
                )
                try:
                    log.admitted[number] = ticket.number
                    log.entered.append((clock.monotonic(), number))
                    await clock.sleep(plan.stays)
                    limiter.learn(ticket, *ANSWERS[plan.answer])
                finally:
                    log.left.append((clock.monotonic(), number))
                    limiter.leave(ticket, sent=plan.sent)
        except TimeoutError:
            log.gave_up.add(number)

    async with asyncio.TaskGroup() as group:
        for number, plan in enumerate(plans):
            group.create_task(visit(number, plan))
    start = clock.monotonic()
    read = OPERATIONS["read"]
    limiter.leave(await limiter.admit(read, longest_wait=inf, deadline=inf))
    await limiter.empty()
    return log, clock.monotonic() - start


@settings(max_examples=300, deadline=None)
@given(pace=PACES, plans=PLANS)
@example(
    pace=Pace(),
    plans=[
        Plan("read", 0, 1, None, "silent"),
        Plan("read", 0, 1, 0.5, "plenty", sent=False),
        Plan("other", 0.5, 1, None, "plenty"),
    ],
)
@example(  # two tickets of one instant, whose holders run in the other order
    pace=Pace(),
    plans=[
        *[Plan("cancel", 0, 0.2, None, "plenty", sent=False)] * 2,
        Plan("other", 0, 0, None, "plenty", sent=False),
        Plan("other", 0.2, 0, None, "plenty", sent=False),
    ],
)
def test_no_crowd_breaks_a_rule_or_gets_stuck(pace: Pace, plans: list[Plan]) -> None:
    """A5, A22, A26: whoever waits gets in, in turn, and no rule is broken for it."""
    log, rest = virtual.run(watched(pace, plans))
    inside = {number for _, number in log.entered}
    assert inside | log.gave_up == set(range(len(plans)))
    assert never_more_than(pace.concurrency, log)
    for name in OPERATIONS:
        mine = [number for number in log.came if plans[number].operation == name]
        order = [n for n in log.in_turn() if plans[n].operation == name]
        assert order == [number for number in mine if number in inside]
    if pace.write_interval is not None:
        assert writes_keep_apart(log, plans)
    # Nothing is left that would hold up the next one, but what a server declared.
    refused = any(plan.answer in {"primary", "secondary"} for plan in plans)
    bounded = pace.points_per_minute == 12
    assert rest == 0 or refused or bounded


def never_more_than(most: int, log: Log) -> bool:
    """Return whether ``most`` were inside at most."""
    steps = [(at, 0, 1) for at, _ in log.entered] + [(at, 1, -1) for at, _ in log.left]
    count = peak = 0
    # At one instant those who leave make room for those who enter.
    for _, _, change in sorted(steps, key=lambda step: (step[0], -step[1])):
        count += change
        peak = max(peak, count)
    return peak <= most


def writes_keep_apart(log: Log, plans: list[Plan]) -> bool:
    """Return whether a second lay between each write and the next one."""
    ends = {number: at for at, number in log.left}
    spans = sorted(
        (at, ends[number], plans[number].sent)
        for at, number in log.entered
        if not OPERATIONS[plans[number].operation].is_read
    )
    return all(
        later[0] >= earlier[1] + earlier[2] - 1e-6 for earlier, later in pairwise(spans)
    )


@settings(max_examples=100, deadline=None)
@given(plans=PLANS)
def test_where_only_place_is_scarce_all_are_served_in_turn(plans: list[Plan]) -> None:
    """A26: whatever they ask for, the earlier one goes first."""
    log, _ = virtual.run(watched(Pace.off(concurrency=1), plans))
    calm = all(plan.answer in {"silent", "plenty"} for plan in plans)
    if calm:
        inside = log.in_turn()
        assert inside == [number for number in log.came if number in inside]
