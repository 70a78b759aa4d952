"""The short form of ``make fleet``: two processes, a real Redis, a server that counts.

Skipped, with a warning in the summary, where no Redis or Valkey is installed.
"""

import asyncio

import pytest

from tests.fleet import store
from tests.fleet.__main__ import main
from tests.fleet.scenarios import SHORT, run

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


def test_make_fleet_names_a_missing_server(capsys):
    """With what to do."""
    assert main([], None) == 1
    assert "apt-get install redis-server" in capsys.readouterr().err
