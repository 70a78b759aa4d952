import logging

import pytest

from aioghactions._core.clock import SystemClock
from aioghactions._core.event import Event
from aioghactions._request.events import EventLog

LOGGER = logging.getLogger("aioghactions")
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
def test_event_kinds_have_log_levels(level, kinds):
    """A31: no event is created for a disabled level."""
    LOGGER.setLevel(level)
    wants = [kind for kind in KINDS if EventLog(SystemClock()).wants(kind)]
    assert wants == KINDS[5 - kinds :]
    assert all(EventLog(SystemClock(), print).wants(kind) for kind in KINDS)


def test_callback_gets_events_that_are_not_logged(caplog):
    """A31: both have their own filter."""
    LOGGER.setLevel("ERROR")
    told = []
    event = Event(kind="limit", operation="get-x", attempt=1)
    EventLog(SystemClock(), told.append).emit(event)
    assert told == [event]
    assert caplog.records == []


def test_events_are_logged_without_a_callback(caplog):
    """A31: unknown values are omitted."""
    caplog.set_level("DEBUG", "aioghactions")
    EventLog(SystemClock()).emit(
        Event(kind="pause", operation="get-x", attempt=2, seconds=1.5)
    )
    assert caplog.messages == ["get-x: waited 1.5 s to be sent (attempt 2)"]


def test_each_operation_is_warned_about_once():
    """A10: by each client."""
    watch = EventLog(SystemClock())
    headers = {"deprecation": "true"}
    for operation in ("get-x", "get-y"):
        with pytest.warns(DeprecationWarning, match=f"deprecated {operation}"):
            watch.warn(operation, headers)
        watch.warn(operation, headers)
    watch.warn("get-z", {})
