import pytest

import aioghactions as gha
from aioghactions._core.transient import is_transient, is_transient_status


def lasting() -> gha.ConnectFailedError:
    """Return a failure to connect that would be the same again."""
    error = gha.ConnectFailedError("x")
    error.lasting = True
    return error


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (gha.ConnectFailedError("x"), True),
        (lasting(), False),
        (gha.UntrustedCertificateError("x"), False),
        (gha.ConnectionLostError("x"), True),
        (gha.RequestTimeoutError("x"), True),
        (gha.ServerError("x", status=502), True),
        (gha.ServerError("x", status=501), False),
        (gha.ServerError("x", status=505), False),
        (gha.PrimaryRateLimitError("x", status=403), True),
        (gha.ResponseError("x", status=408), True),
        (gha.NotFoundError("x", status=404), False),
        (gha.AuthenticationError("x", status=401), False),
        (gha.UnexpectedAnswerError("x"), False),
        (gha.DownloadError("x"), False),
        (ValueError("x"), False),
    ],
)
def test_an_error_is_transient_or_lasting(error, transient):
    """A14: the one table of what is worth another request."""
    assert is_transient(error) == transient


def test_a_status_is_transient_or_lasting():
    """A14: of servers and of proxies alike."""
    transient = {status for status in range(100, 700) if is_transient_status(status)}
    assert transient == {408, 425, 429, *range(500, 600)} - {501, 505}
