"""A server with GitHub's limits, and a client that obeys a ``Admission``, in one heap.

Nothing sleeps: time is the instant of the next event. The server counts for itself
what reaches it, so that it judges the client by nothing that the client believes.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterable
from email.utils import formatdate
from math import inf
from typing import Any

from attrs import Factory, define

from aioghactions import settings
from aioghactions._core.call import Operation
from aioghactions._core.messages import Headers
from aioghactions._limits.admission import Admission, Blocked, Permit

EPOCH = 1_777_975_200
_FORBIDDEN = 403
_ROUNDING = 1e-9


@define
class Server:
    """Counts one allowance by hours, and what GitHub calls secondary limits.

    Attributes:
        allowance: Requests an hour.
        wobble: Added to the reset of an answer, as real answers differ.
        rejected: Instants of the requests that came when nothing was left.
        arrivals: Instant and weight of every request.
    """

    allowance: int
    wobble: Callable[[], int] = lambda: 0
    rejected: list[float] = Factory(list[float])
    arrivals: list[tuple[float, settings.Cost]] = Factory(
        list[tuple[float, settings.Cost]]
    )
    _left: int = 0
    _reset: float = -inf

    def receive(self, cost: settings.Cost, now: float) -> tuple[int, Headers]:
        """Count one request; return the status and headers of its answer."""
        self.arrivals.append((now, cost))
        if now >= self._reset:
            self._reset, self._left = int(now) + 3600, self.allowance
        status = 200 if self._left else _FORBIDDEN
        if self._left:
            self._left -= 1
        else:
            self.rejected.append(now)
        return status, Headers(
            {
                "date": formatdate(EPOCH + int(now), usegmt=True),
                "x-ratelimit-limit": str(self.allowance),
                "x-ratelimit-remaining": str(self._left),
                "x-ratelimit-reset": str(int(EPOCH + self._reset) + self.wobble()),
                "x-ratelimit-resource": "core",
            }
        )

    def spend(self, count: int) -> None:
        """Let another client of the same token use some of the allowance."""
        self._left = max(0, self._left - count)

    def most(
        self, seconds: float, weight: Callable[[settings.Cost], int], key: str = ""
    ) -> int:
        """Return the most that any window of ``seconds`` held."""
        window: deque[tuple[float, int]] = deque()
        total = most = 0
        for at, cost in self.arrivals:
            if key and cost.endpoint != key:
                continue
            window.append((at, weight(cost)))
            total += weight(cost)
            while window[0][0] <= at - seconds + _ROUNDING:
                total -= window.popleft()[1]
            most = max(most, total)
        return most


@define
class Client:
    """Sends calls as its ``Admission`` admit them, first come first served.

    Attributes:
        limits: What is tested.
        server: Who judges.
        delay: Seconds a request, or an answer, is under way.
        fate: What becomes of a request: ``answered``, ``lost`` (no answer),
            ``unsent`` (it never left), ``bare`` (a proxy's 502 in its place).
        now: The instant of the last event.
        refused_among: How many were in flight, at each refusal.
        most_in_flight: How many were in flight at most.
    """

    limits: Admission
    server: Server
    delay: Callable[[], float]
    fate: Callable[[], str] = lambda: "answered"
    jitter: Callable[[], float] = lambda: 0.0
    now: float = 0.0
    refused_among: list[int] = Factory(list[int])
    most_in_flight: int = 0
    _events: list[tuple[float, int, Callable[[], None]]] = Factory(
        list[tuple[float, int, Callable[[], None]]]
    )
    _order: int = 0

    def run(self, operations: Iterable[Operation[Any]]) -> float:
        """Send each operation once; return how long it took."""
        waiting = deque(operations)
        while waiting or self._events:
            until = inf
            while waiting:
                outcome = self.limits.admit(waiting[0], monotonic=self.now)
                if isinstance(outcome, Blocked):
                    until = outcome.until
                    break
                self._send(outcome, settings.cost(waiting.popleft()))
            self.most_in_flight = max(self.most_in_flight, self.limits.in_flight)
            if self._events and self._events[0][0] <= until:
                self.now, _, event = heapq.heappop(self._events)
                event()
            else:
                assert self.now < until < inf, "nothing will ever happen"
                self.now = until
        return self.now

    def at(self, when: float, event: Callable[[], None]) -> None:
        """Let something happen."""
        self._order += 1
        heapq.heappush(self._events, (when, self._order, event))

    def _send(self, ticket: Permit, cost: settings.Cost) -> None:
        fate = self.fate()
        arrives = self.now + self.delay()
        if fate == "unsent":
            self.at(arrives, lambda: self._leave(ticket, sent=False))
            return

        def arrive() -> None:
            status, headers = self.server.receive(cost, self.now)
            if status == _FORBIDDEN:
                self.refused_among.append(self.limits.in_flight)
            back = self.now + self.delay()
            if fate == "lost":
                self.at(back, lambda: self._leave(ticket, sent=True))
            else:
                bare = fate == "bare"
                answer = (502, Headers()) if bare else (status, headers)
                self.at(back, lambda: self._answer(ticket, *answer))

        self.at(arrives, arrive)

    def _answer(self, ticket: Permit, status: int, headers: Headers) -> None:
        said: dict[str, Any] = {
            "now": 0.0,
            "monotonic": self.now,
            "jitter": self.jitter(),
        }
        self.limits.answered(ticket, status, headers, **said)
        if status == _FORBIDDEN:
            self.limits.refused(ticket, "primary", headers, **said)
        self._leave(ticket, sent=True)

    def _leave(self, ticket: Permit, *, sent: bool) -> None:
        self.limits.leave(ticket, monotonic=self.now, sent=sent)
