"""Receives requests and sends answers: the only I/O of the fake server."""

import asyncio
from email.utils import formatdate
from typing import Protocol

from aiohttp import web
from attrs import define, evolve

from aioghactions.testing._server.rendering import Wire, error_body
from aioghactions.testing._state.world import World
from aioghactions.testing.faults import Fault, Scripts
from aioghactions.testing.journal import Journal, RecordedAnswer, RecordedRequest

_BODILESS = frozenset({204, 304})
_PIECE = 64 * 1024  # bytes


class Origin(Protocol):
    """What is served at an address."""

    @property
    def journal(self) -> Journal:
        """What arrived."""
        ...

    def identify(self, request: RecordedRequest) -> tuple[str, str]:
        """Return the operation that is asked for, and of which repository."""
        ...

    def answer(self, request: RecordedRequest) -> Wire:
        """Do what is asked for, and return what to say about it."""
        ...


@define(eq=False, kw_only=True)
class Front:
    """Stands between an HTTP server and an origin.

    Attributes:
        origin: Knows the answers.
        world: Whose clock it is.
        scripts: What is to go wrong.
        latency: Seconds of that clock that every answer takes.
    """

    origin: Origin
    world: World
    scripts: Scripts
    latency: float = 0.0

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        journal = self.origin.journal
        recorded = await _receive(request, self.world.now())
        recorded.operation, repo = self.origin.identify(recorded)
        recorded.fault = self.scripts.strike(recorded.operation, repo)
        journal.arrive(recorded)
        journal.flight.enter(write=recorded.is_write)
        try:
            return await self._respond(request, recorded, recorded.fault or Fault())
        finally:
            journal.flight.leave(write=recorded.is_write)

    async def _respond(
        self, request: web.BaseRequest, recorded: RecordedRequest, fault: Fault
    ) -> web.StreamResponse:
        if (wait := self.latency + fault.latency) > 0:
            await self.world.clock.sleep(wait)
        if fault.breaks == "before":
            return await _break_off(request, fault)
        wire = self._wire(recorded, fault)
        if fault.breaks == "after":
            return await _break_off(request, fault)
        response = await self._send(request, wire, fault)
        if fault.breaks:
            await _break_off(request, fault)
        return response

    def _wire(self, recorded: RecordedRequest, fault: Fault) -> Wire:
        if fault.status is None:
            wire = self.origin.answer(recorded)
            wire = evolve(wire, headers={**wire.headers, **fault.headers})
        else:
            if fault.executed:
                self.origin.answer(recorded)
            wire = _instead(fault, fault.status, self.world.now())
        told = {name.lower(): value for name, value in wire.headers.items()}
        answer = RecordedAnswer(wire.status, told, wire.body)
        self.origin.journal.answer(recorded, answer)
        return wire

    async def _send(
        self, request: web.BaseRequest, wire: Wire, fault: Fault
    ) -> web.StreamResponse:
        """Send the answer as far as ``fault`` lets it come."""
        payload = b"" if wire.status in _BODILESS else wire.payload
        response = web.StreamResponse(status=wire.status, headers=wire.headers)
        if wire.status not in _BODILESS:
            response.content_length = len(payload)
        await response.prepare(request)
        sent = memoryview(payload)[: _reach(len(payload), fault)]
        for start in range(0, len(sent), _PIECE):
            await response.write(sent[start : start + _PIECE])
            # An InstantClock that is asked the time knows that somebody works.
            self.world.now()
        if fault.breaks is None:
            await response.write_eof()
        return response


async def _receive(request: web.BaseRequest, now: float) -> RecordedRequest:
    return RecordedRequest(
        method=request.method,
        path=request.raw_path.partition("?")[0],
        query=tuple(request.query.items()),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.read(),
        time=now,
    )


def _reach(size: int, fault: Fault) -> int:
    """Return how many bytes of a body ``fault`` lets through."""
    return {"headers": 0, "body": size // 2}.get(fault.breaks or "", size)


async def _break_off(request: web.BaseRequest, fault: Fault) -> web.StreamResponse:
    """Close the connection, or fall silent until the client does."""
    if fault.stall is not None:
        await asyncio.Event().wait()  # cancelled when the client hangs up
    if request.transport is not None:
        request.transport.close()
    return web.StreamResponse()


def _instead(fault: Fault, status: int, now: float) -> Wire:
    """Return the answer that ``fault`` puts in place of the real one."""
    if fault.body is None:
        body, kind = error_body(status, fault.message), "application/json"
    else:
        body = fault.body.encode() if isinstance(fault.body, str) else fault.body
        kind = fault.content_type
    headers = {"Content-Type": kind, "Date": formatdate(now, usegmt=True)}
    return Wire(status, {**headers, **fault.headers}, body)
