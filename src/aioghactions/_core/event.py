"""The events of calls."""

from typing import Final, Literal

from attrs import frozen

from aioghactions._core.messages import RateLimit

Kind = Literal["attempt", "retry", "limit", "pause", "redirect", "budget"]

_FIRST_ERROR: Final = 400


@frozen(kw_only=True)
class Event:
    """One event of a call. Contains no secrets; ``str(event)`` is its log line.

    Attributes:
        kind: ``attempt``: a request got a response or failed · ``retry``: it is sent
            again after ``seconds`` · ``limit``: GitHub's rate limit blocks requests
            for ``seconds`` · ``pause``: the call waited ``seconds`` for a permit
            before it was sent · ``redirect``: GitHub redirects to another URL ·
            ``budget``: the store of a shared budget is lost, with ``error``, or is
            back, without; it belongs to no call.
        operation: Operation id, such as ``get-workflow-run``, or "".
        method: HTTP method, or "".
        path: Path of the call without its query, percent-encoded.
        attempt: Number of the request within the call, from 1.
        status: HTTP status of the response, or None without one.
        error: Class name of the exception, or "".
        request_id: ``x-github-request-id`` of the response, or "".
        resource: The rate limit's resource, such as ``core``, or "".
        rate_limit: The rate limit after the response; None without one.
        seconds: Duration of the attempt, or of the wait.
        members: Of a ``budget`` event: the processes that share the budget.
    """

    kind: Kind
    operation: str
    method: str = ""
    path: str = ""
    attempt: int
    status: int | None = None
    error: str = ""
    request_id: str = ""
    resource: str = ""
    rate_limit: RateLimit | None = None
    seconds: float = 0.0
    members: int = 0

    def __str__(self) -> str:
        if self.kind == "budget":
            if self.error:
                return (
                    "the store of the budget is lost: this process counts alone, "
                    f"with 1/{self.members} of the limits"
                )
            return f"the store of the budget is back: {self.members} share the limits"
        result = self.status or self.error
        request = f"{self.method} {self.path}" if self.path else self.operation
        duration = _duration(self.seconds)
        what = {
            "attempt": f" -> {result} in {duration}",
            "retry": f": again in {duration} after {result}",
            "limit": f": {self.error} of {self.resource}, blocked for {duration}",
            "pause": f": waited {duration} to be sent",
            "redirect": f" -> {self.status}, redirected",
        }[self.kind]
        about = [f"attempt {self.attempt}"]
        if (left := self.rate_limit) is not None:
            about.append(f"{left.remaining:,} of {left.limit:,} left")
        if self.request_id and (self.error or (self.status or 0) >= _FIRST_ERROR):
            about.append(f"request id {self.request_id}")
        return f"{request}{what} ({', '.join(about)})"


def _duration(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.1f} s"
