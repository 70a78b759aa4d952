import pytest

from aioghactions import Client, Pace, Patience
from aioghactions._request.app_token import InstallationTokenProvider
from aioghactions.testing import InstantClock
from tests.support.app import app_auth


def test_defaults_are_those_of_the_host():
    """A client without settings is one of github.com."""
    context = Client("ghp_token")._pipeline.context
    assert context.base_url == "https://api.github.com"
    assert context.patience == Patience()
    assert context.auth.api_version == "2022-11-28"
    assert context.transport._public_storage


def test_settings_reach_their_parts():
    """Each part of the client gets its setting."""
    clock, patience, seen = InstantClock(), Patience(attempts=1), []
    client = Client(
        "ghp_token",
        base_url="https://ghes.test",
        api_version=None,
        clock=clock,
        patience=patience,
        pace=Pace(concurrency=3),
        user_agent="bot/1",
        proxy="http://proxy.test:8080",
        on_event=seen.append,
    )
    context = client._pipeline.context
    assert context.base_url == "https://ghes.test/api/v3"
    assert context.clock is clock
    assert context.patience is patience
    assert context.events.on_event == seen.append
    assert context.transport._proxy == "http://proxy.test:8080"
    assert not context.transport._public_storage
    assert context.auth.api_version is None
    assert context.auth.user_agent.startswith("bot/1 aioghactions/")


def test_app_token_provider_shares_the_parts_of_the_client():
    """Installation tokens are requested with the same transport and clock."""
    context = Client(app_auth(), clock=InstantClock())._pipeline.context
    provider = context.auth.provider
    assert isinstance(provider, InstallationTokenProvider)
    assert provider._context.transport is context.transport
    assert provider._context.budget is context.budget


@pytest.mark.parametrize("name", ["patience", "pace", "session", "ssl"])
def test_setting_of_another_type_raises(name):
    """The message names the setting, its type, and the type that was passed."""
    with pytest.raises(TypeError, match=rf"^{name} must be None or \w+, not object$"):
        Client.anonymous(**{name: object()})
