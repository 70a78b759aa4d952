from aioghactions import ConnectionLostError
from aioghactions._http.aiohttp_errors import from_aiohttp


def test_session_that_its_owner_closed():
    """A12: aiohttp raises a RuntimeError while a body is read."""
    error = from_aiohttp(RuntimeError("Connection closed."), "https://h/x?sig=canary")
    assert isinstance(error, ConnectionLostError)
    assert str(error) == "h:443: the connection was closed"
