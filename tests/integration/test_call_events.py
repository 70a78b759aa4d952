import logging
import sys

import pytest

import aioghactions as gha
from aioghactions._core.event import Event
from tests.support.scripted import limits, reply, talking
from tests.support.virtual import EPOCH, VirtualClock, in_virtual_time

TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
SECRET = reply(200, {"name": "S", **TIMES})
READ = gha.operations.get_repo_secret("o", "r", "S")
THERE = "https://api.github.com/repositories/1/actions/secrets/S?CANARY=CANARY"
BUMPY = [
    gha.ConnectionLostError("api.github.com: the server closed the connection"),
    reply(502, b"<html>Unicorn!</html>"),
    reply(403, b"{}", retry_after="20", set_cookie="CANARY"),
    reply(301, location=THERE),
    reply(401),
    SECRET,
]


class Vault:
    """A provider of canaries, each with a number."""

    serial = 0

    async def token(self):
        return f"ghp_CANARY{self.serial}"

    async def renew(self):
        self.serial += 1


def event(kind, attempt, **about):
    """Return an event of the call."""
    about = {"resource": "core"} | about
    return Event(kind=kind, operation="get-repo-secret", attempt=attempt, **about)


@in_virtual_time
async def test_a_bumpy_road_is_told_bump_by_bump():
    """A31: every request, pause and turn, in their order, and nothing else."""
    told = []
    settings = {
        "clock": VirtualClock(chance=0.5),
        "pace": gha.Pace(probe=False, release=0),
        "on_event": told.append,
    }
    async with talking(*BUMPY, latency=2, auth=Vault(), **settings) as (client, _):
        await client.send(READ)
    assert told == [
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
async def test_an_event_names_the_allowance_that_the_answer_named():
    """A4: also where it was presumed to be another."""
    told = []
    named = limits(9, reset=EPOCH + 60, resource="dependency_sbom")
    answer = reply(200, SECRET.body, **named)
    async with talking(answer, on_event=told.append) as (client, _):
        await client.send(READ)
    assert told == [event("attempt", 1, status=200, resource="dependency_sbom")]


@in_virtual_time
async def test_a_wait_behind_others_is_a_pause():
    """A26: how long a call has queued can be seen."""
    told = []
    pace = gha.Pace.off(concurrency=1)
    async with talking(SECRET, latency=3, pace=pace, on_event=told.append) as (
        client,
        _,
    ):

        async def read(_):
            await client.send(READ)

        async with gha.fan_out(read, range(3), limit=3) as outcomes:
            assert [type(outcome) async for outcome in outcomes] == [gha.Done] * 3
    pauses = [event.seconds for event in told if event.kind == "pause"]
    assert pauses == [3, 6]


class TickingClock(VirtualClock):
    """A clock that goes on while it is read, as real ones do."""

    readings = 0

    def monotonic(self):
        self.readings += 1
        return super().monotonic() + self.readings * 1e-5


@in_virtual_time
async def test_passing_the_gate_is_no_pause():
    """A31: although it takes some microseconds by a real clock."""
    told = []
    clock = TickingClock(chance=0.0)
    async with talking(SECRET, clock=clock, on_event=told.append) as (client, _):
        for _ in range(3):
            await client.send(READ)
    assert [event.kind for event in told] == ["attempt"] * 3
    assert all(event.seconds > 0 for event in told)


@in_virtual_time
async def test_a_watcher_that_raises_fails_the_call_and_nothing_else():
    """A22: its bug is seen, and no place is lost to it."""

    def watch(event):
        if event.kind == "attempt" and event.status == 200:
            raise ZeroDivisionError

    pace = gha.Pace.off(concurrency=1)
    async with talking(SECRET, pace=pace, on_event=watch) as (client, server):
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await client.send(READ)
        await client._pipeline.context.limiter.wait_until_idle()
    assert len(server.seen) == 3


@in_virtual_time
async def test_a_watcher_that_raises_at_the_gate_loses_no_place():
    """A22: neither does one that fails before anything was sent."""

    def watch(event):
        if event.kind == "pause":
            raise ZeroDivisionError

    pace = gha.Pace(probe=False, release=0)
    answers = [reply(429, retry_after="5"), SECRET]
    async with talking(*answers, pace=pace, on_event=watch) as (client, server):
        with pytest.raises(ZeroDivisionError):
            await client.send(READ)
        await client._pipeline.context.limiter.wait_until_idle()
        await client.send(READ)
    assert len(server.seen) == 2


LEVELS = {
    "DEBUG": ["attempt", "retry", "limit", "pause", "redirect"],
    "INFO": ["retry", "limit", "pause"],
    "WARNING": ["limit"],
    "ERROR": [],
}


@pytest.mark.parametrize("level", LEVELS)
def test_the_log_tells_as_much_as_its_level_asks_for(caplog, level):
    """A31: a limit warns; what was repeated informs; the rest is for debugging."""
    caplog.set_level(level, "aioghactions")
    drive(BUMPY)
    ours = [record for record in caplog.records if record.name == "aioghactions"]
    kinds = {record.getMessage().split()[3].rstrip(",") for record in ours}
    assert kinds == set(LEVELS[level])


@in_virtual_time
async def drive(steps):
    """Send one call along ``steps``."""
    async with talking(
        *steps, auth=Vault(), pace=gha.Pace(probe=False), latency=0.1
    ) as (client, _):
        await client.send(READ)


def test_the_log_is_readable(caplog):
    """A31: operation, attempt, status, failure, allowance, seconds."""
    caplog.set_level("DEBUG", "aioghactions")
    drive([reply(502), SECRET])
    assert caplog.messages[-3:] == [
        "get-repo-secret, request 1: attempt 502 core, 0.100 s",
        "get-repo-secret, request 1: retry ServerError core, 0.000 s",
        "get-repo-secret, request 2: attempt 200 core, 0.100 s",
    ]


def test_the_log_holds_no_secret(caplog):
    """S5: no token, no query, no cookie and no body, at any level."""
    caplog.set_level("DEBUG")
    drive(BUMPY)
    assert len(caplog.records) > 8
    assert "CANARY" not in caplog.text
    assert not any("CANARY" in str(vars(record)) for record in caplog.records)


def test_a_program_without_logging_has_nothing_on_its_screen(capfd):
    """A30: Python's last resort would print what nobody has asked for."""
    logger = logging.getLogger("aioghactions")
    propagated, logger.propagate = logger.propagate, False
    try:
        drive(BUMPY)
    finally:
        logger.propagate = propagated
    assert capfd.readouterr() == ("", "")


def made_events(run):
    """Return how many events are made while ``run()`` runs."""
    made = 0

    def profile(frame, what, _):
        nonlocal made
        code = frame.f_code
        made += what == "call" and code.co_filename.endswith("_core.event.Event>")

    sys.setprofile(profile)
    try:
        run()
    finally:
        sys.setprofile(None)
    return made


def test_nothing_is_made_for_nobody():
    """A31: an event that nobody would see is not even made."""
    logger = logging.getLogger("aioghactions")
    logger.setLevel("ERROR")
    try:
        assert made_events(lambda: drive(BUMPY)) == 0
        logger.setLevel("WARNING")
        assert made_events(lambda: drive(BUMPY)) == 1
    finally:
        logger.setLevel("NOTSET")


def test_an_event_cannot_be_changed():
    """A31: watchers share it."""
    with pytest.raises(AttributeError):
        event("attempt", 1).kind = "retry"
