import asyncio
from email.utils import formatdate

import pytest

import aioghactions as gha
from tests.support.scripted import limits, reply, talking
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
SUDDEN = gha.Pace(probe=False, points_per_minute=None, release=0)
PATIENT = gha.Patience(longest_limit_wait=7200, deadline=None)
DOCS = "https://docs.github.com/rest/overview/"


def refusal(status, message="", *, docs="", **headers):
    """Return a refusal with GitHub's words in its body."""
    return reply(status, {"message": message, "documentation_url": docs}, **headers)


def spent(seconds, **more):
    """Return the headers of an allowance that is gone for ``seconds``."""
    return limits(0, reset=EPOCH + seconds) | more


SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes."
PRIMARY = "API rate limit exceeded for user ID 1."
DATE = formatdate(EPOCH, usegmt=True)
LATER = formatdate(EPOCH + 25, usegmt=True)
# What a server says, and after how many seconds it is asked again.
REFUSALS = {
    "retry-after": (refusal(403, SECONDARY, retry_after="17"), 17),
    "too many requests": (refusal(429, retry_after="17"), 17),
    "retry-after as a date": (
        refusal(403, SECONDARY, retry_after=LATER, date=DATE),
        25,
    ),
    "blank retry-after": (refusal(403, retry_after=""), 60),
    "garbage in retry-after": (refusal(403, SECONDARY, retry_after="soon"), 60),
    "negative retry-after": (refusal(429, SECONDARY, retry_after="-5"), 60),
    "nothing remains": (refusal(403, PRIMARY, **spent(30)), 31),
    "nothing remains, 429": (refusal(429, "", **spent(30)), 31),
    "nothing remains, no words": (reply(403, b"", **spent(30)), 31),
    "both": (refusal(403, PRIMARY, **spent(30, retry_after="5")), 31),
    "both, the other later": (refusal(403, PRIMARY, **spent(30, retry_after="50")), 50),
    "secondary, by its words": (refusal(403, SECONDARY), 60),
    "abuse, by its words": (refusal(403, "You triggered an abuse detection"), 60),
    "secondary, by its page": (refusal(403, docs=f"{DOCS}secondary-rate-limits"), 60),
    "abuse, by its page": (refusal(403, docs=f"{DOCS}x#abuse-rate-limits"), 60),
    "primary, by its words": (refusal(403, PRIMARY), 60),
    "by gh-limited-by": (reply(403, b"", gh_limited_by="x"), 60),
    "429 and nothing else": (reply(429), 60),
    "while plenty remains": (
        refusal(403, SECONDARY, **limits(4000, reset=EPOCH + 3000)),
        60,
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
@in_virtual_time
async def test_a_limit_is_waited_out_as_documented(name):
    """A1, A2: any mark of a limit is enough, and the wait is the documented one."""
    answer, seconds = REFUSALS[name]
    async with talking(answer, SECRET, pace=SUDDEN) as (client, server):
        answered = await client.exchange(READ)
    assert server.instants == [0, seconds]
    assert answered.attempts == 2


PLAIN = {
    "forbidden": refusal(403, "Resource not accessible by integration"),
    "forbidden, with an allowance": refusal(
        403, "Must have admin rights", **limits(4000, reset=EPOCH + 60)
    ),
    "a proxy's page": reply(403, b"<html><title>Forbidden</title>rate limit</html>"),
    "no User-Agent": reply(403, b"Request forbidden by administrative rules."),
    "nothing": reply(403),
}


@pytest.mark.parametrize("name", PLAIN)
@in_virtual_time
async def test_a_plain_refusal_is_no_limit(name):
    """A1: it is raised at once, and closes nothing."""
    async with talking(PLAIN[name], SECRET, pace=SUDDEN) as (client, server):
        with pytest.raises(gha.PermissionDeniedError):
            await client.send(READ)
        await client.send(READ)
    assert server.instants == [0, 0]


@in_virtual_time
async def test_each_further_refusal_doubles_an_unstated_wait():
    """A2: a minute, two, four; and then it is for the caller to decide."""
    async with talking(refusal(403, SECONDARY), pace=SUDDEN) as (client, server):
        with pytest.raises(gha.SecondaryRateLimitError) as caught:
            await client.send(READ)
    assert server.instants == [0, 60, 180, 420]
    assert caught.value.attempts == 4
    assert caught.value.retry_at.timestamp() == EPOCH + 420 + 480
    assert caught.value.__notes__ == ["gave up after 4 requests"]


@in_virtual_time
async def test_a_success_ends_the_doubling():
    """A2: the next refusal is the first of a new row."""
    answers = [refusal(429), SECRET, refusal(429), SECRET]
    async with talking(*answers, pace=SUDDEN) as (client, server):
        await client.send(READ)
        await client.send(READ)
    assert server.instants == [0, 60, 60, 120]


@in_virtual_time
async def test_refusals_are_no_attempts():
    """A15: what a limit costs in requests is not taken from the retries."""
    answers = [reply(429, retry_after="1"), reply(502)] * 3 + [SECRET]
    patience = gha.Patience(attempts=4)
    async with talking(*answers, pace=SUDDEN, patience=patience) as (client, server):
        answer = await client.exchange(READ)
    assert answer.attempts == len(server.seen) == 7


@pytest.mark.parametrize(
    ("patience", "asked", "waits"),
    [
        (gha.Patience(longest_limit_wait=60), 60, True),
        (gha.Patience(longest_limit_wait=60), 61, False),
        (gha.Patience(deadline=60), 59, True),
        (gha.Patience(deadline=60), 60, False),
        (gha.Patience.none(), 1, False),
    ],
)
@in_virtual_time
async def test_a_wait_beyond_patience_is_an_error_at_once(patience, asked, waits):
    """A2: not after it, and not never: at once, and it says until when."""
    answers = [reply(429, retry_after=str(asked)), SECRET]
    async with talking(*answers, pace=SUDDEN, patience=patience) as (client, server):
        if waits:
            await client.send(READ)
            return
        with pytest.raises(gha.RateLimitError) as caught:
            await client.send(READ)
        assert server.clock.monotonic() == 0
        assert caught.value.retry_at.timestamp() == EPOCH + asked
        # The next call needs no answer to know.
        with pytest.raises(gha.RateLimitError, match="not sent") as caught:
            await client.send(READ)
        assert caught.value.retry_at.timestamp() == EPOCH + asked
        assert (caught.value.attempts, len(server.seen)) == (0, 1)


@in_virtual_time
async def test_what_we_add_to_a_wait_is_not_held_against_it():
    """A2, A6: patience bounds what GitHub asks for, not by how much we spread it."""
    pace, patience = gha.Pace(probe=False), gha.Patience(longest_limit_wait=60)
    clock = VirtualClock(chance=0.9)
    answers = [reply(429, retry_after="60"), SECRET]
    async with talking(*answers, clock=clock, pace=pace, patience=patience) as (
        client,
        server,
    ):
        await client.send(READ)
    assert server.instants == [0, 69]


@pytest.mark.parametrize("skew", [-86_400, -3_600, 3_600, 86_400])
@in_virtual_time
async def test_a_wrong_clock_is_not_asked(skew):
    """A7: the server's ``Date`` says how long it is to its own ``reset``."""
    clock = VirtualClock(chance=0.0, skew=skew)
    answer = refusal(403, PRIMARY, **spent(30, date=DATE))
    async with talking(answer, SECRET, clock=clock, pace=SUDDEN) as (client, server):
        await client.send(READ)
    assert server.instants == [0, 31]


@in_virtual_time
async def test_a_clock_that_jumps_during_a_wait_changes_nothing():
    """A7: the wait is held on a clock that does not run backwards."""
    clock = VirtualClock(chance=0.0)

    def refuse_and_jump(_):
        clock.skew = 86_400
        return refusal(403, PRIMARY, **spent(30, date=DATE))

    async with talking(refuse_and_jump, SECRET, clock=clock, pace=SUDDEN) as (
        client,
        server,
    ):
        await client.send(READ)
    assert server.instants == [0, 31]


@in_virtual_time
async def test_a_limit_that_answers_announce_is_kept_without_a_refusal():
    """A4: when the last of an allowance is gone, nothing is sent until its reset."""
    last = reply(200, SECRET.body, **limits(0, reset=EPOCH + 100, limit=60))
    async with talking(last, SECRET, pace=SUDDEN) as (client, server):
        await client.send(READ)
        await client.send(READ)
        known = client.rate_limits["core"]
    assert server.instants == [0, 101]
    assert (known.limit, known.remaining, known.used) == (60, 0, 60)


@in_virtual_time
async def test_a_server_without_limits_is_not_held_back():
    """A9: neither a probe nor a pace, where no answer shows a limit."""
    base = "https://ghes.example/api/v3"
    async with talking(SECRET, base_url=base, pace=None, latency=1) as (client, server):

        async def read(_):
            await client.send(READ)

        async with gha.fan_out(read, range(100), limit=100) as outcomes:
            done = [outcome async for outcome in outcomes]
        assert client.rate_limits == {}
    assert all(isinstance(outcome, gha.Done) for outcome in done)
    assert server.most_in_flight == 50
    assert server.instants[-1] == 1


@in_virtual_time
async def test_a_server_that_shows_limits_is_obeyed():
    """A9: then its allowance and the rules of pace hold as elsewhere."""
    base = "https://ghes.example/api/v3"
    limited = reply(204, **limits(4000, reset=EPOCH + 3000))
    call = gha.operations.delete_workflow_run("o", "r", 1)
    async with talking(limited, base_url=base, pace=None) as (client, server):
        for _ in range(3):
            await client.send(call)
    assert server.instants == [0, 1, 2]


@in_virtual_time
async def test_what_is_being_streamed_counts_as_in_flight():
    """A5: a download keeps its place until it has been read."""
    logs = gha.operations.download_workflow_run_logs("o", "r", 1)
    link = reply(302, location="https://storage.example/log")
    pace = gha.Pace.off(concurrency=1)
    async with (
        talking(link, SECRET, pace=pace) as (client, server),
        asyncio.TaskGroup() as group,
    ):
        server.body = slowly(server.clock)
        group.create_task(last(client.download(logs)))
        await server.clock.sleep(1)
        await client.send(READ)
    assert server.instants == [0, 0, 10]


async def slowly(clock):
    """Yield the body in ten seconds."""
    yield b"x" * 998
    await clock.sleep(10)
    yield b"x"


async def last(download):
    """Read a download to its end."""
    async with download as log:
        assert len(await log.read()) == 999
