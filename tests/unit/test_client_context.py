"""The client context: defaults, settings and their types."""

import pytest

from aioghactions import AppAuth, Pace, Patience
from aioghactions._request.app_token import InstallationTokenProvider
from aioghactions.client import _context
from aioghactions.testing import InstantClock
from tests.support.app import app_auth


def test_default_settings():
    """The host determines the defaults."""
    context = _context("ghp_token")
    assert context.base_url == "https://api.github.com"
    assert context.patience == Patience()
    assert context.auth.api_version is None
    assert context.transport._public_storage


def test_settings_are_passed_on():
    """Each part of the context gets its settings."""
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


def test_app_auth_becomes_a_token_provider():
    """The provider uses the transport and the clock of the client."""
    auth = app_auth()
    assert isinstance(auth, AppAuth)
    context = _context(auth, clock=InstantClock())
    assert isinstance(context.auth.provider, InstallationTokenProvider)


@pytest.mark.parametrize("name", ["patience", "pace", "session", "ssl"])
def test_setting_of_another_type_raises(name):
    """The message names the setting, its type and the given type."""
    with pytest.raises(TypeError, match=rf"^{name} must be None or \w+, not object$"):
        _context(None, **{name: object()})
