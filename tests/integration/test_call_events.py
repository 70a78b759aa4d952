import logging
import sys

import pytest

import aioghactions as gha
from aioghactions._core.event import Event
from aioghactions._limits.headers import parse_rate_limit
from aioghactions._request.events import EventLog
from tests.support.scripted import limits, reply, scripted_client
from tests.support.virtual import EPOCH, VirtualClock, in_virtual_time

TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
SECRET = reply(200, {"name": "S", **TIMES})
READ = gha.operations.get_repo_secret("o", "r", "S")
NEW_URL = "https://api.github.com/repositories/1/actions/secrets/S?CANARY=CANARY"
STEPS = [
    gha.ConnectionLostError("api.github.com: the server closed the connection"),
    reply(502, b"<html>Unicorn!</html>"),
    reply(403, b"{}", retry_after="20", set_cookie="CANARY"),
    reply(301, location=NEW_URL),
    reply(401),
    SECRET,
]


class NumberedTokens:
    """A token provider that numbers its tokens."""

    serial = 0

    async def token(self):
        return f"ghp_CANARY{self.serial}"

    async def renew(self):
        self.serial += 1


def event(kind, attempt, **about):
    """Return an event of the read."""
    about = {"resource": "core", "method": "GET", "path": READ.path} | about
    return Event(kind=kind, operation="get-repo-secret", attempt=attempt, **about)


@in_virtual_time
async def test_events_of_a_call_in_order():
    """A31: an event for each request, wait and redirect, and no other."""
    events = []
    settings = {
        "clock": VirtualClock(chance=0.5),
        "pace": gha.Pace(probe=False, release=0),
        "on_event": events.append,
    }
    async with scripted_client(
        *STEPS, latency=2, auth=NumberedTokens(), **settings
    ) as (client, _):
        await client.send(READ)
    assert events == [
        event("attempt", 1, error="ConnectionLostError", seconds=2),
        event("retry", 1, error="ConnectionLostError", seconds=0.25),
        event("attempt", 2, status=502, seconds=2),
        event("retry", 2, error="ServerError", seconds=0.5),
        event("attempt", 3, status=403, seconds=2),
        event("limit", 3, error="SecondaryRateLimitError", seconds=20),
        event("pause", 4, seconds=20),
        event("attempt", 4, status=301, seconds=2),
        event("redirect", 4, status=301),
        event("attempt", 5, status=401, seconds=2),
        event("attempt", 6, status=200, seconds=2),
    ]


@in_virtual_time
async def test_event_names_the_resource_of_the_response():
    """A4: also if another resource was assumed before."""
    events = []
    headers = limits(9, reset=EPOCH + 60, resource="dependency_sbom")
    response = reply(200, SECRET.body, **headers)
    async with scripted_client(response, on_event=events.append) as (client, _):
        await client.send(READ)
    resource = "dependency_sbom"
    rate_limit = parse_rate_limit(response.headers)
    assert rate_limit is not None
    assert events == [
        event("attempt", 1, status=200, resource=resource, rate_limit=rate_limit)
    ]


@in_virtual_time
async def test_wait_in_a_queue_is_a_pause_event():
    """A26: its seconds are the time in the queue."""
    events = []
    pace = gha.Pace.off(concurrency=1)
    async with scripted_client(
        SECRET, latency=3, pace=pace, on_event=events.append
    ) as (
        client,
        _,
    ):

        async def read(_):
            await client.send(READ)

        async with gha.fan_out(read, range(3), limit=3) as outcomes:
            assert [type(outcome) async for outcome in outcomes] == [gha.Done] * 3
    pauses = [event.seconds for event in events if event.kind == "pause"]
    assert pauses == [3, 6]


class TickingClock(VirtualClock):
    """A clock that advances with each reading, as real ones do."""

    readings = 0

    def monotonic(self):
        self.readings += 1
        return super().monotonic() + self.readings * 1e-5


@in_virtual_time
async def test_immediate_permit_is_not_a_pause_event():
    """A31: although it takes some microseconds on a real clock."""
    events = []
    clock = TickingClock(chance=0.0)
    async with scripted_client(SECRET, clock=clock, on_event=events.append) as (
        client,
        _,
    ):
        for _ in range(3):
            await client.send(READ)
    assert [event.kind for event in events] == ["attempt"] * 3
    assert all(event.seconds > 0 for event in events)


@in_virtual_time
async def test_error_in_on_event_fails_the_call_only():
    """A22: the error is raised, and no permit is lost."""

    def on_event(event):
        if event.kind == "attempt" and event.status == 200:
            raise ZeroDivisionError

    pace = gha.Pace.off(concurrency=1)
    async with scripted_client(SECRET, pace=pace, on_event=on_event) as (
        client,
        server,
    ):
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await client.send(READ)
        await client._pipeline.context.limiter.wait_until_idle()
    assert len(server.seen) == 3


@in_virtual_time
async def test_error_in_on_event_before_sending_loses_no_permit():
    """A22: also if it is raised before anything was sent."""

    def on_event(event):
        if event.kind == "pause":
            raise ZeroDivisionError

    pace = gha.Pace(probe=False, release=0)
    answers = [reply(429, retry_after="5"), SECRET]
    async with scripted_client(*answers, pace=pace, on_event=on_event) as (
        client,
        server,
    ):
        with pytest.raises(ZeroDivisionError):
            await client.send(READ)
        await client._pipeline.context.limiter.wait_until_idle()
        await client.send(READ)
    assert len(server.seen) == 2


