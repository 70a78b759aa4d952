"""A call that hangs in one phase: DNS, connect, TLS, send, head, body, storage."""

import asyncio
import socket
import ssl
from contextlib import suppress
from functools import partial

import pytest

import aioghactions as gha
from tests.support.stopped import StoppedLoop, advance
from tests.support.turns import turns

READ = gha.operations.get_repo_secret("o", "r", "S")
LOGS = gha.operations.download_workflow_run_logs("o", "r", 1)
# More than the kernel buffers while the server does not read.
HUGE = gha.operations.create_workflow_dispatch(
    "o", "r", 1, ref="main", inputs={"x": "x" * 900_000}
)
DEADLINE = 5
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n"
LINK = b"HTTP/1.1 302 X\r\ncontent-length: 0\r\nlocation: http://127.0.0.2:%d/x\r\n\r\n"


class Hanging(StoppedLoop):
    """A loop in which one phase never ends."""

    def __init__(self, phase):
        super().__init__()
        self.phase = phase
        self.reached = asyncio.Event()

    async def hang(self):
        self.reached.set()
        await asyncio.Event().wait()

    async def getaddrinfo(self, *args, **kwargs):
        if self.phase == "name":
            await self.hang()
        return await super().getaddrinfo(*args, **kwargs)

    async def sock_connect(self, sock, address):
        if self.phase in {"connection", f"connection to {address[0]}"}:
            await self.hang()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
        await super().sock_connect(sock, address)


def server_hanging_in(phase, loop):
    """Return a server that hangs in ``phase``."""

    async def serve(reader, writer):
        with suppress(asyncio.CancelledError):
            if phase in {"handshake", "sending"}:
                await loop.hang()
            await reader.readuntil(b"\r\n\r\n")
            if phase.startswith("connection to"):
                port = writer.get_extra_info("sockname")[1]
                writer.write(LINK % port)
            elif phase != "head":
                writer.write(HEAD)
                await turns(3)
            await loop.hang()
        writer.close()

    return serve


PHASES = {
    "name": READ,
    "connection": READ,
    "handshake": READ,
    "sending": HUGE,
    "head": READ,
    "body": READ,
    "connection to 127.0.0.2": LOGS,
}


async def send(client, call):
    """Send ``call``, and read its download if it is one."""
    if call is not LOGS:
        return await client.send(call)
    async with client.download(call) as log:
        return await log.read()


async def with_hanging_server(phase, patience, use):
    """Run ``use`` with a client whose call hangs in ``phase``; check for leaks."""
    loop = asyncio.get_running_loop()
    listening = await asyncio.start_server(
        server_hanging_in(phase, loop), "127.0.0.1", 0
    )
    listening.sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    port = listening.sockets[0].getsockname()[1]
    scheme = "https" if phase == "handshake" else "http"
    host = "localhost" if phase == "name" else "127.0.0.1"
    client_of = partial(gha.Client, "ghp_token")
    if phase == "name":  # a token is not sent to it unencrypted
        client_of = gha.Client.anonymous
    async with listening:
        others = asyncio.all_tasks()
        async with client_of(
            base_url=f"{scheme}://{host}:{port}",
            patience=patience,
            ssl=ssl.create_default_context(),
        ) as client:
            await use(client, PHASES[phase])
            async with asyncio.timeout(0):
                await client._pipeline.context.limiter.wait_until_idle()
        served = asyncio.all_tasks() - others
        for task in served:
            assert "serve" in repr(task.get_coro()), task
            task.cancel()
        await asyncio.gather(*served)  # noqa: TID251 - all tasks of the test


def run(phase, patience, use):
    """Run :func:`with_hanging_server` in a loop of its own."""
    with asyncio.Runner(loop_factory=lambda: Hanging(phase)) as runner:
        runner.run(with_hanging_server(phase, patience, use))


async def expire(client, call):
    """Expect ``call`` to end at its deadline, and not before."""
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(send(client, call))
    await loop.reached.wait()
    await advance(DEADLINE - 0.001)
    assert not task.done()
    await advance(0.001)
    with pytest.raises(gha.TransportError) as caught:
        await task
    assert caught.value.outcome_unknown is not call.operation.is_read


@pytest.mark.parametrize("phase", [*PHASES][:-1])
def test_deadline_ends_a_call_in_every_phase(phase):
    """A17: whatever the timeouts of an attempt are, and without a leak."""
    run(phase, gha.Patience(deadline=DEADLINE, first_delay=0), expire)


TIMEOUTS = {
    "name": "attempt_timeout",
    "connection": "connect_timeout",
    "handshake": "connect_timeout",
    "sending": "attempt_timeout",
    "head": "read_timeout",
    "body": "read_timeout",
    "connection to 127.0.0.2": "connect_timeout",
}


@pytest.mark.parametrize("phase", PHASES)
def test_each_phase_has_its_own_timeout(phase):
    """A17: also if the call has no deadline, for storage as for the API."""
    settings = {TIMEOUTS[phase]: DEADLINE, "deadline": None, "attempts": 1}
    run(phase, gha.Patience(**settings), expire)


@pytest.mark.parametrize("phase", PHASES)
def test_call_can_be_cancelled_in_every_phase(phase):
    """A22: at once, and no lookup or connection continues."""

    async def use(client, call):
        loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            task = group.create_task(send(client, call))
            await loop.reached.wait()
            task.cancel()
            await asyncio.wait({task})  # no time passes in this loop
            assert task.cancelled()

    run(phase, gha.Patience(deadline=None), use)
