"""Map aiohttp's exceptions, which contain URLs and headers, to our own."""

import asyncio
import socket
from typing import Final

import aiohttp
from yarl import URL

from aioghactions import errors
from aioghactions._core import redact
from aioghactions._core.transient import is_transient_status
from aioghactions._http.aiohttp_guards import PrivateAddressError, SentOnceError

# OpenSSL's X509_V_ERR_: self-signed, itself or at the end of its chain; unknown issuer.
_UNKNOWN_AUTHORITY: Final = frozenset({18, 19, 20, 21})

# The host name does not exist, or has no address. EAI_AGAIN is not among them.
_UNKNOWN_HOST: Final = frozenset(
    code
    for name in ("EAI_NONAME", "EAI_NODATA")
    if (code := getattr(socket, name, None)) is not None
)
_PROXY_AUTHENTICATION_REQUIRED: Final = 407


class ResponseTooLargeError(aiohttp.ClientPayloadError):
    """The body is longer than the limit."""


class UnknownCodingError(aiohttp.ClientPayloadError):
    """The body has a content coding that was not asked for."""

    def __init__(self, coding: str) -> None:
        super().__init__()
        self.coding = coding


def from_aiohttp(failure: Exception, url: str) -> errors.GitHubActionsError:
    """Return the error for ``failure``, without a path, query or header."""
    if isinstance(failure, SentOnceError):
        failure = failure.failure
    target = URL(url, encoded=True)
    host = target.authority
    if isinstance(failure, ResponseTooLargeError):
        return errors.UnexpectedAnswerError(
            f"the response of {host} is too large: more than 64 MiB"
        )
    if isinstance(failure, UnknownCodingError):
        coding = redact.one_line(failure.coding)
        return errors.UnexpectedAnswerError(
            f"the response of {host} has the content-encoding {coding!r}, which was "
            "not asked for; check base_url and the network"
        )
    if isinstance(failure, aiohttp.ClientConnectorError):
        if isinstance(failure.os_error, PrivateAddressError):
            return errors.RedirectError(
                f"redirect into a private network: {target.scheme}://{host}"
            )
        if isinstance(failure, aiohttp.ClientConnectorCertificateError):
            return errors.UntrustedCertificateError(_certificate_message(host, failure))
        error, cause = _connect_failed(host, _connect_reason(failure)), failure.os_error
        error.lasting = (
            isinstance(cause, socket.gaierror) and cause.errno in _UNKNOWN_HOST
        )
        return error
    if isinstance(failure, aiohttp.ClientHttpProxyError):
        return _proxy_error(host, failure.status)
    if isinstance(failure, aiohttp.ConnectionTimeoutError):
        return _connect_failed(host, "timed out")
    if isinstance(failure, asyncio.TimeoutError):
        return errors.RequestTimeoutError(f"{host} did not respond in time")
    return errors.ConnectionLostError(f"{host}: {_lost_reason(failure)}")


def _connect_failed(host: str, reason: str) -> errors.ConnectFailedError:
    return errors.ConnectFailedError(f"cannot connect to {host}: {reason}")


def _proxy_error(host: str, status: int) -> errors.ConnectFailedError:
    reason = f"the proxy responded with status {status}"
    if status == _PROXY_AUTHENTICATION_REQUIRED:
        reason += "; check its user name and password"
    error = _connect_failed(host, reason)
    # Repeated attempts with a wrong password may lock an account.
    error.lasting = not is_transient_status(status)
    return error


def _certificate_message(
    host: str, failure: aiohttp.ClientConnectorCertificateError
) -> str:
    reason = getattr(failure.certificate_error, "verify_message", "")
    code = getattr(failure.certificate_error, "verify_code", 0)
    if code in _UNKNOWN_AUTHORITY:
        reason += "; for a private certificate authority, pass Client(ssl=...)"
    return (
        f"cannot connect to {host}: its certificate is not trusted: "
        f"{reason or 'verification failed'}"
    )


def _connect_reason(failure: aiohttp.ClientConnectorError) -> str:
    reason = failure.os_error.strerror or str(failure.os_error)
    if isinstance(failure, aiohttp.ClientProxyConnectionError):
        return f"no connection to the proxy: {reason}"
    return reason


def _lost_reason(failure: Exception) -> str:
    if isinstance(failure, OSError) and failure.strerror:
        return failure.strerror
    if isinstance(failure, aiohttp.ClientPayloadError):
        return "the response was cut short or is malformed"
    if isinstance(failure, aiohttp.ServerDisconnectedError):
        return "the server closed the connection"
    if isinstance(failure, RuntimeError):
        return "the connection was closed"
    return "the response is not valid HTTP"
