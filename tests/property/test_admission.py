from itertools import pairwise
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

from aioghactions._core.call import Method, Operation, Returns
from aioghactions._core.messages import Response
from aioghactions._limits.admission import Admission, Permit
from aioghactions._limits.pacing import Cost
from aioghactions.settings import Pace
from tests.support.limited_server import Client, Server


def operation(name: str, method: Method = "GET", status: int = 200) -> Operation[None]:
    """Return an operation with an endpoint of its own."""
    return Operation(
        id=name,
        method=method,
        path=f"/{name}",
        tag="repo-runs",
        name=name,
        answers={status: Returns()},
    )


def unpaced(concurrency: int) -> Pace:
    """Return a pace without rules, except for concurrency and the probe."""
    return evolve(Pace.off(concurrency=concurrency), probe=True)


READ = operation("list-runs")
DISPATCH = operation("dispatch", "POST", 204)
CANCEL = operation("cancel", "POST", 202)
SECRET = operation("set-secret", "PUT", 204)

SECONDS = st.floats(0, 20, allow_subnormal=False)


@settings(max_examples=150, deadline=None)
@given(
    limit=st.integers(1, 40),
    calls=st.integers(1, 120),
    concurrency=st.integers(1, 20),
    seed=st.integers(0, 2**32),
    longest=SECONDS,
)
def test_a_sole_client_is_never_rejected(
    limit: int, calls: int, concurrency: int, seed: int, longest: float
):
    """A4, C2: as many requests as calls, in whatever order responses arrive."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    server = Server(limit, wobble=lambda: chance.choice((-1, 0, 1)))
    client = Client(
        Admission(unpaced(concurrency)),
        server,
        delay=lambda: chance.uniform(0, longest),
        jitter=chance.random,
    )
    took = client.run([READ] * calls)
    assert server.rejected == []
    assert len(server.arrivals) == calls
    assert client.most_in_flight <= concurrency
    windows = (calls - 1) // limit
    assert took <= windows * 3_600 + (windows + 1) * (20 + 2 * calls * (longest + 1))


FATES = st.lists(
    st.sampled_from(["answered", "answered", "answered", "lost", "unsent", "bare"]),
    min_size=1,
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(
    limit=st.integers(1, 25),
    calls=st.integers(1, 100),
    concurrency=st.integers(1, 20),
    seed=st.integers(0, 2**32),
    fates=FATES,
)
def test_after_lost_responses_only_a_lone_request_is_rejected(
    limit: int, calls: int, concurrency: int, seed: int, fates: list[str]
):
    """A4: a lost one counts as spent until a later one has a response."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    server = Server(limit)
    limits = Admission(unpaced(concurrency))
    client = Client(
        limits,
        server,
        delay=lambda: chance.uniform(0, 5),
        fate=lambda: chance.choice(fates),
    )
    client.run([READ] * calls)
    assert set(client.rejected_among) <= {1}
    bucket = limits._resources["core"].bucket
    assert (limits.in_flight, bucket._in_flight, bucket._probe) == (0, 0, 0)


