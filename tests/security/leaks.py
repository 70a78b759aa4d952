"""Tests that print a secret, each in its own way; run by ``test_canary`` only."""

import asyncio
import logging
import sys
import warnings

import pytest

from aioghactions import errors
from aioghactions._core.messages import Request
from aioghactions._http.aiohttp_transport import AiohttpTransport
from aioghactions._http.transport import Timeouts

SECRET = "ghp_" + "a1B2" * 9


def _fail() -> None:
    raise ValueError(SECRET)


def test_logs():
    """Through the logger of this library."""
    logging.getLogger("aioghactions").debug("sent %s", SECRET)


def test_logs_elsewhere():
    """Through the logger of another library."""
    logging.getLogger("aiohttp.client").debug("sent %s", SECRET)


def test_logs_a_traceback():
    """Logged with an exception."""
    try:
        _fail()
    except ValueError:
        logging.getLogger("aioghactions").exception("failed")


def test_prints():
    """To standard output."""
    sys.stdout.write(SECRET)


def test_prints_an_error():
    """To standard error."""
    sys.stderr.write(SECRET)


@pytest.mark.filterwarnings("default")
def test_warns():
    """In a warning that is not an error."""
    warnings.warn(SECRET, stacklevel=1)


def test_raises():
    """In the message of an error."""
    with pytest.raises(errors.TransportError):
        raise errors.TransportError(f"no response to {SECRET}")


def test_keeps_an_attribute():
    """In an attribute of an error."""
    with pytest.raises(errors.ResponseError):
        raise errors.ResponseError("no", status=500, headers={"x": SECRET})


def test_adds_a_note():
    """In a note of an error."""
    errors.TransportError("no response").add_note(SECRET)


def test_names_a_cause():
    """In the cause of an error."""
    errors.TransportError("no response").__cause__ = ValueError(SECRET)


def test_has_a_context():
    """In the context of an error."""
    errors.TransportError("no response").__context__ = ValueError(SECRET)


class _SecretRepr(Request):
    def __repr__(self) -> str:
        return SECRET


def test_has_a_frame():
    """In a local variable of this library."""
    request = _SecretRepr(method="GET", url="http://127.0.0.1:1")

    async def main() -> None:
        transport = AiohttpTransport()
        await transport.open()
        try:
            await transport.exchange(request, Timeouts(connect=1, read=1, total=1))
        finally:
            await transport.close()

    with pytest.raises(errors.ConnectFailedError):
        asyncio.run(main())


def test_is_silent():
    """Prints no secret."""
    logging.getLogger("aioghactions").debug("sent ***")
    with pytest.raises(errors.TransportError):
        raise errors.TransportError("no response")
