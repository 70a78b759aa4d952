import asyncio
from email.utils import formatdate

import pytest

import aioghactions as gha
from tests.support.scripted import limits, reply, scripted_client
from tests.support.turns import turns
from tests.support.virtual import EPOCH, VirtualClock, in_virtual_time

SECRET = reply(
    200,
    {
        "name": "S",
        "created_at": "2024-01-01T00:00:00Z",
        "updated_at": "2024-01-01T00:00:00Z",
    },
)
READ = gha.operations.get_repo_secret("o", "r", "S")
NO_RELEASE = gha.Pace(probe=False, points_per_minute=None, release=0)
DOCS = "https://docs.github.com/rest/overview/"


def error_reply(status, message="", *, docs="", **headers):
    """Return an error response with a message as GitHub's."""
    return reply(status, {"message": message, "documentation_url": docs}, **headers)


def exhausted(seconds, **more):
    """Return the headers of a quota that is exhausted for ``seconds``."""
    return limits(0, reset=EPOCH + seconds) | more


SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes."
PRIMARY = "API rate limit exceeded for user ID 1."
DATE = formatdate(EPOCH, usegmt=True)
LATER = formatdate(EPOCH + 25, usegmt=True)
# Each error response, and after how many seconds the request is sent again.
LIMITED = {
    "retry-after": (error_reply(403, SECONDARY, retry_after="17"), 17),
    "too many requests": (error_reply(429, retry_after="17"), 17),
    "retry-after as a date": (
        error_reply(403, SECONDARY, retry_after=LATER, date=DATE),
        25,
    ),
    "blank retry-after": (error_reply(403, retry_after=""), 60),
    "garbage in retry-after": (error_reply(403, SECONDARY, retry_after="soon"), 60),
    "negative retry-after": (error_reply(429, SECONDARY, retry_after="-5"), 60),
    "nothing remains": (error_reply(403, PRIMARY, **exhausted(30)), 31),
    "nothing remains, 429": (error_reply(429, "", **exhausted(30)), 31),
    "nothing remains, no message": (reply(403, b"", **exhausted(30)), 31),
    "both": (error_reply(403, PRIMARY, **exhausted(30, retry_after="5")), 31),
    "both, the other later": (
        error_reply(403, PRIMARY, **exhausted(30, retry_after="50")),
        50,
    ),
    "secondary, by its message": (error_reply(403, SECONDARY), 60),
    "abuse, by its message": (error_reply(403, "You triggered an abuse detection"), 60),
    "secondary, by its documentation_url": (
        error_reply(403, docs=f"{DOCS}secondary-rate-limits"),
        60,
    ),
    "abuse, by its documentation_url": (
        error_reply(403, docs=f"{DOCS}x#abuse-rate-limits"),
        60,
    ),
    "primary, by its message": (error_reply(403, PRIMARY), 60),
    "by gh-limited-by": (reply(403, b"", gh_limited_by="x"), 60),
    "429 and nothing else": (reply(429), 60),
    "while plenty remains": (
        error_reply(403, SECONDARY, **limits(4000, reset=EPOCH + 3000)),
        60,
    ),
}


@pytest.mark.parametrize("name", LIMITED)
@in_virtual_time
async def test_limit_is_waited_out_as_documented(name):
    """A1, A2: any sign of a limit is enough, and the wait is the documented one."""
    response, seconds = LIMITED[name]
    async with scripted_client(response, SECRET, pace=NO_RELEASE) as (client, server):
        answer = await client.exchange(READ)
    assert server.instants == [0, seconds]
    assert answer.attempts == 2


FORBIDDEN = {
    "forbidden": error_reply(403, "Resource not accessible by integration"),
    "forbidden, with quota headers": error_reply(
        403, "Must have admin rights", **limits(4000, reset=EPOCH + 60)
    ),
    "a proxy's page": reply(403, b"<html><title>Forbidden</title>rate limit</html>"),
    "no User-Agent": reply(403, b"Request forbidden by administrative rules."),
    "empty": reply(403),
}


