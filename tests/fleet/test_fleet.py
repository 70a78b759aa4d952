"""The short form of ``make fleet``: two processes, a real Redis, a server that counts.

Skipped, with a warning in the summary, where no Redis or Valkey is installed.
"""

import asyncio

import pytest

from tests.fleet import store
from tests.fleet.__main__ import main
from tests.fleet.scenarios import FAILOVER, SHORT, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(store.PROGRAM is None, reason=f"NOT RUN: {store.MISSING}"),
]


def test_two_processes_send_nothing_into_the_limit():
    """A4, A5: by the server's own count."""
    outcome = asyncio.run(run(SHORT))
    failed = [it for it in outcome.figures() if not it.timed and not it.holds]
    assert not failed
    assert len(outcome.reports) == 2
    assert outcome.origin.requests > SHORT.limit  # more than a window


def test_a_store_that_takes_over_sends_nothing_into_the_limit():
    """A4: a Sentinel promotes a replica, and both processes find it."""
    outcome = asyncio.run(run(FAILOVER))
    failed = [it for it in outcome.figures() if not it.timed and not it.holds]
    assert not failed
    for report in outcome.reports:
        assert report["events"][0] != "back"
        assert report["events"][-1] == "back"
    assert outcome.calls > 0  # of the one that took over


def test_make_fleet_names_a_missing_server(capsys):
    """With what to do."""
    assert main([], None) == 1
    assert "apt-get install redis-server" in capsys.readouterr().err
