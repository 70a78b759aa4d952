import asyncio
import os
import subprocess
import sys
from textwrap import dedent

import pytest

import aioghactions as gha
from aioghactions.testing import FakeGitHub, InstantClock
from tests.support.no_timeouts import NO_TIMEOUTS
from tests.support.scripted import held, reply, scripted_client
from tests.support.turns import turns
from tests.support.virtual import VirtualClock, in_virtual_time

TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
SECRET = reply(200, {"name": "S", **TIMES})
READ = gha.operations.get_repo_secret("o", "r", "S")
DISPATCH = gha.operations.create_workflow_dispatch("o", "r", 1, ref="main")
LOGS = gha.operations.download_workflow_run_logs("o", "r", 1)


def never():
    """Return a step that never returns."""
    return held(asyncio.Event(), SECRET)


async def outcome(client, call):
    """Return the result of a call, or its exception."""
    try:
        return await client.send(call)
    except (gha.GitHubActionsError, RuntimeError) as error:
        return error


@in_virtual_time
async def test_close_waits_for_calls_in_flight():
    """A27: calls in flight get their responses, then the client is closed."""
    async with (
        scripted_client(SECRET, latency=1.5) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        calls = [group.create_task(client.send(READ)) for _ in range(9)]
        await turns(5)
        await client.close()
        assert server.clock.monotonic() == 1.5
        assert [call.result().name for call in calls] == ["S"] * 9
        assert not server.is_open


@in_virtual_time
async def test_close_waits_two_seconds_at_most():
    """A27: then calls are ended, with ``outcome_unknown`` for a sent write."""
    pace, clock = gha.Pace.off(concurrency=2), VirtualClock(chance=0.9)
    async with (
        scripted_client(never(), never(), SECRET, pace=pace, clock=clock) as (
            client,
            server,
        ),
        asyncio.TaskGroup() as group,
    ):
        ended = [
            group.create_task(outcome(client, call))
            for call in (READ, DISPATCH, DISPATCH, READ)
        ]
        await clock.sleep(10)
        await client.close()
        assert clock.monotonic() == 12
        errors = [await task for task in ended]
    assert {type(error) for error in errors} == {gha.ConnectionLostError}
    assert all("the client was closed" in str(error) for error in errors)
    assert [error.operation for error in errors] == [
        call.operation.id for call in (READ, DISPATCH, DISPATCH, READ)
    ]
    # The first dispatch was in flight; the second waited for a permit.
    unknown = [error.outcome_unknown for error in errors]
    assert unknown == [False, True, False, False]
    assert (server.in_flight, len(server.seen)) == (0, 2)


@pytest.mark.parametrize(
    "response",
    [reply(503, retry_after="300"), reply(429, retry_after="300")],
    ids=["a failing server", "a limit"],
)
@in_virtual_time
async def test_close_ends_a_pause(response):
    """A27: close does not wait for a long retry delay or cooldown."""
    pace = gha.Pace(probe=False)
    async with (
        scripted_client(response, pace=pace) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        call = group.create_task(outcome(client, READ))
        await server.clock.sleep(10)
        await client.close()
        assert server.clock.monotonic() == 12
        assert isinstance(await call, gha.ConnectionLostError)


@in_virtual_time
async def test_close_waits_two_seconds_for_downloads():
    """A27: an open download counts as in flight."""
    link = reply(302, location="https://storage.example/x")
    async with scripted_client(link) as (client, server):
        server.body = endless(server.clock)
        async with client.download(LOGS) as log:
            chunks = log.chunks()
            assert await anext(chunks) == b"x"
            await client.close()
            assert server.clock.monotonic() == 2
            assert not server.is_open
            await chunks.aclose()


async def endless(clock):
    """Yield one byte, and then hang."""
    yield b"x"
    await clock.sleep(1000)


@in_virtual_time
async def test_closing_client_accepts_no_calls():
    """A27: also while it waits for calls in flight."""
    async with (
        scripted_client(SECRET, latency=1) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        call = group.create_task(client.send(READ))
        await turns(5)
        closing = group.create_task(client.close())
        await turns(5)
        with pytest.raises(RuntimeError, match="this client is closed"):
            await client.send(READ)
        await closing
        assert call.done()
    assert len(server.seen) == 1


@in_virtual_time
async def test_close_can_be_cancelled():
    """A22, A27: calls are ended at once, and all resources are released."""
    async with (
        scripted_client(never()) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        call = group.create_task(outcome(client, READ))
        await turns(5)
        closing = group.create_task(client.close())
        await server.clock.sleep(1)
        closing.cancel()
        assert isinstance(await call, gha.ConnectionLostError)
        assert server.clock.monotonic() == 1
    assert not server.is_open


@in_virtual_time
async def test_deadline_during_close_ends_the_call():
    """A17, A27: the call ends once, at its deadline."""
    patience = gha.Patience(deadline=2)
    async with (
        scripted_client(never(), patience=patience) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        call = group.create_task(outcome(client, READ))
        await turns(5)
        await client.close()
        assert isinstance(await call, gha.TransportError)
        assert server.clock.monotonic() == 2


@in_virtual_time
async def test_close_ends_a_fan_out():
    """A24, A27: every item has an outcome at once."""
    async with scripted_client(
        SECRET, latency=0.5, pace=gha.Pace.off(concurrency=5)
    ) as (
        client,
        server,
    ):

        async def read(_):
            await client.send(READ)

        async with gha.fan_out(read, range(1000), limit=60) as outcomes:
            seen = []
            async for each in outcomes:
                seen.append(each)
                if len(seen) == 10:
                    await client.close()
        assert server.clock.monotonic() < 4
    kinds = [type(each.error) for each in seen if isinstance(each, gha.Failed)]
    assert len(seen) == 1000
    assert set(kinds) == {gha.ConnectionLostError, RuntimeError}
    assert server.in_flight == 0


async def test_use_from_another_thread_raises(github_client):
    """A28: another thread has another event loop."""

    async def elsewhere():
        with pytest.raises(RuntimeError, match="another event loop"):
            await github_client.repo("octo-org/hello").runs.get(1)
        with pytest.raises(RuntimeError, match="another event loop"):
            await github_client.close()

    await asyncio.to_thread(asyncio.run, elsewhere())


def run_program(code):
    """Run a program with warnings as errors; return its status and output."""
    done = subprocess.run(  # noqa: S603 - this Python, with code from this file
        [sys.executable, "-W", "error", "-c", dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return done.returncode, done.stdout, done.stderr


def test_unclosed_client_is_reported():
    """By aiohttp, when the session is collected."""
    code = """
        import asyncio
        import aioghactions as gha

        async def main():
            await gha.Client("ghp_token").open()

        asyncio.run(main())
    """
    status, _, error = run_program(code)
    assert status == 0
    assert "Unclosed client session" in error


def test_use_after_a_fork_raises():
    """A28: two processes cannot share a connection."""
    code = """
        import asyncio, os, sys
        import aioghactions as gha

        async def main():
            async with gha.Client("ghp_token") as client:
                if os.fork():
                    return os.wait()[1]
                for awaitable in (client.repo("o/r").runs.get(1), client.close()):
                    try:
                        awaitable.send(None)
                    except RuntimeError as error:
                        print(error, flush=True)
                os._exit(0)

        sys.exit(asyncio.run(main()))
    """
    status, out, error = run_program(code)
    message = "this client was opened before a fork; create a new one\n"
    assert (status, out, error) == (0, 2 * message, "")


def test_client_is_created_without_a_running_loop():
    """A28: a client can be created at import time and opened in a loop later."""
    code = """
        import asyncio, sys
        import aioghactions as gha
        from tests.support.app import app_auth

        client = gha.Client("ghp_token", pace=gha.Pace())
        handle = client.repo("octo-org/hello").runs
        gha.Client(app_auth())
        gha.Client.anonymous()

        async def main():
            asyncio.get_running_loop().slow_callback_duration = 60  # on a busy machine
            async with client:
                async with asyncio.timeout(0):
                    await handle.get(1)

        try:
            asyncio.run(main(), debug=True)
        except TimeoutError:
            print("used")
    """
    assert run_program(code) == (0, "used\n", "")


LOOPS = {
    "asyncio": "asyncio.run",
    "uvloop": "uvloop.run",
}


@pytest.mark.parametrize("loop", LOOPS)
def test_nothing_is_left_open(loop):
    """A27, A28: no socket, task or warning is left, in either loop."""
    if loop == "uvloop":
        pytest.importorskip("uvloop")
    code = f"""
        import asyncio, gc, warnings
        {"import uvloop" if loop == "uvloop" else ""}
        import aioghactions as gha
        from aioghactions.testing import FakeGitHub
        from tests.support.no_timeouts import NO_TIMEOUTS

        async def main():
            async with FakeGitHub() as github:
                github.add_repo("octo-org/hello").add_run()
                async with gha.Client(
                    github.token, base_url=github.url, patience=NO_TIMEOUTS
                ) as client:
                    await use(client, github)
            assert len(asyncio.all_tasks()) == 1, asyncio.all_tasks()

        async def use(client, github):
            runs = client.repo("octo-org/hello").runs

            async def read(_):
                return await runs.list().collect()

            async with gha.fan_out(read, range(50), limit=10) as outcomes:
                done = [type(outcome).__name__ async for outcome in outcomes]
            assert done == ["Done"] * 50, done
            github.fail(stall="body", times=None)
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(read(0)) for _ in range(20)]
                while len(github.requests) < 60:
                    await asyncio.sleep(0)
                for task in tasks:
                    task.cancel()
            github.recover()
            github.fail(drop="after", times=2)
            async with gha.Client(
                github.token, base_url=github.url, patience=NO_TIMEOUTS
            ) as other:
                page = await other.repo("octo-org/hello").runs.list().collect()
            assert len(page) == 1

        {LOOPS[loop]}(main())
        gc.collect()
        print("done")
    """
    assert run_program(code) == (0, "done\n", "")


def test_client_works_in_uvloop():
    """A28: calls, limits, cancellation and closing work with uvloop."""
    uvloop = pytest.importorskip("uvloop")

    async def main():
        clock = InstantClock()
        async with FakeGitHub(clock=clock) as github:
            run = github.add_repo("octo-org/hello").add_run()
            github.fail(status=429, headers={"retry-after": "5"})
            async with gha.Client(
                github.token, base_url=github.url, clock=clock, patience=NO_TIMEOUTS
            ) as client:
                assert (
                    await client.repo("octo-org/hello").runs.get(run.id)
                ) is not None
                github.fail(stall="headers")
                call = asyncio.ensure_future(client.repo("octo-org/hello").runs.get(1))
                while len(github.requests) < 3:
                    await turns()
                call.cancel()
                await asyncio.wait([call])
                assert call.cancelled()
        return [round(seconds) for seconds in clock.slept if seconds >= 1]

    assert 5 in uvloop.run(main())
