"""Bodies of successful responses that cannot be used."""

import gzip

import pytest

import aioghactions as gha
from aioghactions._json import codec
from aioghactions.testing import InstantClock
from tests.support.raw import answer, serve
from tests.support.scripted import reply, scripted_client
from tests.support.virtual import in_virtual_time

READ = gha.operations.get_repo_secret("o", "r", "S")
WRITE = gha.operations.create_workflow_dispatch("o", "r", 1, ref="main")
TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
SECRET = codec.dumps({"name": "S", **TIMES})
CUT_DISPATCH = reply(200, b'{"workflow_run_id": 1')


@in_virtual_time
async def test_cut_json_of_a_read_is_retried():
    """F20: like a connection that is lost within the body."""
    steps = [reply(200, SECRET[:-1]), reply(200, SECRET[:20]), reply(200, SECRET)]
    async with scripted_client(*steps) as (client, server):
        answer = await client.exchange(READ)
    assert (answer.value.name, answer.attempts) == ("S", 3)
    assert len(server.seen) == 3


@in_virtual_time
async def test_cut_json_is_an_error_after_the_last_attempt():
    """F20: of the class of a lost connection, with a note."""
    async with scripted_client(reply(200, SECRET[:-1])) as (client, server):
        with pytest.raises(gha.ConnectionLostError, match="cut short") as caught:
            await client.send(READ)
    assert len(server.seen) == 5
    assert caught.value.__notes__ == ["gave up after 5 requests"]


@in_virtual_time
async def test_an_error_of_the_body_says_how_often_the_call_was_sent():
    """F20: an earlier attempt failed, the last one succeeded and cannot be read."""
    steps = [reply(502), reply(200, SECRET[:-1]), reply(200, b"[1, 2]")]
    async with scripted_client(*steps) as (client, server):
        with pytest.raises(gha.UnexpectedAnswerError) as caught:
            await client.send(READ)
    assert len(server.seen) == 3
    assert caught.value.__notes__ == ["gave up after 3 requests"]


@in_virtual_time
async def test_retries_of_cut_json_end_with_the_deadline():
    """A17: all attempts of a call share it."""
    patience = gha.Patience(attempts=100, deadline=10)
    steps = reply(200, SECRET[:-1])
    async with scripted_client(steps, patience=patience, latency=3) as (client, server):
        with pytest.raises((gha.ConnectionLostError, gha.RequestTimeoutError)):
            await client.send(READ)
        assert server.clock.monotonic() <= 10
    assert len(server.seen) <= 4


@in_virtual_time
async def test_cut_json_of_a_write_has_an_unknown_outcome():
    """S3: it is not sent again."""
    async with scripted_client(reply(200, b'{"workflow_run_id": 1')) as (
        client,
        server,
    ):
        with pytest.raises(gha.ConnectionLostError) as caught:
            await client.send(WRITE)
    assert caught.value.outcome_unknown
    assert len(server.seen) == 1


async def test_body_that_gzip_cuts_is_retried():
    """F20: HTTP shows no sign of it, because the length is right."""
    packed = gzip.compress(SECRET)
    kind = "content-encoding: gzip"
    scripts = [answer("200 OK", packed[:length], kind) for length in (15, 40)]
    scripts.append(answer("200 OK", packed, kind))
    async with (
        serve(*scripts) as server,
        gha.Client("ghp_token", base_url=server.url, clock=InstantClock()) as client,
    ):
        value = await client.exchange(READ)
    assert value.attempts == 3


@pytest.mark.parametrize("call", [READ, WRITE])
async def test_body_that_is_too_large_is_an_error_at_once(call):
    """F20: another attempt would be as large."""
    bomb = gzip.compress(b"\0" * 65 * 2**20)
    script = answer("200 OK", bomb, "content-encoding: gzip")
    events = []
    async with (
        serve(script) as server,
        gha.Client(
            "ghp_token",
            base_url=server.url,
            on_event=events.append,
        ) as client,
    ):
        with pytest.raises(gha.UnexpectedAnswerError, match="too large") as caught:
            await client.send(call)
    assert len(server.seen) == 1
    assert str(caught.value).startswith(f"{call.operation.id}: the response of ")
    assert caught.value.operation == call.operation.id
    assert caught.value.outcome_unknown is (call is WRITE)
    assert [event.error for event in events] == ["UnexpectedAnswerError"]
