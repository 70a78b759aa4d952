"""A transport without a network: it plays steps and records the requests."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from copy import copy
from typing import Any, TypeAlias

from attrs import define, field, frozen

import aioghactions as gha
from aioghactions._core.clock import Clock
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._http.transport import Stream, Timeouts
from aioghactions._json import codec
from tests.support.virtual import VirtualClock

Step: TypeAlias = (
    Response | Exception | Callable[[Request], Awaitable[Response] | Response]
)


@frozen
class Sent:
    """A request, and the monotonic instant at which it was sent."""

    at: float
    request: Request


def reply(status: int = 200, body: object = None, **headers: str) -> Response:
    """Return a response; ``retry_after="3"`` is the header ``retry-after: 3``."""
    data = b"" if body is None else body if isinstance(body, bytes) else None
    return Response(
        status=status,
        headers=Headers({k.replace("_", "-"): v for k, v in headers.items()}),
        body=codec.dumps(body) if data is None else data,
    )


def limits(
    remaining: int, *, reset: float, limit: int = 5000, resource: str = "core"
) -> dict[str, str]:
    """Return rate-limit headers."""
    return {
        "x_ratelimit_limit": str(limit),
        "x_ratelimit_remaining": str(remaining),
        "x_ratelimit_used": str(limit - remaining),
        "x_ratelimit_reset": str(int(reset)),
        "x_ratelimit_resource": resource,
    }


@define(kw_only=True, eq=False, repr=False)
class Scripted:
    """Plays one step for each request; the last one repeats.

    Attributes:
        steps: A response, an exception to raise, or a function that returns a response.
        clock: The clock for latencies and timestamps.
        latency: Duration of each request in seconds.
        seen: The requests that were sent.
        responses: The responses that were returned.
        in_flight: Number of exchanges in progress.
        body: The body of a streamed response.
        is_open: Whether it is open.
    """

    steps: list[Step]
    clock: Clock
    latency: float = 0.0
    seen: list[Sent] = field(factory=list[Sent])
    responses: list[Response] = field(factory=list[Response])
    in_flight: int = 0
    most_in_flight: int = 0
    body: AsyncIterator[bytes] | None = None
    is_open: bool = False

    @property
    def instants(self) -> list[float]:
        """When each request was sent, in seconds from the first one."""
        return [sent.at - self.seen[0].at for sent in self.seen]

    @property
    def targets(self) -> list[str]:
        """Method and URL of each request."""
        return [f"{sent.request.method} {sent.request.url}" for sent in self.seen]

    async def open(self) -> None:
        self.is_open = True

    async def close(self) -> None:
        self.is_open = False

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:
        self.seen.append(Sent(self.clock.monotonic(), request))
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            if self.latency:
                await self.clock.sleep(self.latency)
            if isinstance(step, Exception):
                raise copy(step)  # an error keeps its notes and traceback
            result = step if isinstance(step, Response) else step(request)
            response = result if isinstance(result, Response) else await result
            self.responses.append(response)
            return response
        finally:
            self.in_flight -= 1

    @asynccontextmanager
    async def stream(
        self, request: Request, timeouts: Timeouts
    ) -> AsyncGenerator[Stream, None]:
        self.seen.append(Sent(self.clock.monotonic(), request))
        assert self.body is not None
        yield _Storage(self.body)


@frozen
class _Storage:
    body: AsyncIterator[bytes]
    status: int = 200
    headers: Mapping[str, str] = field(
        factory=lambda: Headers({"content-length": "999"})
    )

    async def chunks(self, size: int) -> AsyncIterator[bytes]:
        async for chunk in self.body:
            yield chunk


def held(until: asyncio.Event, then: Response) -> Callable[[Request], Any]:
    """Return a step that returns ``then`` when ``until`` is set."""

    async def step(_: Request) -> Response:
        await until.wait()
        return then

    return step


@asynccontextmanager
async def scripted_client(
    *steps: Step,
    clock: Clock | None = None,
    latency: float = 0.0,
    auth: Any = "ghp_token",
    **settings: Any,
) -> AsyncGenerator[tuple[gha.Client, Scripted], None]:
    """Yield a client, and the transport that plays ``steps``.

    By default pacing is off and jitter is 0.
    """
    clock = clock or VirtualClock(chance=0.0)
    server = Scripted(steps=list(steps), clock=clock, latency=latency)
    settings = {"pace": gha.Pace.off()} | settings
    async with gha.Client(auth, transport=server, clock=clock, **settings) as client:
        yield client, server
