import asyncio
from itertools import chain, repeat

import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.scripted import held, reply, scripted_client
from tests.support.stopped import TO_CONNECT, advance
from tests.support.turns import turns
from tests.support.virtual import VirtualClock, in_virtual_time

READ = gha.operations.get_repo_secret("o", "r", "S")
OTHER = gha.operations.get_workflow_run("o", "r", 1)
DISPATCH = gha.operations.create_workflow_dispatch("o", "r", 1, ref="main")
DELETE = gha.operations.delete_workflow_run("o", "r", 1)
PATIENCE = gha.Patience(deadline=30, attempt_timeout=1000)


def never(status=200):
    """Return a step that never returns."""
    return held(asyncio.Event(), reply(status))


async def expire(client, call, *, after=30.0):
    """Send a call that must fail at its deadline, to the millisecond."""
    clock = client._pipeline.context.clock
    start = clock.monotonic()
    with pytest.raises(gha.RequestTimeoutError, match="in 30 s") as caught:
        await client.send(call)
    assert clock.monotonic() - start == pytest.approx(after, abs=0.001)
    assert caught.value.operation == call.operation.id
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return caught.value


@in_virtual_time
async def test_deadline_ends_a_request_without_a_response():
    """A17: whatever the timeout of an attempt is."""
    async with scripted_client(never(), patience=PATIENCE) as (client, server):
        await expire(client, READ)
    assert (server.in_flight, len(server.seen)) == (0, 1)


