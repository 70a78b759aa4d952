"""Fixtures: origins, certificates and credentials."""

import ssl
from collections.abc import Callable, Generator

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from aioghactions import AppAuth
from tests.support.origins import Origins, origins

_FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def figure(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Return a function that adds a line to the summary of the run."""
    return pytestconfig.stash.setdefault(_FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures."""
    for line in terminalreporter.config.stash.get(_FIGURES, []):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Return a certificate authority that is not trusted by default."""
    return trustme.CA()


@pytest.fixture(scope="session")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """Return a client's context that trusts the authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture(scope="module")
def listening() -> Generator[Origins]:
    """Yield a set of origins for the tests of a module."""
    with origins() as opened:
        yield opened


@pytest.fixture(scope="session")
def app_auth() -> AppAuth:
    """Return an App's credentials."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return AppAuth(app=1, private_key=pem.decode(), installation_id=2)
