from random import Random

import pytest

import aioghactions as gha
from tests.support.scripted import reply, scripted_client
from tests.support.virtual import VirtualClock, in_virtual_time

LOST = gha.ConnectionLostError("the server closed the connection")
UNSENT = gha.ConnectFailedError("refused")
TIMED_OUT = gha.RequestTimeoutError("no response")
TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
SECRET = reply(200, {"name": "S", **TIMES})
READ = gha.operations.get_repo_secret("o", "r", "S")
LIST = gha.operations.list_repo_secrets("o", "r", per_page=100)
SMALL = gha.operations.list_repo_secrets("o", "r", per_page=10)


@in_virtual_time
async def test_retry_delays_double():
    """A15: a random share of half a second, then of one, of two ..."""
    clock = VirtualClock(chance=0.5)
    async with scripted_client(
        LOST, TIMED_OUT, reply(502), UNSENT, SECRET, clock=clock
    ) as (
        client,
        server,
    ):
        await client.send(READ)
    assert server.instants == [0, 0.25, 0.75, 1.75, 3.75]


@in_virtual_time
async def test_retry_delays_use_full_jitter():
    """A15: each delay is a new random number; equal seeds give equal delays."""
    clock = VirtualClock(seed=7)
    async with scripted_client(LOST, clock=clock) as (client, server):
        with pytest.raises(gha.ConnectionLostError):
            await client.send(READ)
    random, expected = Random(7), [0.0]  # noqa: S311 - repeatable, not secret
    for bound in (0.5, 1.0, 2.0, 4.0):
        expected.append(expected[-1] + bound * random.random())
    assert server.instants == pytest.approx(expected)


@in_virtual_time
async def test_retry_delay_has_an_upper_bound():
    """A15: it stops doubling at ``longest_delay``."""
    patience = gha.Patience(attempts=6, first_delay=1, longest_delay=3)
    clock = VirtualClock(chance=0.999)
    async with scripted_client(LOST, clock=clock, patience=patience) as (
        client,
        server,
    ):
        with pytest.raises(gha.ConnectionLostError):
            await client.send(READ)
    gaps = [b - a for a, b in zip(server.instants, server.instants[1:], strict=False)]
    assert gaps == pytest.approx([0.999, 1.998, 2.997, 2.997, 2.997])


@pytest.mark.parametrize(
    "failure", [LOST, UNSENT, TIMED_OUT], ids=lambda error: type(error).__name__
)
@in_virtual_time
async def test_read_is_retried_after_a_transport_error(failure):
    """A14: no connection, no complete response, no response in time."""
    async with scripted_client(failure, SECRET) as (client, server):
        answer = await client.exchange(READ)
    assert len(server.seen) == answer.attempts == 2


@in_virtual_time
async def test_last_failure_is_raised():
    """A12: without a wrapper or a cause, with a note of the number of requests."""
    async with scripted_client(reply(500), LOST, reply(503), UNSENT, reply(502)) as (
        client,
        _,
    ):
        with pytest.raises(gha.ServerError) as caught:
            await client.send(READ)
    error = caught.value
    assert (error.status, error.attempts, error.operation) == (
        502,
        5,
        READ.operation.id,
    )
    assert error.__notes__ == ["gave up after 5 requests"]
    assert error.__cause__ is None
    assert error.__context__ is None


@in_virtual_time
async def test_failure_of_the_first_request_has_no_note():
    """A12: a note is added after more than one request."""
    async with scripted_client(reply(404)) as (client, _):
        with pytest.raises(gha.NotFoundError) as caught:
            await client.send(READ)
    assert not hasattr(caught.value, "__notes__")


