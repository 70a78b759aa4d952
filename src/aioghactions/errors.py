"""Every exception that this library raises, apart from those for invalid arguments.

* GitHubActionsError
  * TransportError
    * ConnectFailedError
      * UntrustedCertificateError
    * ConnectionLostError
    * RequestTimeoutError
  * ResponseError
    * BadRequestError
      * UnsupportedApiVersionError
    * AuthenticationError
    * PermissionDeniedError
    * NotFoundError
    * ConflictError
    * GoneError
    * ValidationFailedError
    * UnavailableForLegalReasonsError
    * RateLimitError
      * PrimaryRateLimitError
      * SecondaryRateLimitError
    * ServerError
  * UnexpectedAnswerError
  * RedirectError
    * DownloadExpiredError
  * DownloadError
    * UnsafeArchiveError
  * ResultsCappedError
  * ArtifactNotFoundError
  * AmbiguousRunError
  * RunTimeoutError
  * BudgetError
    * BudgetUnavailableError
  * StoreError

Invalid arguments raise ``ValueError`` or ``TypeError``; use in the wrong state raises
``RuntimeError``. No token, secret or signed link appears in a message, attribute or
pickle of these classes.

More than 400 lines, because the whole tree is in one file.
"""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from aioghactions import _hints

# Statuses of servers that are not GitHub's API, such as a proxy or a sign-in page.
_NOT_THE_API: Final = frozenset({400, 401, 403, 404, 405, 406, 407})