@settings(max_examples=100, deadline=None)
@given(
    limit=st.integers(1, 60),
    concurrency=st.integers(1, 20),
    seed=st.integers(0, 2**32),
    others=st.lists(st.tuples(st.floats(0, 4000), st.integers(1, 30)), max_size=20),
)
def test_another_client_causes_at_most_one_rejection_per_request_in_flight(
    limit: int,
    concurrency: int,
    seed: int,
    others: list[tuple[float, int]],
):
    """A3, C3: the first one blocks the rest of the window."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    server = Server(limit)
    client = Client(
        Admission(Pace.off(concurrency=concurrency)),
        server,
        delay=lambda: chance.uniform(0, 2),
    )
    for when, count in others:
        client.at(when, lambda count=count: server.spend(count))
    client.run([READ] * 150)
    for one in server.rejected:
        together = [at for at in server.rejected if one <= at < one + 3_000]
        assert len(together) <= concurrency


PACES = st.builds(
    Pace,
    concurrency=st.integers(1, 30),
    points_per_minute=st.integers(5, 60),
    write_interval=st.floats(0, 3),
    content_per_minute=st.integers(1, 10),
    content_per_hour=st.integers(1, 40),
)


def points(cost: Cost) -> int:
    """Return the weight for the limit of points."""
    return cost.points


def content(cost: Cost) -> int:
    """Return the weight for the limits of content creation."""
    return int(cost.creates)


@settings(max_examples=100, deadline=None)
@given(
    pace=PACES,
    calls=st.lists(st.sampled_from([READ, DISPATCH, CANCEL, SECRET]), max_size=120),
    seed=st.integers(0, 2**32),
    longest=SECONDS,
)
def test_no_secondary_limit_is_exceeded_by_the_servers_count(
    pace: Pace, calls: list[Operation[None]], seed: int, longest: float
):
    """A5, C15: in no window, whatever the latency."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    server = Server(10**6)
    delay = chance.choice([lambda: longest, lambda: chance.uniform(0, longest)])
    client = Client(Admission(pace), server, delay=delay)
    client.run(calls)
    assert len(server.arrivals) == len(calls)
    assert client.most_in_flight <= pace.concurrency
    for endpoint in {cost.endpoint for _, cost in server.arrivals}:
        assert server.most(60, points, endpoint) <= (pace.points_per_minute or 0)
    assert server.most(60, content) <= (pace.content_per_minute or 0)
    assert server.most(3_600, content) <= (pace.content_per_hour or 0)
    writes = [at for at, cost in server.arrivals if cost.writes]
    least = (pace.write_interval or 0) - 1e-9
    assert all(later - one >= least for one, later in pairwise(writes))


def test_ten_thousand_calls_take_two_windows():
    """C2: 5,000 an hour, 100 at once: none rejected, none sent twice."""
    chance = Random(7)  # noqa: S311 - the same
    server = Server(5_000)
    client = Client(
        Admission(unpaced(100)),
        server,
        lambda: chance.uniform(0.01, 0.3),
        jitter=chance.random,
    )
    took = client.run([READ] * 10_000)
    assert server.rejected == []
    assert len(server.arrivals) == 10_000
    assert took <= 3_650
    reset = server.arrivals[0][0] // 1 + 3_600
    assert sum(reset <= at < reset + 1 for at, _ in server.arrivals) <= 100


def test_ten_thousand_reads_of_one_endpoint_take_ten_minutes():
    """A5: at 900 points a minute."""
    server = Server(20_000)
    client = Client(Admission(Pace(concurrency=100)), server, lambda: 0.05)
    took = client.run([READ] * 10_000)
    assert 600 <= took <= 700
    assert server.most(60, points) == 900


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_writes_arrive_at_least_a_second_apart(method: Method):
    """A5: one at a time, whatever the endpoints."""
    server = Server(5_000)
    client = Client(Admission(Pace()), server, lambda: 0.2)
    client.run([operation(f"write-{number}", method, 202) for number in range(50)])
    arrivals = [at for at, _ in server.arrivals]
    assert all(later - one >= 1 for one, later in pairwise(arrivals))


@given(st.data())
def test_any_sequence_of_calls_releases_everything(data: st.DataObject):
    """A22: in any order of admit, observe and release."""
    limits = Admission(Pace(concurrency=data.draw(st.integers(1, 5))))
    held: list[Permit] = []
    now = 0.0
    for _ in range(data.draw(st.integers(0, 40))):
        now += data.draw(st.floats(0, 100))
        what = data.draw(st.sampled_from(["admit", "observe", "release", "unsent"]))
        if what == "admit":
            operation = data.draw(st.sampled_from([READ, DISPATCH, CANCEL]))
            outcome = limits.admit(operation, monotonic=now)
            if isinstance(outcome, Permit):
                held.append(outcome)
        elif held and what == "observe":
            permit = data.draw(st.sampled_from(held))
            if not permit.settled:
                error = Response(status=500, headers={})
                limits.observe(permit, error, None, now=0, monotonic=now, jitter=0)
        elif held:
            permit = held.pop(data.draw(st.integers(0, len(held) - 1)))
            limits.release(permit, monotonic=now, sent=what == "release")
    for permit in held:
        limits.release(permit, monotonic=now)
    bucket = limits._resources["core"].bucket
    assert (limits.in_flight, bucket._in_flight, bucket._probe) == (0, 0, 0)
    assert isinstance(limits.admit(READ, monotonic=now + 1), Permit)
