"""Say what went wrong in our own words: aiohttp's hold URLs and headers."""

import asyncio
from typing import Final

import aiohttp
from yarl import URL

from aioghactions import errors
from aioghactions._http.aiohttp_guards import PrivateAddressError, SentOnceError

# OpenSSL's X509_V_ERR_: self-signed, itself or at the end of its chain; unknown issuer.
_UNKNOWN_AUTHORITY: Final = frozenset({18, 19, 20, 21})

_PROXY_PASSWORD: Final = 407
_REFUSED: Final = range(400, 500)
_PASSING: Final = frozenset({408, 425, 429})


def from_aiohttp(failure: Exception, url: str) -> errors.GitHubActionsError:
    """Return the error that names ``failure``, without a path, query or header.

    Args:
        failure: What aiohttp or the operating system raised.
        url: What was asked for.
    """
    if isinstance(failure, SentOnceError):
        failure = failure.failure
    address = URL(url, encoded=True)
    where = address.authority
    if isinstance(failure, aiohttp.ClientConnectorError):
        if isinstance(failure.os_error, PrivateAddressError):
            return errors.RedirectError(
                f"a redirect into a private network: {address.scheme}://{where}"
            )
        if isinstance(failure, aiohttp.ClientConnectorCertificateError):
            return errors.UntrustedCertificateError(_distrust(where, failure))
        return connect_failed(where, _obstacle(failure))
    if isinstance(failure, aiohttp.ClientHttpProxyError):
        return _turned_away(where, failure.status)
    if isinstance(failure, aiohttp.ConnectionTimeoutError):
        return connect_failed(where, "timed out")
    if isinstance(failure, asyncio.TimeoutError):
        return errors.RequestTimeoutError(f"{where} did not answer in time")
    return errors.ConnectionLostError(f"{where}: {_end(failure)}")


def connect_failed(where: str, reason: str) -> errors.ConnectFailedError:
    """Return the error that says why there is no connection to ``where``."""
    return errors.ConnectFailedError(f"cannot connect to {where}: {reason}")


def _turned_away(where: str, status: int) -> errors.ConnectFailedError:
    hint = ": are its user name and password right?" * (status == _PROXY_PASSWORD)
    error = connect_failed(where, f"the proxy answered {status}{hint}")
    # Trying a password that is wrong again and again may lock an account.
    error.lasting = status in _REFUSED and status not in _PASSING
    return error


def _distrust(where: str, failure: aiohttp.ClientConnectorCertificateError) -> str:
    reason = getattr(failure.certificate_error, "verify_message", "")
    code = getattr(failure.certificate_error, "verify_code", 0)
    return (
        f"cannot connect to {where}: its certificate is not trusted: "
        f"{reason or 'it does not fit'}"
        + "; if it is from an authority of your own, pass Client(ssl=...)"
        * (code in _UNKNOWN_AUTHORITY)
    )


def _obstacle(failure: aiohttp.ClientConnectorError) -> str:
    reason = failure.os_error.strerror or str(failure.os_error)
    if isinstance(failure, aiohttp.ClientProxyConnectionError):
        return f"no connection to the proxy: {reason}"
    return reason


def _end(failure: Exception) -> str:
    if isinstance(failure, OSError) and failure.strerror:
        return failure.strerror
    if isinstance(failure, aiohttp.ClientPayloadError):
        return "the answer broke off"
    if isinstance(failure, aiohttp.ServerDisconnectedError):
        return "it hung up"
    if isinstance(failure, RuntimeError):
        return "the connection was closed"
    return "what it sent is not HTTP"
