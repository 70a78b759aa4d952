"""Everything this library raises on purpose.

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
  * AmbiguousRunError
  * RunTimeoutError

Misuse of this library's own interface is a ``ValueError``, ``TypeError`` or
``RuntimeError``, as anywhere in Python. No token, secret or signed link stands
in any message, attribute or pickle of these classes.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast

# One module, long as it is: the tree is read as one page, tracebacks name it, and each
# class is hardly more than its docstring.

# What a server answers that was taken for GitHub's API and is not.
_ASKED_ELSEWHERE: Final = frozenset({400, 401, 403, 404, 405, 406, 407})


class GitHubActionsError(Exception):
    """Base of every error this library raises on purpose.

    Attributes:
        outcome_unknown: The request may have taken effect although no answer
            says so. Look before sending it again.
    """

    outcome_unknown: bool = False

    def __str__(self) -> str:
        """What happened, and whether it may have taken effect."""
        return "; ".join(filter(None, [self._said(), self._outcome()]))

    def _said(self) -> str:
        return super().__str__()

    def _outcome(self) -> str:
        return "it may have taken effect all the same" * self.outcome_unknown

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by state: subclasses have keyword-only constructors."""
        return _revive, (type(self), self.args, self.__dict__.copy())


def _revive(
    cls: type[GitHubActionsError], args: tuple[Any, ...], state: dict[str, Any]
) -> GitHubActionsError:
    error = cls.__new__(cls, *args)
    error.args = args  # OSError, which TimeoutError is, leaves it to __init__
    error.__dict__.update(state)
    return error


class TransportError(GitHubActionsError):
    """No answer was obtained.

    Attributes:
        operation: Operation id of the call, such as ``get-workflow-run``.
    """

    def __init__(
        self, message: str, *, operation: str = "", outcome_unknown: bool = False
    ) -> None:
        super().__init__(message)
        self.operation = operation
        self.outcome_unknown = outcome_unknown

    def _said(self) -> str:
        return f"{self.operation}: " * bool(self.operation) + super()._said()


class ConnectFailedError(TransportError):
    """No connection, so nothing was sent and nothing can have happened.

    Attributes:
        lasting: Another attempt would fail too, so none is made: the certificate is
            not trusted, the host name does not exist, the proxy wants a password.
    """

    lasting: bool = False


class UntrustedCertificateError(ConnectFailedError):
    """The server could not prove who it is, so it was told nothing.

    For a server with a certificate authority of its own, give the client an ``ssl``
    context.
    """

    lasting = True


class ConnectionLostError(TransportError):
    """The connection broke after the request, or part of it, had left."""


class RequestTimeoutError(TransportError, TimeoutError):
    """No answer arrived in time, for one attempt or for the whole call."""


class ResponseError(GitHubActionsError):
    """GitHub answered, and the answer is a refusal.

    Attributes:
        status: HTTP status code, a plain int: proxies in front of GitHub use
            codes that ``http.HTTPStatus`` does not know, such as 599.
        operation: Operation id of the call, such as ``get-workflow-run``.
        request_path: What was asked, such as ``/repos/octo-org/hello/actions/runs/1``.
        anonymous: It was asked without a token.
        message: GitHub's own sentence, or an excerpt of a body that is not JSON.
        request_id: ``x-github-request-id``, which GitHub's support asks for.
        documentation_url: The page that GitHub's answer points to, or "".
        headers: The answer's headers, lower case, without cookies and links to
            storage.
        attempts: How many requests this call made, this one included.
        reason: What this library has found out about why, or "".
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
        """What was asked, status, GitHub's sentence, then what may help."""
        hint = self._stranger() or self.reason or self._hint()
        hints = "; ".join(filter(None, [hint, self._outcome()]))
        said = self.message.removesuffix(".") if hints else self.message
        what = " ".join(filter(None, [self.operation, self.request_path]))
        parts = [f"{what}: " * bool(what)]
        asked = self.attempts > 0  # or there is no answer whose status this is
        parts.append(f"{self.status} {said}".rstrip() if asked else said)
        parts.append(f"; {hints}" * bool(hints))
        parts.append(f" [request {self.request_id}]" * bool(self.request_id))
        return "".join(parts)

    def _stranger(self) -> str:
        """GitHub refuses in JSON; a portal, a proxy or a web page does not."""
        kind = self.headers.get("content-type", "json")
        if "json" in kind or self.status not in _ASKED_ELSEWHERE:
            return ""
        return "this is no answer of GitHub's API: is base_url right?"

    def _hint(self) -> str:
        return ""


class BadRequestError(ResponseError):
    """400: GitHub could not make sense of the request."""


