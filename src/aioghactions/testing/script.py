"""Fault injection: what a fault is, and which requests it is injected into."""

from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any, Literal, get_args

from attrs import Attribute, define, evolve, field, fields, frozen

Moment = Literal["before", "after", "headers", "body"]


@frozen
class RecordedAnswer:
    """The response to a request.

    Attributes:
        status: HTTP status code.
        headers: Headers by name in lower case.
        body: The body before compression.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@frozen(kw_only=True)
class Turn:
    """The request whose response a fault edits.

    Attributes:
        url: Its URL without the query.
        query: Its query parameters.
        token: Its token, or "".
        number: How often the fault has been injected, this time included.
    """

    url: str
    query: Mapping[str, str]
    token: str = field(repr=False)
    number: int


def _moment(_: object, field: "Attribute[Any]", value: object) -> None:
    if value is not None and value not in get_args(Moment):
        moments = ", ".join(get_args(Moment))
        raise ValueError(f"{field.name} must be one of {moments}, not {value!r}")


Edit = Callable[[Turn, RecordedAnswer], RecordedAnswer]


@frozen(kw_only=True)
class Fault:
    """A fault in one response.

    Attributes:
        status: Respond with this status instead of the real one.
        message: The message in the JSON body that accompanies ``status``.
        body: A body instead of that JSON, such as the HTML page of a proxy.
        content_type: The media type of ``body``.
        headers: Headers to add to the response, or to replace; None removes one.
        executed: With ``status``: whether the request is executed nevertheless, as
            behind a gateway that times out.
        drop: Close the connection without a response, ``before`` or ``after`` the
            request is executed; after the ``headers``; or in the middle of the
            ``body``.
        stall: Send nothing more from the same points on, until the client disconnects.
        latency: Seconds of the server's clock to wait before anything else.
        late: The body of a second response that no request asked for, sent on the
            same connection after the first.
        when: Limits the fault to the requests whose query satisfies all of these.
        change: Called before each request that the fault is injected into, to change
            the state of the server.
        edits: Applied in order to each response; they get it uncompressed.

    ``a | b`` has the attributes of both; where both set one, that of ``b``. Headers,
    conditions, changes and edits of both apply.
    """

    status: int | None = None
    message: str = "Server Error"
    body: str | bytes | None = None
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str | None] = field(factory=dict[str, str | None])
    executed: bool = False
    drop: Moment | None = field(default=None, validator=_moment)
    stall: Moment | None = field(default=None, validator=_moment)
    latency: float = 0.0
    late: bytes | None = None
    when: tuple[Callable[[Mapping[str, str]], bool], ...] = ()
    change: tuple[Callable[[], object], ...] = ()
    edits: tuple[Edit, ...] = ()

    def __or__(self, other: "Fault") -> "Fault":
        changes = {
            attribute.name: getattr(other, attribute.name)
            for attribute in fields(Fault)
            if getattr(other, attribute.name) != getattr(_NONE, attribute.name)
        }
        return evolve(self, **changes | {
            "headers": {**self.headers, **other.headers},
            "when": self.when + other.when,
            "change": self.change + other.change,
            "edits": self.edits + other.edits,
        })  # fmt: skip

    @property
    def departs(self) -> bool:
        """Whether a complete response may differ from GitHub's description of it."""
        return self.status is not None or bool(self.edits)

    @property
    def breaks(self) -> Moment | None:
        """When the response is cut off by ``drop`` or ``stall``."""
        return self.drop or self.stall


_NONE = Fault()


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
        every: 2 for every second request only.
        hits: How often it has been injected.
    """

    operation: str
    fault: Fault
    repo: str = ""
    times: int | None = 1
    after: int = 0
    rate: float = 1.0
    every: int = 1
    hits: int = 0
    _seen: int = field(default=0, init=False, repr=False)
    _random: Random = field(factory=Random, repr=False, alias="random")

    def strikes(self, operation: str, repo: str, query: Mapping[str, str]) -> bool:
        """Return whether to inject the fault into a request, and count it.

        Args:
            operation: The operation of the request, or ``storage``.
            repo: The full name of its repository, or "".
            query: Its query parameters.
        """
        if self.operation not in {"*", operation}:
            return False
        if self.repo and self.repo.lower() != repo.lower():
            return False
        if self.times == 0 or not all(holds(query) for holds in self.fault.when):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self._seen += 1
        if self._seen % self.every:
            return False
        if self.rate < 1 and self._random.random() >= self.rate:
            return False
        if self.times is not None:
            self.times -= 1
        self.hits += 1
        return True


def next_script(
    scripts: Iterable[Script], operation: str, repo: str, query: Mapping[str, str]
) -> Script | None:
    """Return the first script that applies to a request, or None."""
    return next((s for s in scripts if s.strikes(operation, repo, query)), None)
