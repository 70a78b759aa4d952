"""What happens on the road of a call, for those who want to watch."""

from typing import Literal

from attrs import frozen

Kind = Literal["attempt", "retry", "limit", "pause", "redirect"]


@frozen(kw_only=True)
class Event:
    """One thing that happened to a call. It holds nothing secret.

    Attributes:
        kind: ``attempt`` a request was answered or failed · ``retry`` it will be
            sent again after ``seconds`` · ``limit`` GitHub refuses until
            ``seconds`` have passed · ``pause`` the call waited ``seconds`` for a
            limit before it was sent · ``redirect`` GitHub names another address.
        operation: Operation id, such as ``get-workflow-run``.
        attempt: Which request of this call, from 1.
        status: HTTP status of the answer; None where there was none.
        error: Class name of the failure, or "".
        resource: The rate limit's resource, such as ``core``, or "".
        seconds: How long: the attempt, or the wait that follows.
    """

    kind: Kind
    operation: str
    attempt: int
    status: int | None = None
    error: str = ""
    resource: str = ""
    seconds: float = 0.0
