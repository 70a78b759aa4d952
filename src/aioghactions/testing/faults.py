"""Fault injection."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Literal

from attrs import define, field, frozen

Moment = Literal["before", "after", "headers", "body"]


@frozen(kw_only=True)
class Fault:
    """A fault in one response.

    Attributes:
        status: Respond with this status instead of the real one.
        message: The message in the JSON body that accompanies ``status``.
        body: A body instead of that JSON, such as the HTML page of a proxy.
        content_type: The media type of ``body``.
        headers: Headers to add to the response, or to replace.
        executed: With ``status``: whether the request is executed nevertheless, as
            behind a gateway that times out.
        drop: Close the connection without a response, ``before`` or ``after`` the
            request is executed; after the ``headers``; or in the middle of the
            ``body``.
        stall: Send nothing more from the same points on, until the client disconnects.
        latency: Seconds of the server's clock to wait before anything else.
    """

    status: int | None = None
    message: str = "Server Error"
    body: str | bytes | None = None
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(factory=dict[str, str])
    executed: bool = False
    drop: Moment | None = None
    stall: Moment | None = None
    latency: float = 0.0

    @property
    def breaks(self) -> Moment | None:
        """When the response is cut off by ``drop`` or ``stall``."""
        return self.drop or self.stall


@define(eq=False)
class Script:
    """A fault to inject into some requests.

    Attributes:
        operation: The operation id, ``storage`` for downloads, or ``*`` for all.
        repo: The full name of the repository; "" for all.
        fault: The fault.
        times: How often it will still be injected; None for always.
        after: The number of requests to let pass first.
        rate: The share of the requests that it is injected into.
        hits: How often it has been injected.
    """

    operation: str
    fault: Fault
    repo: str = ""
    times: int | None = 1
    after: int = 0
    rate: float = 1.0
    hits: int = 0
    _random: Random = field(factory=Random, repr=False, alias="random")

    def strikes(self, operation: str, repo: str) -> bool:
        """Return whether to inject the fault into a request, and count it.

        Args:
            operation: The operation of the request, or ``storage``.
            repo: The full name of its repository, or "".
        """
        if self.operation not in {"*", operation}:
            return False
        if self.repo and self.repo.lower() != repo.lower():
            return False
        if self.times == 0:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.rate < 1 and self._random.random() >= self.rate:
            return False
        if self.times is not None:
            self.times -= 1
        self.hits += 1
        return True


def next_fault(scripts: Iterable[Script], operation: str, repo: str) -> Fault | None:
    """Return the fault of the first script that applies to a request, or None."""
    matching = (script for script in scripts if script.strikes(operation, repo))
    return next((script.fault for script in matching), None)
