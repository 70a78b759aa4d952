"""Tests that tell a secret, each in its own way; run by ``test_canary`` only."""

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
    """By the logger of this library."""
    logging.getLogger("aioghactions").debug("sent %s", SECRET)


def test_logs_elsewhere():
    """By the logger of another."""
    logging.getLogger("aiohttp.client").debug("sent %s", SECRET)


def test_logs_a_traceback():
    """With what was raised."""
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
    """By a warning that is none of the errors."""
    warnings.warn(SECRET, stacklevel=1)


def test_raises():
    """In a message."""
    with pytest.raises(errors.TransportError):
        raise errors.TransportError(f"no answer to {SECRET}")


def test_keeps_an_attribute():
    """In what an error keeps."""
    with pytest.raises(errors.ResponseError):
        raise errors.ResponseError("no", status=500, headers={"x": SECRET})


def test_adds_a_note():
    """In a note."""
    errors.TransportError("no answer").add_note(SECRET)


def test_names_a_cause():
    """In what led to it."""
    errors.TransportError("no answer").__cause__ = ValueError(SECRET)


def test_has_a_context():
    """In what it was raised after."""
    errors.TransportError("no answer").__context__ = ValueError(SECRET)


class _Talkative(Request):
    def __repr__(self) -> str:
        return SECRET


def test_has_a_frame():
    """In a local variable of this library."""
    request = _Talkative(method="GET", url="http://127.0.0.1:1")

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
    """Not at all."""
    logging.getLogger("aioghactions").debug("sent ***")
    with pytest.raises(errors.TransportError):
        raise errors.TransportError("no answer")