class GitHubActionsError(Exception):
    """Base of every error below.

    Attributes:
        outcome_unknown: The request may have been processed although no response
            confirms it. Check before sending it again.
        collected: The items that ``collect()`` of a list had before this error, or
            the runs that ``wait_for_commit`` has seen; empty if the error was raised
            elsewhere, and in a copy from a pickle.
    """

    outcome_unknown: bool = False
    collected: tuple[Any, ...] = ()

    def __str__(self) -> str:
        """Return the message, and whether the request may have been processed."""
        return "; ".join(filter(None, [self._message(), self._outcome()]))

    def _message(self) -> str:
        return super().__str__()

    def _outcome(self) -> str:
        return "the request may still have been processed" * self.outcome_unknown

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the state: subclasses have keyword-only constructors."""
        state = self.__dict__.copy()
        state.pop("collected", None)
        return _restore, (type(self), self.args, state)


def _restore(
    cls: type[GitHubActionsError], args: tuple[Any, ...], state: dict[str, Any]
) -> GitHubActionsError:
    error = cls.__new__(cls, *args)
    error.args = args  # OSError, the base of TimeoutError, sets it in __init__
    error.__dict__.update(state)
    return error


class TransportError(GitHubActionsError):
    """No response was received.

    Attributes:
        operation: Operation id of the call, such as ``get-workflow-run``.
    """

    def __init__(
        self, message: str, *, operation: str = "", outcome_unknown: bool = False
    ) -> None:
        super().__init__(message)
        self.operation = operation
        self.outcome_unknown = outcome_unknown

    def _message(self) -> str:
        return f"{self.operation}: " * bool(self.operation) + super()._message()


class ConnectFailedError(TransportError):
    """The connection could not be opened, so nothing was sent.

    Attributes:
        lasting: Another attempt would fail too, so none is made: the certificate is
            not trusted, the host name does not exist, the proxy wants a password.
    """

    lasting: bool = False


class UntrustedCertificateError(ConnectFailedError):
    """The server's certificate is not trusted, so nothing was sent.

    For a server with its own certificate authority, pass an ``ssl`` context to the
    client.
    """

    lasting = True


class ConnectionLostError(TransportError):
    """The connection was lost after the request, or part of it, was sent."""


class RequestTimeoutError(TransportError, TimeoutError):
    """No response arrived in time, for one attempt or for the whole call."""


class ResponseError(GitHubActionsError):
    """GitHub returned an error response.

    Attributes:
        status: HTTP status code, a plain int: proxies in front of GitHub use
            codes that ``http.HTTPStatus`` does not know, such as 599.
        operation: Operation id of the call, such as ``get-workflow-run``.
        request_path: Path of the request: ``/repos/octo-org/hello/actions/runs/1``.
        anonymous: It was sent without a token.
        message: GitHub's message, or an excerpt of a body that is not JSON.
        request_id: ``x-github-request-id``, which GitHub's support asks for.
        documentation_url: The documentation page that the response names, or "".
        headers: The response's headers, lower case, without cookies and signed links.
        attempts: How many requests the call has sent, including this one.
        reason: The cause that this library has determined, or "".
    """

    reason: str = ""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        operation: str = "",
        request_path: str = "",
        anonymous: bool = False,
        request_id: str = "",
        documentation_url: str = "",
        headers: Mapping[str, str] | None = None,
        attempts: int = 1,
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.operation = operation
        self.request_path = request_path
        self.anonymous = anonymous
        self.request_id = request_id
        self.documentation_url = documentation_url
        self.headers: dict[str, str] = dict(headers or {})
        self.attempts = attempts
        self.outcome_unknown = outcome_unknown

    def __str__(self) -> str:
        """Return operation, path, status, message, hints and request id."""
        hint = self._not_the_api() or self.reason or self._hint()
        hints = "; ".join(filter(None, [hint, self._outcome()]))
        message = self.message.removesuffix(".") if hints else self.message
        request = " ".join(filter(None, [self.operation, self.request_path]))
        parts = [f"{request}: " * bool(request)]
        # If nothing was sent, there is no response: the status is that of the class.
        sent = self.attempts > 0
        parts.append(f"{self.status} {message}".rstrip() if sent else message)
        parts.append(f"; {hints}" * bool(hints))
        parts.append(f" [request {self.request_id}]" * bool(self.request_id))
        return "".join(parts)

    def _not_the_api(self) -> str:
        """Return a hint unless the body is JSON, as every error of the API is."""
        kind = self.headers.get("content-type", "json")
        if "json" in kind or self.status not in _NOT_THE_API:
            return ""
        return "this is not a response of GitHub's API; check base_url"

    def _hint(self) -> str:
        return ""


class BadRequestError(ResponseError):
    """400: the request is malformed."""


class UnsupportedApiVersionError(BadRequestError):
    """400 or 410: the server does not support the requested API version."""

    def _hint(self) -> str:
        return "pass another api_version to Client, or None to send none"


class AuthenticationError(ResponseError):
    """401: the token is wrong, expired or revoked."""

    def _hint(self) -> str:
        if self.anonymous:
            return "no token was given; use Client(token)"
        return "the token is wrong, expired, revoked, or for another host"


class PermissionDeniedError(ResponseError):
    """403, about neither a rate limit nor state: the token or its user lacks rights."""

    @property
    def accepted_permissions(self) -> str:
        """The required permission, ``actions=write``; "" if the response has none."""
        return self.headers.get("x-accepted-github-permissions", "")

    def _hint(self) -> str:
        return _hints.missing_rights(self.message, self.headers)


class NotFoundError(ResponseError):
    """404: it does not exist, or this token may not see it."""

    def _hint(self) -> str:
        return _hints.not_found(self.request_path, anonymous=self.anonymous)


class ConflictError(ResponseError):
    """409, or 403 with a message about state: not possible in the current state.

    Also 303, if GitHub documents it for what exists already.
    """

    def _hint(self) -> str:
        return "it exists already" if self.status == HTTPStatus.SEE_OTHER else ""


class GoneError(ResponseError):
    """410: it no longer exists, such as an expired log or artifact."""


class ValidationFailedError(ResponseError):
    """422: GitHub rejects a value of the request.

    Attributes:
        errors: GitHub's objections, one per value: strings, or mappings with
            ``resource``, ``field`` and ``code``.
    """

    def __init__(
        self, message: str, *, errors: tuple[Any, ...] = (), **context: Any
    ) -> None:
        super().__init__(message, **context)
        self.errors = errors

    def _hint(self) -> str:
        return "; ".join(_hints.objection(error) for error in self.errors)


class UnavailableForLegalReasonsError(ResponseError):
    """451: blocked, usually after a takedown notice."""


class RateLimitError(ResponseError):
    """403 or 429: a rate limit is exceeded; the request was not processed.

    Attributes:
        retry_at: The earliest instant at which to retry.
    """

    def __init__(
        self, message: str, *, retry_at: datetime | None = None, **context: Any
    ) -> None:
        super().__init__(message, **context)
        self.retry_at = retry_at

    def _hint(self) -> str:
        if self.retry_at is None:
            return ""
        return f"try after {self.retry_at.isoformat(timespec='seconds')}"


class PrimaryRateLimitError(RateLimitError):
    """The hourly quota of this token is used up."""


class SecondaryRateLimitError(RateLimitError):
    """Too many requests in a short time, by limits that GitHub does not publish."""


class ServerError(ResponseError):
    """5xx: GitHub, or a proxy in front of it, failed."""

    def _hint(self) -> str:
        return f"sent {self.attempts} times" if self.attempts > 1 else ""


class UnexpectedAnswerError(GitHubActionsError):
    """A successful response that does not match the documented schema.

    Attributes:
        operation: Operation id of the call.
        path: JSON path of the first member that does not match, such as
            ``$.workflow_runs[0].id``; "" if the body is not JSON.
        outcome_unknown: True for a write: it was processed, but its result cannot be
            read.
    """

    def __init__(
        self,
        message: str,
        *,
        operation: str = "",
        path: str = "",
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.operation = operation
        self.path = path
        self.outcome_unknown = outcome_unknown


class RedirectError(GitHubActionsError):
    """A redirect that this library does not follow."""


class DownloadExpiredError(RedirectError):
    """The signed link has expired, and no new one could be obtained."""


class DownloadError(GitHubActionsError):
    """The downloaded bytes have the wrong length or digest, or exceed a limit."""


class UnsafeArchiveError(DownloadError):
    """An archive contains an entry that must not be written to disk."""


class ResultsCappedError(GitHubActionsError):
    """GitHub returns only the first 1,000 results of a filtered list; there are more.

    Attributes:
        total: How many results there are, as GitHub counts them.
        yielded: How many of them were returned.
    """

    def __init__(self, message: str, *, total: int, yielded: int) -> None:
        super().__init__(message)
        self.total = total
        self.yielded = yielded


class ArtifactNotFoundError(GitHubActionsError, LookupError):
    """No artifact fits what ``artifacts.newest`` looked for; the message says why."""


class AmbiguousRunError(GitHubActionsError):
    """The run that a dispatch started, or may have started, cannot be identified.

    Attributes:
        candidates: The runs that may be it, as models.
        outcome_unknown: True: check the candidates before starting another run.
    """

    outcome_unknown = True

    def __init__(self, message: str, *, candidates: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class RunTimeoutError(GitHubActionsError, TimeoutError):
    """A run has not appeared or is not completed within the timeout.

    Attributes:
        run_ids: The runs that are not completed; empty if none has appeared.
    """

    def __init__(
        self,
        message: str,
        *,
        run_ids: tuple[int, ...] = (),
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.run_ids = run_ids
        self.outcome_unknown = outcome_unknown


class BudgetError(GitHubActionsError):
    """The store of a shared budget refused, so the request was not sent."""


class BudgetUnavailableError(BudgetError):
    """The store of a shared budget cannot be reached.

    A store raises it, and the client then counts alone; with ``strict=True`` a call
    raises :class:`BudgetError` instead.
    """


class StoreError(GitHubActionsError):
    """A database of a mirror cannot be used; what it contained is unchanged."""


def __dir__() -> list[str]:
    """Return the names of the classes, without what the module imports."""
    return [
        name
        for name, value in globals().items()
        if isinstance(value, type) and issubclass(value, GitHubActionsError)
    ]
