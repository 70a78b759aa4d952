"""Faults on demand: what goes wrong, when, and how often."""

from collections.abc import Mapping
from random import Random
from typing import Any, Literal

from attrs import define, field, frozen

Moment = Literal["before", "after", "headers", "body"]


@frozen(kw_only=True)
class Fault:
    """What goes wrong with one answer.

    Attributes:
        status: Answer with this status instead of the real one.
        message: GitHub's sentence in the JSON body that goes with ``status``.
        body: Instead of that JSON, this body, such as a proxy's HTML page.
        content_type: The media type of ``body``.
        headers: Headers to add to the answer, or to replace in it.
        executed: With ``status``: the request takes effect all the same, as
            behind a gateway that gives up too early.
        drop: Close the connection: ``before`` the request takes effect or
            ``after`` it, without an answer; after the ``headers``; or amid the
            ``body``.
        stall: Fall silent at the same moments, until the client goes away.
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
        """When the answer breaks off, by closing or by silence."""
        return self.drop or self.stall


@define(eq=False)
class Script:
    """A fault that is to happen to some requests.

    Attributes:
        operation: Id of the operation, ``storage`` for downloads, or ``*``.
        repo: The repository's name; "" for any.
        fault: What happens.
        times: How often it still happens; None without end.
        after: How many requests go well before.
        rate: The share of requests that it happens to.
        hits: How often it has happened.
    """

    operation: str
    fault: Fault
    repo: str = ""
    times: int | None = 1
    after: int = 0
    rate: float = 1.0
    hits: int = 0
    _dice: Random = field(factory=Random, repr=False, alias="dice")

    def strikes(self, operation: str, repo: str) -> bool:
        """Whether it happens to a request; count it if so.

        Args:
            operation: The request's operation, or ``storage``.
            repo: The name of the repository that it is about, or "".
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
        if self.rate < 1 and self._dice.random() >= self.rate:
            return False
        if self.times is not None:
            self.times -= 1
        self.hits += 1
        return True


@define(eq=False)
class Scripts:
    """All the faults that are to happen, the first that fits goes first."""

    _scripts: list[Script] = field(factory=list[Script])

    def add(
        self, operation: str, fault: Fault, *, rate: float, seed: int, **when: Any
    ) -> Script:
        """Add a fault; see :meth:`FakeGitHub.fail`."""
        # Seeded, so that the same test fails in the same way.
        dice = Random(f"{operation}/{seed}")  # noqa: S311
        script = Script(operation, fault, rate=rate, dice=dice, **when)
        self._scripts.append(script)
        return script

    def next_fault(self, operation: str, repo: str = "") -> Fault | None:
        """Return what happens to this request, if anything."""
        for script in self._scripts:
            if script.strikes(operation, repo):
                return script.fault
        return None

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._scripts.clear()