LEVELS = {
    "DEBUG": ["attempt", "retry", "limit", "pause", "redirect"],
    "INFO": ["limit", "pause"],
    "WARNING": ["limit"],
    "ERROR": [],
}


@pytest.mark.parametrize("level", LEVELS)
def test_log_level_of_each_event_kind(caplog, level):
    """A31, F24: a limit is WARNING, a wait of a second INFO, the rest is DEBUG."""
    caplog.set_level(level, "aioghactions")
    send_through(STEPS)
    ours = [record for record in caplog.records if record.name == "aioghactions"]
    assert {record.args[0].kind for record in ours} == set(LEVELS[level])


@in_virtual_time
async def send_through(steps, **settings):
    """Send one call that meets ``steps``."""
    settings = {"pace": gha.Pace(probe=False, release=0), "latency": 0.1} | settings
    async with scripted_client(*steps, auth=NumberedTokens(), **settings) as (
        client,
        _,
    ):
        await client.send(READ)


LIMITS = limits(4998, reset=EPOCH + 60)
LINES = {
    "success": (
        [reply(200, SECRET.body, **LIMITS)],
        ["-> 200 in 100 ms (attempt 1, 4,998 of 5,000 left)"],
    ),
    "failure": (
        [reply(502, x_github_request_id="AB:12"), SECRET],
        [
            "-> 502 in 100 ms (attempt 1, request id AB:12)",
            ": again in 0 ms after ServerError (attempt 1, request id AB:12)",
            "-> 200 in 100 ms (attempt 2)",
        ],
    ),
    "no response": (
        [gha.ConnectionLostError("closed"), SECRET],
        [
            "-> ConnectionLostError in 100 ms (attempt 1)",
            ": again in 0 ms after ConnectionLostError (attempt 1)",
            "-> 200 in 100 ms (attempt 2)",
        ],
    ),
    "limit": (
        [reply(429, retry_after="20"), SECRET],
        [
            "-> 429 in 100 ms (attempt 1)",
            ": SecondaryRateLimitError of core, blocked for 20.0 s (attempt 1)",
            ": waited 20.0 s to be sent (attempt 2)",
            "-> 200 in 100 ms (attempt 2)",
        ],
    ),
    "redirect": (
        [reply(301, location=NEW_URL), SECRET],
        [
            "-> 301 in 100 ms (attempt 1)",
            "-> 301, redirected (attempt 1)",
            "-> 200 in 100 ms (attempt 2)",
        ],
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_log_line_names_the_request_and_its_result(caplog, name):
    """F24: method, path, status, duration, attempt, allowance and request id."""
    steps, lines = LINES[name]
    caplog.set_level("DEBUG", "aioghactions")
    send_through(steps)
    request = "GET /repos/o/r/actions/secrets/S"
    messages = caplog.messages[1:]  # the first is the event loop's
    assert [m.removeprefix(request).strip() for m in messages] == lines
    assert all(message.startswith(request) for message in messages)


def test_short_waits_are_not_logged_at_info(caplog):
    """F24: a person notices a second."""
    caplog.set_level("INFO", "aioghactions")
    clock = VirtualClock(chance=0.5)
    send_through([reply(502), reply(502), reply(502), reply(502), SECRET], clock=clock)
    assert [record.args[0].seconds for record in caplog.records] == [1.0, 2.0]


def test_log_line_is_formatted_only_if_it_is_written():
    """F24: a record that no handler writes costs no formatting."""
    logger, formatted = logging.getLogger("aioghactions"), []

    class Spy(gha.Event):
        def __str__(self):
            formatted.append(self)
            return ""

    logger.setLevel("WARNING")
    log = EventLog(VirtualClock(chance=0.0))
    log.emit(Spy(kind="attempt", operation="get-x", attempt=1))
    assert formatted == []
    logger.setLevel("NOTSET")


def test_log_contains_no_secret(caplog):
    """S5: no token, query, cookie or body, at any level."""
    caplog.set_level("DEBUG")
    send_through(STEPS)
    assert len(caplog.records) > 8
    assert "CANARY" not in caplog.text
    assert not any("CANARY" in str(vars(record)) for record in caplog.records)


def test_nothing_is_printed_without_a_logging_configuration(capfd):
    """A30: Python's handler of last resort would print warnings."""
    logger = logging.getLogger("aioghactions")
    propagated, logger.propagate = logger.propagate, False
    try:
        send_through(STEPS)
    finally:
        logger.propagate = propagated
    assert capfd.readouterr() == ("", "")


def count_events(run):
    """Return how many events are created while ``run()`` runs."""
    created = 0

    def profile(frame, kind, _):
        nonlocal created
        code = frame.f_code
        created += kind == "call" and code.co_filename.endswith("_core.event.Event>")

    sys.setprofile(profile)
    try:
        run()
    finally:
        sys.setprofile(None)
    return created


def test_no_event_is_created_without_a_receiver():
    """A31: neither ``on_event`` nor the logger would receive it."""
    logger = logging.getLogger("aioghactions")
    logger.setLevel("ERROR")
    try:
        assert count_events(lambda: send_through(STEPS)) == 0
        logger.setLevel("WARNING")
        assert count_events(lambda: send_through(STEPS)) == 1
    finally:
        logger.setLevel("NOTSET")


def test_event_is_immutable():
    """A31: all receivers get the same object."""
    with pytest.raises(AttributeError):
        event("attempt", 1).kind = "retry"
