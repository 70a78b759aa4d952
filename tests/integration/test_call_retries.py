from random import Random

import pytest

import aioghactions as gha
from tests.support.scripted import reply, talking
from tests.support.virtual import VirtualClock, in_virtual_time

LOST = gha.ConnectionLostError("the server closed the connection")
UNSENT = gha.ConnectFailedError("refused")
SILENT = gha.RequestTimeoutError("no answer")
TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
SECRET = reply(200, {"name": "S", **TIMES})
READ = gha.operations.get_repo_secret("o", "r", "S")
LIST = gha.operations.list_repo_secrets("o", "r", per_page=100)


@in_virtual_time
async def test_pauses_are_drawn_below_a_bound_that_doubles():
    """A15: rand(0, 1) of half a second, then of one, of two ..."""
    clock = VirtualClock(chance=0.5)
    async with talking(LOST, SILENT, reply(502), UNSENT, SECRET, clock=clock) as (
        client,
        server,
    ):
        await client.send(READ)
    assert server.instants == [0, 0.25, 0.75, 1.75, 3.75]


@in_virtual_time
async def test_pauses_follow_the_dice():
    """A15: each pause is a new throw; equal seeds give equal pauses."""
    clock = VirtualClock(seed=7)
    async with talking(LOST, clock=clock) as (client, server):
        with pytest.raises(gha.ConnectionLostError):
            await client.send(READ)
    dice, expected = Random(7), [0.0]  # noqa: S311 - repeatable, not secret
    for bound in (0.5, 1.0, 2.0, 4.0):
        expected.append(expected[-1] + bound * dice.random())
    assert server.instants == pytest.approx(expected)


@in_virtual_time
async def test_the_bound_of_a_pause_has_an_end():
    """A15: it stops to double at ``longest_delay``."""
    patience = gha.Patience(attempts=6, first_delay=1, longest_delay=3)
    clock = VirtualClock(chance=0.999)
    async with talking(LOST, clock=clock, patience=patience) as (client, server):
        with pytest.raises(gha.ConnectionLostError):
            await client.send(READ)
    gaps = [b - a for a, b in zip(server.instants, server.instants[1:], strict=False)]
    assert gaps == pytest.approx([0.999, 1.998, 2.997, 2.997, 2.997])


@pytest.mark.parametrize(
    "failure", [LOST, UNSENT, SILENT], ids=lambda it: type(it).__name__
)
@in_virtual_time
async def test_a_read_without_an_answer_is_asked_again(failure):
    """A14: no connection, no whole answer, no answer in time."""
    async with talking(failure, SECRET) as (client, server):
        answer = await client.exchange(READ)
    assert len(server.seen) == answer.attempts == 2


@in_virtual_time
async def test_the_last_failure_is_the_one_that_is_raised():
    """A12: never a wrapper, nothing chained; a note tells how often it was tried."""
    async with talking(reply(500), LOST, reply(503), UNSENT, reply(502)) as (client, _):
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
async def test_a_failure_at_once_needs_no_note():
    """A12: one request, one error, and nothing to add."""
    async with talking(reply(404)) as (client, _):
        with pytest.raises(gha.NotFoundError) as caught:
            await client.send(READ)
    assert not hasattr(caught.value, "__notes__")


@pytest.mark.parametrize(
    ("call", "failure", "hinted"),
    [
        (LIST, reply(502), True),
        (LIST, LOST, False),
        (LIST, reply(404), False),
        (READ, reply(502), False),
    ],
    ids=["page", "page lost", "page missing", "no page"],
)
@in_virtual_time
async def test_a_page_that_takes_too_long_should_be_smaller(call, failure, hinted):
    """A14: GitHub ends what takes ten seconds; of a list, less can be asked."""
    async with talking(failure) as (client, _):
        with pytest.raises(gha.GitHubActionsError) as caught:
            await client.send(call)
    notes = getattr(caught.value, "__notes__", [])
    assert any("smaller per_page" in note for note in notes) is hinted


@pytest.mark.parametrize(
    ("asked", "waited"),
    [("7", 7), ("0", 0.25), ("", 0.25), ("soon", 0.25), ("-3", 0.25)],
)
@in_virtual_time
async def test_a_failing_server_may_ask_for_time(asked, waited):
    """A14: the pause is never shorter than its ``Retry-After``."""
    clock = VirtualClock(chance=0.5)
    async with talking(reply(503, retry_after=asked), SECRET, clock=clock) as (
        client,
        server,
    ):
        await client.send(READ)
    assert server.instants == [0, waited]


@in_virtual_time
async def test_a_server_that_asks_for_too_much_time_is_not_waited_for():
    """A14: neither beyond the longest wait nor beyond the deadline."""
    for patience, asked in [
        (gha.Patience(longest_limit_wait=60), "61"),
        (gha.Patience(deadline=60), "60"),
    ]:
        async with talking(reply(503, retry_after=asked), patience=patience) as (
            client,
            server,
        ):
            with pytest.raises(gha.ServerError):
                await client.send(READ)
            assert len(server.seen) == 1
            assert client_time(server) == 0


def client_time(server):
    """Return how long the call has taken since its first request."""
    return server.clock.monotonic() - server.seen[0].at


@in_virtual_time
async def test_patience_none_tries_once():
    """A15: attempts count the first one."""
    async with talking(LOST, patience=gha.Patience.none()) as (client, server):
        with pytest.raises(gha.ConnectionLostError):
            await client.send(READ)
    assert len(server.seen) == 1


@in_virtual_time
async def test_when_all_fails_repeating_ends():
    """A16: a hundred repetitions are allowed, and then one request a call."""
    async with talking(LOST) as (client, server):
        for _ in range(50):
            with pytest.raises(gha.ConnectionLostError):
                await client.send(READ)
    assert len(server.seen) == 50 + 100


@in_virtual_time
async def test_timeouts_are_dearer():
    """A16: whoever held a connection in vain may do so half as often."""
    async with talking(SILENT) as (client, server):
        for _ in range(50):
            with pytest.raises(gha.RequestTimeoutError):
                await client.send(READ)
    assert len(server.seen) == 50 + 50


@in_virtual_time
async def test_success_earns_repetitions_back():
    """A16: at one failure in two calls the budget never runs dry."""
    async with talking(LOST) as (client, server):
        for _ in range(500):
            server.steps = [LOST, SECRET]
            await client.send(READ)
    assert len(server.seen) == 1000


@in_virtual_time
async def test_only_the_answers_of_a_call_count_as_its_attempts():
    """A31: ``attempts`` is what was sent, redirects and all, and nothing else."""
    moved = reply(
        301, location="https://api.github.com/repositories/1/actions/secrets/S"
    )
    async with talking(moved, reply(502), SECRET) as (client, server):
        answer = await client.exchange(READ)
        again = await client.exchange(READ)
    assert (answer.attempts, again.attempts) == (3, 1)
    assert len(server.seen) == 4