@pytest.mark.parametrize("name", FORBIDDEN)
@in_virtual_time
async def test_plain_403_is_not_a_limit(name):
    """A1: the error is raised at once, and no cooldown starts."""
    async with scripted_client(FORBIDDEN[name], SECRET, pace=NO_RELEASE) as (
        client,
        server,
    ):
        with pytest.raises(gha.PermissionDeniedError):
            await client.send(READ)
        await client.send(READ)
    assert server.instants == [0, 0]


@in_virtual_time
async def test_wait_without_a_stated_time_doubles():
    """A2: one minute, two, four; then the error is raised."""
    async with scripted_client(error_reply(403, SECONDARY), pace=NO_RELEASE) as (
        client,
        server,
    ):
        with pytest.raises(gha.SecondaryRateLimitError) as caught:
            await client.send(READ)
    assert server.instants == [0, 60, 180, 420]
    assert caught.value.attempts == 4
    assert caught.value.retry_at.timestamp() == EPOCH + 420 + 480
    assert caught.value.__notes__ == ["gave up after 4 requests"]


@in_virtual_time
async def test_success_resets_the_doubling():
    """A2: the next limit waits one minute again."""
    responses = [error_reply(429), SECRET, error_reply(429), SECRET]
    async with scripted_client(*responses, pace=NO_RELEASE) as (client, server):
        await client.send(READ)
        await client.send(READ)
    assert server.instants == [0, 60, 60, 120]


@in_virtual_time
async def test_limits_do_not_count_as_attempts():
    """A15: the requests that a limit costs are not taken from the retries."""
    responses = [reply(429, retry_after="1"), reply(502)] * 3 + [SECRET]
    patience = gha.Patience(attempts=4)
    async with scripted_client(*responses, pace=NO_RELEASE, patience=patience) as (
        client,
        server,
    ):
        answer = await client.exchange(READ)
    assert answer.attempts == len(server.seen) == 7


@pytest.mark.parametrize(
    ("patience", "seconds", "waits"),
    [
        (gha.Patience(longest_limit_wait=60), 60, True),
        (gha.Patience(longest_limit_wait=60), 61, False),
        (gha.Patience(deadline=60), 59, True),
        (gha.Patience(deadline=60), 60, False),
        (gha.Patience.none(), 1, False),
    ],
)
@in_virtual_time
async def test_wait_beyond_patience_raises_at_once(patience, seconds, waits):
    """A2: the error has the time to retry."""
    responses = [reply(429, retry_after=str(seconds)), SECRET]
    async with scripted_client(*responses, pace=NO_RELEASE, patience=patience) as (
        client,
        server,
    ):
        if waits:
            await client.send(READ)
            return
        with pytest.raises(gha.RateLimitError) as caught:
            await client.send(READ)
        assert server.clock.monotonic() == 0
        assert caught.value.retry_at.timestamp() == EPOCH + seconds
        # The next call raises without a request.
        with pytest.raises(gha.RateLimitError, match="not sent") as caught:
            await client.send(READ)
        assert caught.value.retry_at.timestamp() == EPOCH + seconds
        assert (caught.value.attempts, len(server.seen)) == (0, 1)


@in_virtual_time
async def test_added_jitter_does_not_count_against_patience():
    """A2, A6: patience bounds GitHub's wait, not the jitter added to it."""
    pace, patience = gha.Pace(probe=False), gha.Patience(longest_limit_wait=60)
    clock = VirtualClock(chance=0.9)
    responses = [reply(429, retry_after="60"), SECRET]
    async with scripted_client(
        *responses, clock=clock, pace=pace, patience=patience
    ) as (
        client,
        server,
    ):
        await client.send(READ)
    assert server.instants == [0, 69]


