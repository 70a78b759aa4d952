"""Events of a call, for ``on_event``."""

from typing import Literal

from attrs import frozen

Kind = Literal["attempt", "retry", "limit", "pause", "redirect"]


@frozen(kw_only=True)
class Event:
    """One event of a call. Contains no secrets.

    Attributes:
        kind: ``attempt``: a request got a response or failed · ``retry``: it is sent
            again after ``seconds`` · ``limit``: GitHub's rate limit blocks requests
            for ``seconds`` · ``pause``: the call waited ``seconds`` for a permit
            before it was sent · ``redirect``: GitHub redirects to another URL.
        operation: Operation id, such as ``get-workflow-run``.
        attempt: Number of the request within the call, from 1.
        status: HTTP status of the response, or None without one.
        error: Class name of the exception, or "".
        resource: The rate limit's resource, such as ``core``, or "".
        seconds: Duration of the attempt, or of the wait.
    """

    kind: Kind
    operation: str
    attempt: int
    status: int | None = None
    error: str = ""
    resource: str = ""
    seconds: float = 0.0