class UnsupportedApiVersionError(BadRequestError):
    """400 or 410: the server does not speak the asked-for API version."""

    def _hint(self) -> str:
        return "give Client another api_version, or None to send no version"


class AuthenticationError(ResponseError):
    """401: the token is wrong, expired or revoked."""

    def _hint(self) -> str:
        if self.anonymous:
            return "no token was given: make it Client(token)"
        return "the token is wrong, expired, revoked, or for another host"


class PermissionDeniedError(ResponseError):
    """403, and not a rate limit: the token lacks a permission."""

    @property
    def accepted_permissions(self) -> str:
        """What would have been enough, ``actions=write``; "" if GitHub does not say."""
        return self.headers.get("x-accepted-github-permissions", "")

    def _hint(self) -> str:
        wanted, scopes = self.accepted_permissions, self._scopes()
        if "x-oauth-scopes" in self.headers:  # which only a classic token has
            return scopes
        hints = [f"this needs {wanted}" * bool(wanted), scopes]
        return "; ".join(filter(None, hints))

    def _scopes(self) -> str:
        wanted = self.headers.get("x-accepted-oauth-scopes", "")
        given = self.headers.get("x-oauth-scopes")
        hints = [
            f"a classic token needs the scope {wanted.replace(', ', ' or ')}"
            * bool(wanted),
            "" if given is None else f"this one has {given or 'none'}",
        ]
        return ", ".join(filter(None, hints))


class NotFoundError(ResponseError):
    """404: absent, or hidden from this token."""

    def _hint(self) -> str:
        if self.anonymous:
            return "it does not exist, or is shown only to those with a token"
        return "it does not exist, or this token may not see it"


class ConflictError(ResponseError):
    """409: not possible in the present state."""


class GoneError(ResponseError):
    """410: it was there and is no longer, such as an expired log or artifact."""


class ValidationFailedError(ResponseError):
    """422: the request was understood and its values are refused.

    Attributes:
        errors: What GitHub objects to, one entry a value: strings, or mappings
            with ``resource``, ``field`` and ``code``.
    """

    def __init__(
        self, message: str, *, errors: tuple[Any, ...] = (), **context: Any
    ) -> None:
        super().__init__(message, **context)
        self.errors = errors

    def _hint(self) -> str:
        return "; ".join(_sentence(error) for error in self.errors)


def _sentence(error: object) -> str:
    if not isinstance(error, Mapping):
        return str(error)
    told = dict(cast("Mapping[str, object]", error))
    named = [str(told[key]) for key in ("field", "message", "code") if key in told]
    return " ".join(named) or str(told)


class UnavailableForLegalReasonsError(ResponseError):
    """451: blocked, usually after a takedown notice."""


class RateLimitError(ResponseError):
    """GitHub refuses for now; nothing was done.

    Attributes:
        retry_at: The earliest instant at which to try again.
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
    """The hourly allowance of this token is used up."""


class SecondaryRateLimitError(RateLimitError):
    """Too much at once, by GitHub's unpublished rules."""


class ServerError(ResponseError):
    """5xx: GitHub, or a proxy before it, failed."""


class UnexpectedAnswerError(GitHubActionsError):
    """A success that the documentation does not promise.

    Attributes:
        operation: Operation id of the call.
        path: JSON path of the first member that does not fit, such as
            ``$.workflow_runs[0].id``; "" if the body is no JSON at all.
        outcome_unknown: True for anything but a read: it was done, and what
            came back cannot be read.
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
    """A redirect that leads where this request must not go."""


class DownloadExpiredError(RedirectError):
    """The signed link died, and a fresh one could not be had."""


class DownloadError(GitHubActionsError):
    """The bytes are not what was promised: length, digest or size cap."""


class UnsafeArchiveError(DownloadError):
    """An archive holds an entry that must not be written to disk."""


class ResultsCappedError(GitHubActionsError):
    """GitHub stops a filtered list at 1,000 results; there are more.

    Attributes:
        total: How many results GitHub counts.
        yielded: How many it let us see.
    """

    def __init__(self, message: str, *, total: int, yielded: int) -> None:
        super().__init__(message)
        self.total = total
        self.yielded = yielded


class AmbiguousRunError(GitHubActionsError):
    """A workflow was started, or may have been, and which run it is cannot be told.

    Attributes:
        candidates: The runs that it may be, as models; none is proven to be it.
        outcome_unknown: True: look at the candidates before starting another run.
    """

    outcome_unknown = True

    def __init__(self, message: str, *, candidates: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class RunTimeoutError(GitHubActionsError, TimeoutError):
    """A run has not appeared, or not ended, in the time it was given.

    Attributes:
        run_ids: The runs that had not ended; empty if none has appeared.
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