@pytest.mark.parametrize(
    ("call", "failure", "has_note"),
    [
        (LIST, reply(502), True),
        (SMALL, reply(502), False),
        (LIST, LOST, False),
        (LIST, reply(404), False),
        (READ, reply(502), False),
    ],
    ids=["page", "smallest page", "page lost", "page missing", "not a page"],
)
@in_virtual_time
async def test_5xx_for_a_page_suggests_a_smaller_per_page(call, failure, has_note):
    """A14: GitHub ends a request after ten seconds; a smaller page may succeed."""
    async with scripted_client(failure) as (client, _):
        with pytest.raises(gha.GitHubActionsError) as caught:
            await client.send(call)
    notes = getattr(caught.value, "__notes__", [])
    assert any("smaller per_page" in note for note in notes) is has_note


@pytest.mark.parametrize(
    ("retry_after", "delay"),
    [("7", 7), ("0", 0.25), ("", 0.25), ("soon", 0.25), ("-3", 0.25)],
)
@in_virtual_time
async def test_retry_after_of_a_503_is_the_least_delay(retry_after, delay):
    """A14: the delay is never shorter than ``Retry-After``."""
    clock = VirtualClock(chance=0.5)
    async with scripted_client(
        reply(503, retry_after=retry_after), SECRET, clock=clock
    ) as (
        client,
        server,
    ):
        await client.send(READ)
    assert server.instants == [0, delay]


@in_virtual_time
async def test_retry_after_beyond_patience_raises_at_once():
    """A14: neither beyond the longest wait nor beyond the deadline."""
    for patience, retry_after in [
        (gha.Patience(longest_limit_wait=60), "61"),
        (gha.Patience(deadline=60), "60"),
    ]:
        async with scripted_client(
            reply(503, retry_after=retry_after), patience=patience
        ) as (
            client,
            server,
        ):
            with pytest.raises(gha.ServerError):
                await client.send(READ)
            assert len(server.seen) == 1
            assert elapsed(server) == 0


def elapsed(server):
    """Return the time since the first request."""
    return server.clock.monotonic() - server.seen[0].at


@in_virtual_time
async def test_patience_none_sends_once():
    """A15: the first attempt is the only one."""
    async with scripted_client(LOST, patience=gha.Patience.none()) as (client, server):
        with pytest.raises(gha.ConnectionLostError):
            await client.send(READ)
    assert len(server.seen) == 1


@pytest.mark.parametrize(("failure", "retries"), [(LOST, 100), (TIMED_OUT, 50)])
@in_virtual_time
async def test_retry_budget_ends_retries_in_an_outage(failure, retries):
    """A16: then one request a call; a timeout costs twice as much."""
    async with scripted_client(failure) as (client, server):
        for _ in range(50):
            with pytest.raises(type(failure)):
                await client.send(READ)
    assert len(server.seen) == 50 + retries


@in_virtual_time
async def test_retry_budget_is_shared_by_concurrent_calls():
    """A16: all calls of a client spend it; another client has its own."""
    async with scripted_client(LOST) as (client, server):

        async def read(_):
            await client.send(READ)

        async with gha.fan_out(read, range(50), limit=50) as outcomes:
            assert [type(it) async for it in outcomes] == [gha.Failed] * 50
    assert len(server.seen) == 50 + 100
    async with scripted_client(LOST) as (other, unused):
        with pytest.raises(gha.ConnectionLostError):
            await other.send(READ)
    assert len(unused.seen) == 5


@in_virtual_time
async def test_success_refills_the_retry_budget():
    """A16: with one failure in each call the budget never runs out."""
    async with scripted_client(LOST) as (client, server):
        for _ in range(500):
            server.steps = [LOST, SECRET]
            await client.send(READ)
    assert len(server.seen) == 1000


@in_virtual_time
async def test_attempts_count_redirects_and_retries():
    """A31: ``attempts`` is the number of requests of the call."""
    moved = reply(
        301, location="https://api.github.com/repositories/1/actions/secrets/S"
    )
    async with scripted_client(moved, reply(502), SECRET) as (client, server):
        answer = await client.exchange(READ)
        again = await client.exchange(READ)
    assert (answer.attempts, again.attempts) == (3, 1)
    assert len(server.seen) == 4
