import asyncio
from itertools import count

import aiohttp
import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.cancel import cancel_at
from tests.support.scripted import held, limits, reply, scripted_client
from tests.support.turns import turns
from tests.support.virtual import EPOCH, in_virtual_time

TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
PLENTY = limits(4000, reset=EPOCH + 3000)
SECRET = reply(200, {"name": "S", **TIMES}, **PLENTY)
READ = gha.operations.get_repo_secret("o", "r", "S")
DELETE = gha.operations.delete_workflow_run("o", "r", 1)
MOVED = reply(301, location="https://api.github.com/repositories/1/x", **PLENTY)
UNSENT = gha.ConnectFailedError("refused")
LOST = gha.ConnectionLostError("the server closed the connection")


class SlowProvider:
    """A token provider that yields to the loop."""

    async def token(self):
        await turns(2)
        return "ghp_token"

    async def renew(self):
        await turns(2)


STEPS = {
    "success": [SECRET],
    "retried": [LOST, reply(502), UNSENT, SECRET],
    "limited": [reply(429, retry_after="5"), SECRET],
    "exhausted": [reply(403, **limits(0, reset=EPOCH + 60)), SECRET],
    "redirected": [MOVED, SECRET],
    "renewed": [reply(401), SECRET],
}


@pytest.mark.parametrize("pace", [gha.Pace(), gha.Pace.off()], ids=["paced", "unpaced"])
@pytest.mark.parametrize("case", STEPS)
@in_virtual_time
async def test_call_can_be_cancelled_at_every_await(case, pace):
    """A22: the call ends at once and keeps no permit."""
    for at in count(1):
        async with scripted_client(
            *STEPS[case], pace=pace, auth=SlowProvider(), latency=0.05
        ) as (
            client,
            server,
        ):
            clock = server.clock
            cancelled = await cancel_at(at, client.exchange(READ, conditional=True))
            assert server.in_flight == 0
            async with asyncio.timeout(0):
                await client._pipeline.context.limiter.wait_until_idle()
            # A reported limit lasts; nothing else delays the next call.
            limited = sum(sent.status in {403, 429} for sent in server.responses)
            server.steps, start = [SECRET], clock.monotonic()
            await client.send(READ)
            assert clock.monotonic() - start == pytest.approx(0.05) or limited
        if not cancelled:
            break
    assert at > len(STEPS[case]) + 2  # the token, and each response


@pytest.mark.parametrize("place", [0, 1, 2])
@in_virtual_time
async def test_cancelled_waiter_leaves_the_queue(place):
    """A22: later waiters move up in their order."""
    release = asyncio.Event()
    pace = gha.Pace.off(concurrency=1)
    done = []
    async with (
        scripted_client(held(release, SECRET), SECRET, pace=pace) as (client, server),
        asyncio.TaskGroup() as group,
    ):

        async def read(name):
            await client.send(READ)
            done.append(name)

        group.create_task(read("in flight"))
        await turns(5)
        waiting = [group.create_task(read(name)) for name in range(3)]
        await turns(5)
        waiting[place].cancel()
        await turns(5)
        release.set()
    assert done == ["in flight", *(name for name in range(3) if name != place)]
    assert len(server.seen) == 3


@in_virtual_time
async def test_cancelled_write_still_counts_for_the_write_interval():
    """A22: the server may have received it, so the next write keeps the interval."""
    async with (
        scripted_client(
            held(asyncio.Event(), reply()), reply(204), pace=gha.Pace(probe=False)
        ) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        first = group.create_task(client.send(DELETE))
        await server.clock.sleep(3)
        first.cancel()
        await turns(5)
        await client.send(DELETE)
    assert server.instants == [0, 4]


async def test_call_over_sockets_can_be_cancelled_at_every_await(
    start_github, instant_clock
):
    """A22: while connecting, sending, reading the head and reading the body."""
    github = await start_github()
    run = github.add_repo("octo-org/hello").add_run()
    settings = {"base_url": github.url, "clock": instant_clock}
    # Each call opens a new connection.
    pool = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=pool) as session:
        async with gha.Client(github.token, session=session, **settings) as client:
            runs = client.repo("octo-org/hello").runs
            for at in count(1):
                cancelled = await cancel_at(at, runs.get(run.id))
                assert not pool._acquired
                assert (await runs.get(run.id)).id == run.id
                if not cancelled:
                    break
            assert at > 2  # the connection and the response
            async with asyncio.timeout(0):
                await client._pipeline.context.limiter.wait_until_idle()
        assert not pool._acquired
        assert not pool._waiters


@pytest.mark.parametrize("cut", [0, 20, 60, 99])
async def test_call_can_be_cancelled_while_a_response_arrives(cut):
    """A22: within the head, after it and within the body."""
    body = b'{"name": "S", "created_at": "2024-01-01T00:00:00Z", "updated_at": ""}'
    head = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body)
    reached = asyncio.Event()

    async def drip(exchange):
        await exchange.send((head + body)[:cut])
        reached.set()
        await asyncio.Event().wait()

    async with raw.serve(drip, raw.answer("404 Not Found")) as server:
        async with (
            gha.Client("ghp_token", base_url=server.url) as client,
            asyncio.TaskGroup() as group,
        ):
            task = group.create_task(client.send(READ))
            await reached.wait()
            await turns(10)
            task.cancel()
            await asyncio.wait({task})
            assert task.cancelled()
            # The half-read connection is closed; the next call opens a new one.
            with pytest.raises(gha.NotFoundError):
                await client.send(READ)
        assert server.connections == 2