@pytest.mark.parametrize(
    ("pace", "first", "call"),
    [
        (gha.Pace.off(concurrency=1), READ, READ),
        (gha.Pace.off(concurrency=1), OTHER, READ),
        (gha.Pace(), OTHER, READ),
        (gha.Pace(probe=False), DELETE, DISPATCH),
    ],
    ids=["same queue", "no free permit", "probe in flight", "write in flight"],
)
@pytest.mark.parametrize("behind", [0, 1, 5])
@in_virtual_time
async def test_deadline_ends_the_wait_for_a_permit(pace, first, call, behind):
    """A17: for the first waiter and for those behind it."""
    async with (
        scripted_client(never(), pace=pace, patience=PATIENCE) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        in_flight = group.create_task(expire(client, first))
        await server.clock.sleep(10)
        waiting = [group.create_task(expire(client, call)) for _ in range(behind + 1)]
        await in_flight
        # One of them was admitted then, and got no response either.
        errors = [await task for task in waiting]
    assert len(server.seen) == 2
    if not call.operation.is_read:
        assert [error.outcome_unknown for error in errors] == [True] + behind * [False]


@in_virtual_time
async def test_deadline_ends_the_wait_for_a_token():
    """A17: a token provider that hangs does not delay the deadline."""

    class HangingProvider:
        async def token(self):
            await asyncio.Event().wait()

    async with scripted_client(reply(), auth=HangingProvider(), patience=PATIENCE) as (
        client,
        server,
    ):
        await expire(client, READ)
    assert server.seen == []


@in_virtual_time
async def test_deadline_ends_the_wait_for_a_renewed_token():
    """A17: neither does one that hangs after a 401."""

    class HangingProvider:
        async def token(self):
            return "ghp_old"

        async def renew(self):
            await asyncio.Event().wait()

    async with scripted_client(
        reply(401), auth=HangingProvider(), patience=PATIENCE
    ) as (client, server):
        await expire(client, READ)
    assert len(server.seen) == 1


@in_virtual_time
async def test_retry_delay_beyond_the_deadline_raises_at_once():
    """A17: the last failure is raised, not a timeout."""
    async with scripted_client(
        reply(502), latency=29.9, patience=PATIENCE, clock=None
    ) as (
        client,
        server,
    ):
        server.clock._chance = 1.0
        with pytest.raises(gha.ServerError):
            await client.send(READ)
        assert server.clock.monotonic() == pytest.approx(29.9)


@in_virtual_time
async def test_deadline_covers_all_attempts_and_delays():
    """A17: the deadline is for the call, not for a request."""
    patience = gha.Patience(deadline=30, attempts=99)
    clock = VirtualClock(chance=0.5)
    async with scripted_client(
        reply(502), latency=8, clock=clock, patience=patience
    ) as (
        client,
        server,
    ):
        error = await expire(client, READ)
    assert len(server.seen) == 4
    assert error.__notes__ == ["gave up after 4 requests"]


@in_virtual_time
async def test_deadline_none_disables_the_deadline():
    """A17: a call may wait for a day."""
    slow = held(asyncio.Event(), reply(204))
    patience = gha.Patience(deadline=None)
    async with (
        scripted_client(slow, patience=patience) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        task = group.create_task(client.send(DELETE))
        await server.clock.sleep(86_400)
        assert not task.done()
        task.cancel()


@pytest.mark.parametrize(
    ("call", "unknown"), [(READ, False), (DISPATCH, True), (DELETE, True)]
)
@in_virtual_time
async def test_deadline_during_a_request_sets_outcome_unknown(call, unknown):
    """S3: a write that was in flight may have taken effect."""
    async with scripted_client(never(), patience=PATIENCE) as (client, _):
        error = await expire(client, call)
    assert error.outcome_unknown is unknown


@in_virtual_time
async def test_deadline_before_a_request_leaves_no_unknown_outcome():
    """S3: a request that was never sent has no effect."""
    steps = [gha.ConnectFailedError("refused"), reply(204)]
    pace = gha.Pace(probe=False, write_interval=100)
    async with scripted_client(*steps, pace=pace, patience=PATIENCE) as (
        client,
        server,
    ):
        await client.send(DELETE)  # retried, because it was not sent
        error = await expire(client, DISPATCH)
    assert len(server.seen) == 2
    assert not error.outcome_unknown


@in_virtual_time
async def test_failed_connection_leaves_no_unknown_outcome():
    """S3: also while the retry waits for a permit."""
    pace = gha.Pace.off(concurrency=1)
    clock = VirtualClock(chance=0.5)
    steps = [gha.ConnectFailedError("refused"), never()]
    async with (
        scripted_client(*steps, clock=clock, pace=pace, patience=PATIENCE) as (
            client,
            server,
        ),
        asyncio.TaskGroup() as group,
    ):
        write = group.create_task(expire(client, DISPATCH))
        group.create_task(expire(client, READ))
        error = await write
    assert [sent.request.method for sent in server.seen] == ["POST", "GET"]
    assert not error.outcome_unknown


async def accept_without_handshake(reader, writer):
    """Accept a connection and never answer the TLS handshake."""
    await advance(TO_CONNECT)
    try:
        await reader.read()
    finally:
        writer.close()


async def test_tls_handshake_timeout_is_a_failed_connection():
    """A17, S3: nothing was sent, so a write is retried."""
    patience = gha.Patience(attempts=2, first_delay=0)
    server = await asyncio.start_server(accept_without_handshake, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with gha.Client(
            "ghp_token", base_url=f"https://127.0.0.1:{port}", patience=patience
        ) as client:
            with pytest.raises(gha.ConnectFailedError, match="timed out") as caught:
                await client.send(DISPATCH)
        assert not caught.value.outcome_unknown
        assert caught.value.__notes__ == ["gave up after 2 requests"]
        await turns(200)  # until the server has closed its last connection


def send_slowly(whole):
    """Return a script that sends a byte a second, without end."""

    async def script(exchange):
        for byte in chain(whole, repeat(ord("x"))):
            await exchange.send(bytes([byte]))
            await advance(1)

    return script


SLOW = {
    "head": b"HTTP/1.1 200 OK\r\nx: ",
    "body": b"HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n",
    "chunk": b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4ffffff\r\n",
}


@pytest.mark.parametrize("phase", ["body", "chunk"])
async def test_attempt_timeout_ends_a_slow_response(phase):
    """A17: bytes that keep arriving do not extend an attempt."""
    patience = gha.Patience(attempts=1, deadline=None)
    async with (
        raw.serve(send_slowly(SLOW[phase])) as server,
        gha.Client("ghp_token", base_url=server.url, patience=patience) as client,
    ):
        with pytest.raises(gha.RequestTimeoutError, match="in time"):
            await client.send(READ)


@pytest.mark.parametrize("phase", SLOW)
async def test_deadline_ends_a_slow_response(phase):
    """A17: in the head, in the body and in a chunk, over sockets."""
    patience = gha.Patience(deadline=50)
    loop = asyncio.get_running_loop()
    async with (
        raw.serve(send_slowly(SLOW[phase])) as server,
        gha.Client("ghp_token", base_url=server.url, patience=patience) as client,
    ):
        start = loop.time()
        with pytest.raises(gha.TransportError):
            await client.send(READ)
        assert loop.time() - start == pytest.approx(50, abs=2)