@in_virtual_time
async def test_quota_applies_with_any_pace():
    """A4: ``Pace.off`` turns off only the secondary limits."""
    last = reply(200, SECRET.body, **limits(0, reset=EPOCH + 100, limit=60))
    async with scripted_client(last, SECRET, pace=gha.Pace.off()) as (client, server):
        await client.send(READ)
        await client.send(READ)
    assert server.instants[0] == 0
    assert server.instants[1] >= 101


@in_virtual_time
async def test_limit_does_not_pause_another_client():
    """Clients share no state, even if they have the same token."""
    clock = VirtualClock()
    secondary = reply(403, retry_after="60")
    async with (
        scripted_client(secondary, SECRET, clock=clock) as (limited, server),
        scripted_client(SECRET, clock=clock) as (free, _),
        asyncio.TaskGroup() as group,
    ):
        group.create_task(limited.send(READ))
        await turns(20)
        await free.send(READ)
        assert (clock.monotonic(), len(server.seen)) == (0, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [*((skew, skew) for skew in (-86_400, -3_600, 3_600, 86_400)), (0, 86_400)],
)
@in_virtual_time
async def test_wall_clock_does_not_change_a_wait(before, after):
    """A7: wrong, or set in between; a wait is the time from ``Date`` to ``reset``."""
    clock = VirtualClock(chance=0.0, skew=before)

    def limit(_):
        clock.skew = after
        return error_reply(403, PRIMARY, **exhausted(30, date=DATE))

    async with scripted_client(limit, SECRET, clock=clock, pace=NO_RELEASE) as (
        client,
        server,
    ):
        await client.send(READ)
    assert server.instants == [0, 31]


@in_virtual_time
async def test_exhausted_quota_is_waited_for_without_a_403():
    """A4: when nothing remains, no request is sent until the reset."""
    last = reply(200, SECRET.body, **limits(0, reset=EPOCH + 100, limit=60))
    async with scripted_client(last, SECRET, pace=NO_RELEASE) as (client, server):
        await client.send(READ)
        await client.send(READ)
        quota = client.rate_limits["core"]
    assert server.instants == [0, 101]
    assert (quota.limit, quota.remaining, quota.used) == (60, 0, 60)


@in_virtual_time
async def test_server_without_limits_is_not_paced():
    """A9: neither a probe nor pacing, if no response has quota headers."""
    base = "https://ghes.example/api/v3"
    async with scripted_client(SECRET, base_url=base, pace=None, latency=1) as (
        client,
        server,
    ):

        async def read(_):
            await client.send(READ)

        async with gha.fan_out(read, range(100), limit=100) as outcomes:
            done = [outcome async for outcome in outcomes]
        assert client.rate_limits == {}
    assert all(isinstance(outcome, gha.Done) for outcome in done)
    assert server.most_in_flight == 50
    assert server.instants[-1] == 1


@in_virtual_time
async def test_server_with_limits_is_paced():
    """A9: its quota and the pace apply as elsewhere."""
    base = "https://ghes.example/api/v3"
    with_quota = reply(204, **limits(4000, reset=EPOCH + 3000))
    call = gha.operations.delete_workflow_run("o", "r", 1)
    async with scripted_client(with_quota, base_url=base, pace=None) as (
        client,
        server,
    ):
        for _ in range(3):
            await client.send(call)
    assert server.instants == [0, 1, 2]


@in_virtual_time
async def test_open_download_keeps_its_permit():
    """A5: a download holds its permit until it has been read."""
    logs = gha.operations.download_workflow_run_logs("o", "r", 1)
    link = reply(302, location="https://storage.example/log")
    pace = gha.Pace.off(concurrency=1)
    async with (
        scripted_client(link, SECRET, pace=pace) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        server.body = slowly(server.clock)
        group.create_task(read_all(client.download(logs)))
        await server.clock.sleep(1)
        await client.send(READ)
    assert server.instants == [0, 0, 10]


async def slowly(clock):
    """Yield the body within ten seconds."""
    yield b"x" * 998
    await clock.sleep(10)
    yield b"x"


async def read_all(download):
    """Read a download to its end."""
    async with download as log:
        assert len(await log.read()) == 999
