import logging

import pytest

from aioghactions._core.clock import SystemClock
from aioghactions._core.messages import Event
from aioghactions._request.events import EventLog, deprecation_notice

LOGGER = logging.getLogger("aioghactions")
GONE = "GitHub has deprecated get-artifact"
KINDS = ["attempt", "redirect", "pause", "retry", "limit"]


@pytest.fixture(autouse=True)
def _level():
    level = LOGGER.level
    yield
    LOGGER.setLevel(level)


@pytest.mark.parametrize(
    ("level", "kinds"),
    [("DEBUG", 5), ("INFO", 3), ("WARNING", 1), ("ERROR", 0)],
)
def test_wanted_kinds_by_log_level(level, kinds):
    """A31: no event is created that the logger would ignore."""
    LOGGER.setLevel(level)
    wants = [kind for kind in KINDS if EventLog(SystemClock()).wants(kind)]
    assert wants == KINDS[5 - kinds :]
    assert all(EventLog(SystemClock(), print).wants(kind) for kind in KINDS)


def test_callback_receives_events_below_the_log_level(caplog):
    """A31: the log level does not apply to the callback."""
    LOGGER.setLevel("ERROR")
    events = []
    event = Event(kind="limit", operation="get-x", attempt=1)
    EventLog(SystemClock(), events.append).emit(event)
    assert events == [event]
    assert caplog.records == []


def test_events_are_logged_without_a_callback(caplog):
    """A31: unknown values are omitted."""
    caplog.set_level("DEBUG", "aioghactions")
    EventLog(SystemClock()).emit(
        Event(kind="pause", operation="get-x", attempt=2, seconds=1.5)
    )
    assert caplog.messages == ["get-x, request 2: pause, 1.500 s"]


def test_deprecation_warning_once_for_each_operation():
    """A10: for each client."""
    event_log = EventLog(SystemClock())
    headers = {"deprecation": "true"}
    for operation in ("get-x", "get-y"):
        with pytest.warns(DeprecationWarning, match=f"deprecated {operation}"):
            event_log.warn(operation, headers)
        event_log.warn(operation, headers)
    event_log.warn("get-z", {})


@pytest.mark.parametrize(
    ("headers", "notice"),
    [
        ({}, None),
        ({"date": "Tue, 05 May 2026 12:00:00 GMT"}, None),
        ({"deprecation": "true"}, GONE),
        ({"deprecation": ""}, GONE),
        (
            {"deprecation": "@1777982400"},
            f"{GONE} since 2026-05-05",
        ),
        (
            {"deprecation": " Tue, 05 May 2026 12:00:00 GMT "},
            f"{GONE} since 2026-05-05",
        ),
        (
            {"sunset": "Wed, 10 Mar 2027 00:00:00 GMT"},
            f"{GONE}; it works until 2027-03-10",
        ),
        (
            {"deprecation": "@0", "sunset": "Wed, 10 Mar 2027 00:00:00 GMT"},
            f"{GONE} since 1970-01-01; it works until 2027-03-10",
        ),
        ({"sunset": "\x1b[31m"}, GONE),
        ({"deprecation": "@99999999999"}, GONE),
        (
            {"deprecation": "@9999999999"},
            f"{GONE} since 2286-11-20",
        ),
    ],
    ids=range(11),
)
def test_deprecation_notice(headers: dict[str, str], notice: str | None):
    """A10: since when and until when, without text of the server."""
    assert deprecation_notice("get-artifact", headers) == notice
