"""Scenarios in virtual time, measured by the server.

Each scenario returns its figures with their bounds.
"""

import time
from collections import Counter
from collections.abc import Callable
from random import Random

import aioghactions as gha
from tests.chaos.figure import Figure
from tests.chaos.server import Server, unpaced_client
from tests.support import virtual
from tests.support.virtual import VirtualClock

PATIENT = gha.Patience(longest_limit_wait=7200, deadline=None)
WIDE = gha.Pace(concurrency=100, points_per_minute=None)
CLOCKS = (
    ("an hour behind", -3600.0, -3600.0),
    ("an hour ahead", 3600.0, 3600.0),
    ("a day behind", -86400.0, -86400.0),
    ("a day ahead", 86400.0, 86400.0),
    ("jumps forward", 0.0, 86400.0),
    ("jumps back", 0.0, -86400.0),
)
FAULTS = ("500", "502", "503", "reset before", "reset after", "truncated", "limit")


def random_faults(
    share: float, *, seed: int, among: tuple[str, ...] = FAULTS
) -> Callable[[], str | None]:
    """Return a function that returns a fault for ``share`` of the requests."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    return lambda: random.choice(among) if random.random() < share else None


async def reads(
    server: Server,
    count: int,
    *,
    width: int,
    patience: gha.Patience | None = None,
    pace: gha.Pace | None = None,
) -> Counter[str]:
    """Send ``count`` reads, ``width`` at once; count the outcomes by class."""
    outcomes: Counter[str] = Counter()
    async with gha.Client(
        "token", transport=server, clock=server.clock, patience=patience, pace=pace
    ) as client:

        async def read(number: int) -> None:
            await client.repo("octo-org", f"r{number % 97}").secrets.get(f"S{number}")

        async with gha.fan_out(read, range(count), limit=width) as results:
            async for result in results:
                failed = isinstance(result, gha.Failed)
                outcomes[type(result.error).__name__ if failed else "done"] += 1
    return outcomes


def c1(calls: int) -> list[Figure]:
    """C1: reads with one failure in five requests."""
    figures = []
    for attempts, most in ((8, 0), (5, calls / 1000)):
        server = Server(
            clock=VirtualClock(), limit=None, fault=random_faults(0.2, seed=1)
        )
        patience = gha.Patience(attempts=attempts, limit_answers=20)
        outcomes = virtual.run(reads(server, calls, width=50, patience=patience))
        failed, each = calls - outcomes["done"], server.requests / calls
        total = outcomes.total() / calls
        figures += [
            Figure(f"outcomes per call, {attempts} attempts", total, most=1, least=1),
            Figure(f"calls that failed, {attempts} attempts", failed, most=most),
            Figure(f"requests per call, {attempts} attempts", each, most=1.30),
        ]
    return figures


def c1w(calls: int) -> list[Figure]:
    """C1w: dispatches with one failure in five requests."""
    server = Server(clock=VirtualClock(), limit=None, fault=random_faults(0.2, seed=2))
    definite: set[str] = set()
    unknown: set[str] = set()

    async def main() -> None:
        async with unpaced_client(server) as client:
            workflows = client.repo("octo-org/hello").workflows

            async def dispatch(tag: str) -> None:
                await workflows.dispatch("ci.yml", ref="main", inputs={"tag": tag})

            tags = (f"tag-{number}" for number in range(calls))
            async with gha.fan_out(dispatch, tags, limit=20) as results:
                async for result in results:
                    match result:
                        case gha.Failed(tag, gha.GitHubActionsError() as error):
                            (unknown if error.outcome_unknown else definite).add(tag)
                        case gha.Failed(_, error):
                            raise error

    virtual.run(main())
    missing = {f"tag-{number}" for number in range(calls)} - set(server.executed)
    return [
        Figure("executions of one tag", max(server.executed.values()), most=1),
        Figure(
            "reported as not done, but done",
            len(definite & set(server.executed)),
            most=0,
        ),
        Figure("not done and not reported", len(missing - definite - unknown), most=0),
        Figure("unknown but not ambiguous", len(unknown - server.ambiguous), most=0),
        Figure("ambiguous but not unknown", len(server.ambiguous - unknown), most=0),
    ]


def c2(calls: int, limit: int) -> list[Figure]:
    """C2: twice as many reads as the hourly quota."""
    server = Server(clock=VirtualClock(), limit=limit)
    start = time.perf_counter()
    outcomes = virtual.run(reads(server, calls, width=100, patience=PATIENT, pace=WIDE))
    elapsed = server.sent_at[-1] - virtual.EPOCH
    return [
        Figure("calls that failed", calls - outcomes["done"], most=0),
        Figure("requests rejected", server.rejected, most=0),
        Figure("requests per call", server.requests / calls, most=1),
        Figure("virtual seconds", elapsed, most=3650),
        Figure("real seconds", time.perf_counter() - start),
    ]


def c3(calls: int, limit: int) -> list[Figure]:
    """C3: another program uses the whole quota at once."""
    requests = [0]

    def others() -> int:
        requests[0] += 1
        return limit if requests[0] == limit // 4 else 0

    server = Server(clock=VirtualClock(), limit=limit, others=others)
    outcomes = virtual.run(reads(server, calls, width=100, patience=PATIENT, pace=WIDE))
    return [
        Figure("calls that failed", calls - outcomes["done"], most=0),
        Figure("requests rejected", server.rejected, most=100),
    ]


def c4(calls: int) -> list[Figure]:
    """C4: every request fails."""
    server = Server(clock=VirtualClock(), limit=None, fault=lambda: "503")
    outcomes = virtual.run(reads(server, calls, width=50, pace=gha.Pace.off()))
    return [
        Figure("outcomes per call", outcomes.total() / calls, most=1, least=1),
        Figure("calls that failed", outcomes["ServerError"] / calls, least=1),
        Figure("retries", server.requests - calls, most=100),
    ]


def c13(calls: int, limit: int) -> list[Figure]:
    """C13: clocks that are wrong or jump during a wait, without jitter."""
    pace = gha.Pace(concurrency=100, points_per_minute=None, release=0)
    figures = []
    for name, before, after in CLOCKS:
        server = Server(clock=VirtualClock(skew=before), limit=limit)

        def jump(server: Server = server, skew: float = after) -> int:
            """Change the skew with the last request of a window."""
            if server.used == limit - 1:
                server.clock.skew = skew
            return 0

        server.others = jump
        virtual.run(reads(server, calls, width=20, patience=PATIENT, pace=pace))
        first = server.sent_at[limit]  # the first request of the second window
        late = first - server.resets[0]
        figures += [
            Figure(f"rejected, clock {name}", server.rejected, most=0),
            Figure(f"seconds late, clock {name}", late, most=2, least=0),
        ]
    return figures


def c15(calls: int) -> list[Figure]:
    """C15: GitHub's secondary limits, counted by the server."""
    server = Server(clock=VirtualClock(), limit=None)
    patience = gha.Patience(deadline=None)

    async def main() -> None:
        async with gha.Client(
            "token", transport=server, clock=server.clock, patience=patience
        ) as client:
            repo = client.repo("octo-org/hello")

            async def send(number: int) -> None:
                if number % 10:
                    await repo.secrets.get(f"S{number}")
                else:
                    await repo.workflows.dispatch(
                        "ci.yml", ref="main", inputs={"tag": str(number)}
                    )

            async with gha.fan_out(send, range(calls), limit=200) as results:
                async for result in results:
                    assert isinstance(result, gha.Done), result

    virtual.run(main())
    gaps = [
        b - a for a, b in zip(server.write_times, server.write_times[1:], strict=False)
    ]
    points = max(window.most for window in server.per_endpoint.values())
    return [
        Figure("in flight", server.most_in_flight, most=100),
        Figure("points on an endpoint in a minute", points, most=900),
        Figure("concurrent writes", server.most_writes_at_once, most=1),
        Figure("seconds between writes", min(gaps), least=1),
        Figure("creations in a minute", server.content_minute.most, most=80),
        Figure("creations in an hour", server.content_hour.most, most=500),
    ]


def release(limit: int) -> list[Figure]:
    """A6: requests are spread when a limit ends."""
    server = Server(clock=VirtualClock(), limit=limit)
    virtual.run(reads(server, limit * 2, width=100, patience=PATIENT, pace=WIDE))
    first = server.sent_at[limit]
    count = sum(first <= at < first + 1 for at in server.sent_at)
    return [Figure("requests in the first second", count, most=100)]
