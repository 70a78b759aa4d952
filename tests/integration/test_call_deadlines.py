import asyncio
from itertools import chain, repeat

import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.scripted import held, reply, talking
from tests.support.stopped import TO_CONNECT, advance
from tests.support.turns import turns
from tests.support.virtual import VirtualClock, in_virtual_time

READ = gha.operations.get_repo_secret("o", "r", "S")
OTHER = gha.operations.get_workflow_run("o", "r", 1)
DISPATCH = gha.operations.create_workflow_dispatch("o", "r", 1, ref="main")
DELETE = gha.operations.delete_workflow_run("o", "r", 1)
PATIENCE = gha.Patience(deadline=30, attempt_timeout=1000)


def never(status=200):
    """Return a step that does not come to an end."""
    return held(asyncio.Event(), reply(status))


async def expire(client, call, *, after=30.0):
    """Send a call that must fail by its deadline, to the millisecond."""
    clock = client._pipeline.context.clock
    start = clock.monotonic()
    with pytest.raises(gha.RequestTimeoutError, match="no answer in 30 s") as caught:
        await client.send(call)
    assert clock.monotonic() - start == pytest.approx(after, abs=0.001)
    assert caught.value.operation == call.operation.id
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return caught.value


@in_virtual_time
async def test_a_deadline_ends_a_request_that_gets_no_answer():
    """A17: whatever the time of a single attempt may be."""
    async with talking(never(), patience=PATIENCE) as (client, server):
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
    ids=["same queue", "no place", "a probe is out", "a write is out"],
)
@pytest.mark.parametrize("behind", [0, 1, 5])
@in_virtual_time
async def test_a_deadline_ends_the_wait_in_a_queue(pace, first, call, behind):
    """A17: for the first in a queue and for those behind it."""
    async with (
        talking(never(), pace=pace, patience=PATIENCE) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        inside = group.create_task(expire(client, first))
        await server.clock.sleep(10)
        waiting = [group.create_task(expire(client, call)) for _ in range(behind + 1)]
        await inside
        # One of them got in then, and got no answer either.
        late = [await task for task in waiting]
    assert len(server.seen) == 2
    if not call.operation.is_read:
        assert [error.outcome_unknown for error in late] == [True] + behind * [False]


@in_virtual_time
async def test_a_deadline_ends_the_wait_for_a_token():
    """A17: a provider that hangs does not hang the call."""

    class Vault:
        async def token(self):
            await asyncio.Event().wait()

    async with talking(reply(), auth=Vault(), patience=PATIENCE) as (client, server):
        await expire(client, READ)
    assert server.seen == []


@in_virtual_time
async def test_a_deadline_ends_the_wait_for_another_token():
    """A17: neither does one that hangs after a 401."""

    class Vault:
        async def token(self):
            return "ghp_old"

        async def renew(self):
            await asyncio.Event().wait()

    async with talking(reply(401), auth=Vault(), patience=PATIENCE) as (client, server):
        await expire(client, READ)
    assert len(server.seen) == 1


@in_virtual_time
async def test_a_pause_that_would_outlast_the_deadline_is_not_begun():
    """A17: then the failure is raised at once, and is the real one."""
    async with talking(reply(502), latency=29.9, patience=PATIENCE, clock=None) as (
        client,
        server,
    ):
        server.clock._chance = 1.0
        with pytest.raises(gha.ServerError):
            await client.send(READ)
        assert server.clock.monotonic() == pytest.approx(29.9)


@in_virtual_time
async def test_a_deadline_counts_all_attempts_and_pauses():
    """A17: it is the time of the call, not that of a request."""
    patience = gha.Patience(deadline=30, attempts=99)
    clock = VirtualClock(chance=0.5)
    async with talking(reply(502), latency=8, clock=clock, patience=patience) as (
        client,
        server,
    ):
        error = await expire(client, READ)
    assert len(server.seen) == 4
    assert error.__notes__ == ["gave up after 4 requests"]


@in_virtual_time
async def test_a_deadline_of_none_is_no_deadline():
    """A17: who wants to wait for a day may."""
    slow = held(asyncio.Event(), reply(204))
    patience = gha.Patience(deadline=None)
    async with (
        talking(slow, patience=patience) as (client, server),
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
async def test_a_deadline_amid_a_request_leaves_the_outcome_open(call, unknown):
    """S3: a write that was under way may have taken effect."""
    async with talking(never(), patience=PATIENCE) as (client, _):
        error = await expire(client, call)
    assert error.outcome_unknown is unknown


@in_virtual_time
async def test_a_deadline_before_anything_was_sent_leaves_nothing_open():
    """S3: what provably never left was not done."""
    steps = [gha.ConnectFailedError("refused"), reply(204)]
    pace = gha.Pace(probe=False, write_interval=100)
    async with talking(*steps, pace=pace, patience=PATIENCE) as (client, server):
        await client.send(DELETE)  # repeated, as it was not sent at first
        error = await expire(client, DISPATCH)
    assert len(server.seen) == 2
    assert not error.outcome_unknown


@in_virtual_time
async def test_what_failed_to_connect_is_not_under_way():
    """S3: nor is it while its repetition waits for its turn."""
    pace = gha.Pace.off(concurrency=1)
    clock = VirtualClock(chance=0.5)
    steps = [gha.ConnectFailedError("refused"), never()]
    async with (
        talking(*steps, clock=clock, pace=pace, patience=PATIENCE) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        write = group.create_task(expire(client, DISPATCH))
        group.create_task(expire(client, READ))
        error = await write
    assert [sent.request.method for sent in server.seen] == ["POST", "GET"]
    assert not error.outcome_unknown


async def accept_and_say_nothing(reader, writer):
    """Be a server that never shakes hands."""
    await advance(TO_CONNECT)
    try:
        await reader.read()
    finally:
        writer.close()


async def test_a_handshake_that_hangs_is_no_connection():
    """A17, S3: nothing was sent, so a write may go again, and then it ends."""
    patience = gha.Patience(attempts=2, first_delay=0)
    server = await asyncio.start_server(accept_and_say_nothing, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with gha.Client(
            "ghp_token", base_url=f"https://127.0.0.1:{port}", patience=patience
        ) as client:
            with pytest.raises(gha.ConnectFailedError, match="timed out") as caught:
                await client.send(DISPATCH)
        assert not caught.value.outcome_unknown
        assert caught.value.__notes__ == ["gave up after 2 requests"]
        await turns(200)  # until the server has seen its last connection end


def drip(whole):
    """Return a script that sends a byte a second, and never comes to an end."""

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
async def test_an_answer_that_drips_has_an_end(phase):
    """A17: bytes that keep arriving do not keep an attempt alive."""
    patience = gha.Patience(attempts=1, deadline=None)
    async with (
        raw.serve(drip(SLOW[phase])) as server,
        gha.Client("ghp_token", base_url=server.url, patience=patience) as client,
    ):
        with pytest.raises(gha.RequestTimeoutError, match="did not respond in time"):
            await client.send(READ)


@pytest.mark.parametrize("phase", SLOW)
async def test_a_deadline_ends_an_answer_that_drips(phase):
    """A17: wherever it is, and over sockets as well."""
    patience = gha.Patience(deadline=50)
    loop = asyncio.get_running_loop()
    async with (
        raw.serve(drip(SLOW[phase])) as server,
        gha.Client("ghp_token", base_url=server.url, patience=patience) as client,
    ):
        start = loop.time()
        with pytest.raises(gha.TransportError):
            await client.send(READ)
        assert loop.time() - start == pytest.approx(50, abs=2)
