"""Simulation of a server with GitHub's limits and a client with an ``Admission``.

Nothing sleeps: time is the instant of the next event. The server counts the requests
itself, independently of what the client computes.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterable
from email.utils import formatdate
from math import inf
from typing import Any

from attrs import Factory, define

from aioghactions._core.call import Operation
from aioghactions._core.messages import Headers, Response
from aioghactions._limits.admission import Admission, Permit
from aioghactions._limits.blocked import Blocked
from aioghactions._limits.pacing import Cost, cost_of

EPOCH = 1_777_975_200
_FORBIDDEN = 403
_ROUNDING = 1e-9


@define
class Server:
    """Counts one hourly limit, and the costs of all requests.

    Attributes:
        limit: Requests an hour.
        wobble: Added to the reset of a response, as GitHub's responses differ.
        rejected: Instants of the requests that arrived when none remained.
        arrivals: Instant and cost of every request.
    """

    limit: int
    wobble: Callable[[], int] = lambda: 0
    rejected: list[float] = Factory(list[float])
    arrivals: list[tuple[float, Cost]] = Factory(list[tuple[float, Cost]])
    _left: int = 0
    _reset: float = -inf

    def receive(self, cost: Cost, now: float) -> tuple[int, Headers]:
        """Count one request; return the status and headers of its response."""
        self.arrivals.append((now, cost))
        if now >= self._reset:
            self._reset, self._left = int(now) + 3600, self.limit
        status = 200 if self._left else _FORBIDDEN
        if self._left:
            self._left -= 1
        else:
            self.rejected.append(now)
        return status, Headers(
            {
                "date": formatdate(EPOCH + int(now), usegmt=True),
                "x-ratelimit-limit": str(self.limit),
                "x-ratelimit-remaining": str(self._left),
                "x-ratelimit-reset": str(int(EPOCH + self._reset) + self.wobble()),
                "x-ratelimit-resource": "core",
            }
        )

    def spend(self, count: int) -> None:
        """Let another client of the same token send ``count`` requests."""
        self._left = max(0, self._left - count)

    def most(self, seconds: float, weight: Callable[[Cost], int], key: str = "") -> int:
        """Return the highest total of ``weight`` in any window of ``seconds``."""
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
    """Sends requests as its ``Admission`` admits them, FIFO.

    Attributes:
        limits: The object under test.
        server: The server, whose counts are compared.
        delay: Seconds that a request, or a response, takes.
        fate: What happens to a request: ``answered``, ``lost`` (no response),
            ``unsent`` (never sent), ``bare`` (the 502 of a proxy instead).
        now: The instant of the last event.
        rejected_among: Number of requests in flight at each rejected one.
        most_in_flight: Highest number of requests in flight.
    """

    limits: Admission
    server: Server
    delay: Callable[[], float]
    fate: Callable[[], str] = lambda: "answered"
    jitter: Callable[[], float] = lambda: 0.0
    now: float = 0.0
    rejected_among: list[int] = Factory(list[int])
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
                self._send(outcome, cost_of(waiting.popleft()))
            self.most_in_flight = max(self.most_in_flight, self.limits.in_flight)
            if self._events and self._events[0][0] <= until:
                self.now, _, event = heapq.heappop(self._events)
                event()
            else:
                assert self.now < until < inf, "deadlock"
                self.now = until
        return self.now

    def at(self, when: float, event: Callable[[], None]) -> None:
        """Schedule an event."""
        self._order += 1
        heapq.heappush(self._events, (when, self._order, event))

    def _send(self, permit: Permit, cost: Cost) -> None:
        fate = self.fate()
        arrives = self.now + self.delay()
        if fate == "unsent":
            self.at(arrives, lambda: self._release(permit, sent=False))
            return

        def arrive() -> None:
            status, headers = self.server.receive(cost, self.now)
            if status == _FORBIDDEN:
                self.rejected_among.append(self.limits.in_flight)
            back = self.now + self.delay()
            if fate == "lost":
                self.at(back, lambda: self._release(permit, sent=True))
            else:
                if fate == "bare":
                    status, headers = 502, Headers()
                response = Response(status=status, headers=headers)
                self.at(back, lambda: self._respond(permit, response))

        self.at(arrives, arrive)

    def _respond(self, permit: Permit, response: Response) -> None:
        self.limits.observe(
            permit,
            response,
            "primary" if response.status == _FORBIDDEN else None,
            now=0.0,
            monotonic=self.now,
            jitter=self.jitter(),
        )
        self._release(permit, sent=True)

    def _release(self, permit: Permit, *, sent: bool) -> None:
        self.limits.release(permit, monotonic=self.now, sent=sent)
