"""What a client's parts are made of, and what is refused before there are any."""

import pytest

from aioghactions import AppAuth, Pace, Patience
from aioghactions._request.app_token import InstallationTokenProvider
from aioghactions.client import _context
from aioghactions.testing import InstantClock
from tests.support.app import app_auth


def test_what_is_not_said_is_as_documented():
    """Where nothing is said, the host decides."""
    context = _context("ghp_token")
    assert context.base_url == "https://api.github.com"
    assert context.patience == Patience()
    assert context.auth.api_version is None
    assert context.transport._public_storage


def test_what_is_said_is_used():
    """Each part gets what it was meant to get."""
    clock, patience, seen = InstantClock(), Patience(attempts=1), []
    context = _context(
        "ghp_token",
        base_url="https://ghes.test",
        api_version="2022-11-28",
        clock=clock,
        patience=patience,
        pace=Pace(concurrency=3),
        user_agent="bot/1",
        proxy="http://proxy.test:8080",
        on_event=seen.append,
    )
    assert context.base_url == "https://ghes.test/api/v3"
    assert context.clock is clock
    assert context.patience is patience
    assert context.events.on_event == seen.append
    assert context.transport._proxy == "http://proxy.test:8080"
    assert not context.transport._public_storage
    assert context.auth.api_version == "2022-11-28"
    assert context.auth.user_agent.startswith("bot/1 aioghactions/")


def test_an_app_is_asked_for_its_token_by_the_same_parts():
    """Its provider is made here, since it needs a transport and a clock."""
    auth = app_auth()
    assert isinstance(auth, AppAuth)
    context = _context(auth, clock=InstantClock())
    assert isinstance(context.auth.provider, InstallationTokenProvider)


@pytest.mark.parametrize("name", ["patience", "pace", "session", "ssl"])
def test_a_setting_is_of_its_kind(name):
    """The message names setting, kind and what was given."""
    with pytest.raises(TypeError, match=rf"^{name} must be None or \w+, not object$"):
        _context(None, **{name: object()})
