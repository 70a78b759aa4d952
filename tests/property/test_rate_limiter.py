"""Any number of callers of a rate limiter, cancelled at any moment."""

import asyncio
from itertools import pairwise
from math import inf

from attrs import define, frozen
from hypothesis import example, given, settings, strategies as st

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
RESPONSES = {
    "no headers": (reply(), None),
    "plenty": (reply(200, **limits(4000, reset=EPOCH + 90_000)), None),
    "secondary": (reply(429, retry_after="7"), "secondary"),
    "primary": (reply(403, retry_after="9"), "primary"),
}


@frozen
class Plan:
    """What one caller does.

    Attributes:
        operation: What it requests.
        starts: When it starts.
        lasts: How long its request lasts.
        gives_up: After how long it is cancelled, wherever it is; or never.
        response: What it observes.
        sent: Whether its request is sent at all.
    """

    operation: str
    starts: float
    lasts: float
    gives_up: float | None
    response: str
    sent: bool = True


TENTHS = st.integers(0, 60).map(lambda tenths: tenths / 10)
PLANS = st.lists(
    st.builds(
        Plan,
        operation=st.sampled_from(sorted(OPERATIONS)),
        starts=TENTHS,
        lasts=TENTHS,
        gives_up=st.none() | TENTHS,
        response=st.sampled_from(["plenty", "plenty", *RESPONSES]),
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
    """Which callers started, were admitted, released their permit and gave up.

    ``numbers`` has the number of each caller's permit: it orders two permits of one
    instant, whichever of the callers runs first.
    """

    started: list[int]
    admitted: list[tuple[float, int]]
    released: list[tuple[float, int]]
    gave_up: set[int]
    numbers: dict[int, int]

    def in_order(self) -> list[int]:
        """Return the callers in the order of their permits."""
        return sorted(self.numbers, key=self.numbers.__getitem__)


async def run(pace: Pace, plans: list[Plan]) -> tuple[Log, float]:
    """Run all callers; return the log, and how long a last one waits."""
    clock = VirtualClock(chance=0.5)
    limiter = RateLimiter(Admission(pace), clock)
    log = Log([], [], [], set(), {})

    async def call(number: int, plan: Plan) -> None:
        await clock.sleep(plan.starts)
        log.started.append(number)
        try:
            async with asyncio.timeout(plan.gives_up):
                operation = OPERATIONS[plan.operation]
                permit = limiter.try_acquire(operation) or await limiter.acquire(
                    operation, longest_wait=inf, deadline=inf
                )
                try:
                    log.numbers[number] = permit.number
                    log.admitted.append((clock.monotonic(), number))
                    await clock.sleep(plan.lasts)
                    limiter.observe(permit, *RESPONSES[plan.response])
                finally:
                    log.released.append((clock.monotonic(), number))
                    limiter.release(permit, sent=plan.sent)
        except TimeoutError:
            log.gave_up.add(number)

    async with asyncio.TaskGroup() as group:
        for number, plan in enumerate(plans):
            group.create_task(call(number, plan))
    start = clock.monotonic()
    read = OPERATIONS["read"]
    limiter.release(await limiter.acquire(read, longest_wait=inf, deadline=inf))
    await limiter.wait_until_idle()
    return log, clock.monotonic() - start


@settings(max_examples=300, deadline=None)
@given(pace=PACES, plans=PLANS)
@example(
    pace=Pace(),
    plans=[
        Plan("read", 0, 1, None, "no headers"),
        Plan("read", 0, 1, 0.5, "plenty", sent=False),
        Plan("other", 0.5, 1, None, "plenty"),
    ],
)
@example(  # two permits of one instant, whose callers run in the other order
    pace=Pace(),
    plans=[
        *[Plan("cancel", 0, 0.2, None, "plenty", sent=False)] * 2,
        Plan("other", 0, 0, None, "plenty", sent=False),
        Plan("other", 0.2, 0, None, "plenty", sent=False),
    ],
)
def test_callers_are_admitted_in_order_and_no_rule_is_broken(
    pace: Pace, plans: list[Plan]
) -> None:
    """A5, A22, A26: every caller that does not give up is admitted."""
    log, rest = virtual.run(run(pace, plans))
    admitted = {number for _, number in log.admitted}
    assert admitted | log.gave_up == set(range(len(plans)))
    assert most_in_flight(log) <= pace.concurrency
    for name in OPERATIONS:
        started = [number for number in log.started if plans[number].operation == name]
        order = [n for n in log.in_order() if plans[n].operation == name]
        assert order == [number for number in started if number in admitted]
    if pace.write_interval is not None:
        assert writes_are_apart(log, plans)
    # Only a limit that the server stated, or points, may delay the last caller.
    limited = any(plan.response in {"primary", "secondary"} for plan in plans)
    has_few_points = pace.points_per_minute == 12
    assert rest == 0 or limited or has_few_points


def most_in_flight(log: Log) -> int:
    """Return the highest number of permits in use."""
    steps = [(at, 1) for at, _ in log.admitted] + [(at, -1) for at, _ in log.released]
    count = highest = 0
    # At one instant, releases make room for admissions.
    for _, change in sorted(steps):
        count += change
        highest = max(highest, count)
    return highest


def writes_are_apart(log: Log, plans: list[Plan]) -> bool:
    """Return whether each write started a second after the end of the last one."""
    ends = {number: at for at, number in log.released}
    spans = sorted(
        (at, ends[number], plans[number].sent)
        for at, number in log.admitted
        if not OPERATIONS[plans[number].operation].is_read
    )
    return all(
        later[0] >= earlier[1] + earlier[2] - 1e-6 for earlier, later in pairwise(spans)
    )


@settings(max_examples=100, deadline=None)
@given(plans=PLANS)
def test_all_operations_share_one_order_if_concurrency_is_the_limit(
    plans: list[Plan],
) -> None:
    """A26: whatever the operations are."""
    log, _ = virtual.run(run(Pace.off(concurrency=1), plans))
    if all(plan.response in {"no headers", "plenty"} for plan in plans):
        admitted = log.in_order()
        assert admitted == [number for number in log.started if number in admitted]
