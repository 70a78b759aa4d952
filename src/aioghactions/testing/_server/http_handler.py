"""Receive HTTP requests and send responses: the only I/O of the fake server."""

import asyncio
from collections.abc import Sequence
from email.utils import formatdate
from typing import Protocol

from aiohttp import web
from attrs import define, evolve

from aioghactions.testing._server.rendering import RawResponse, error_body
from aioghactions.testing._state.world import World
from aioghactions.testing.faults import Fault, Script, next_fault
from aioghactions.testing.journal import Journal, RecordedAnswer, RecordedRequest

_WITHOUT_BODY = frozenset({204, 304})
_CHUNK = 64 * 1024  # bytes


class Service(Protocol):
    """The application behind an HTTP handler."""

    journal: Journal

    def identify(self, recorded: RecordedRequest) -> tuple[str, str]:
        """Return the operation and the repository of a request, or ""."""
        ...

    def respond(self, recorded: RecordedRequest) -> RawResponse:
        """Execute a request, and return the response."""
        ...


@define(eq=False, kw_only=True)
class HttpHandler:
    """Pass requests to a service, record them, and inject faults.

    Attributes:
        service: Returns the responses.
        world: Provides the clock.
        scripts: The faults to inject.
        latency: Seconds of the clock to wait before each response.
    """

    service: Service
    world: World
    scripts: Sequence[Script]
    latency: float = 0.0

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Respond to one request."""
        journal = self.service.journal
        recorded = await _receive(request, self.world.now())
        recorded.operation, repo = self.service.identify(recorded)
        recorded.fault = next_fault(self.scripts, recorded.operation, repo)
        journal.record(recorded)
        with journal.in_flight.counting(write=recorded.is_write):
            return await self._respond(request, recorded, recorded.fault or Fault())

    async def _respond(
        self, request: web.BaseRequest, recorded: RecordedRequest, fault: Fault
    ) -> web.StreamResponse:
        if (wait := self.latency + fault.latency) > 0:
            await self.world.clock.sleep(wait)
        if fault.breaks == "before":
            return await _break_off(request, fault)
        raw = self._execute(recorded, fault)
        if fault.breaks == "after":
            return await _break_off(request, fault)
        response = await self._send(request, raw, fault)
        if fault.breaks:
            await _break_off(request, fault)
        return response

    def _execute(self, recorded: RecordedRequest, fault: Fault) -> RawResponse:
        if fault.status is None:
            raw = self.service.respond(recorded)
            raw = evolve(raw, headers={**raw.headers, **fault.headers})
        else:
            if fault.executed:
                self.service.respond(recorded)
            raw = _fault_response(fault, fault.status, self.world.now())
        headers = {name.lower(): value for name, value in raw.headers.items()}
        answer = RecordedAnswer(raw.status, headers, raw.body)
        self.service.journal.record_answer(recorded, answer)
        return raw

    async def _send(
        self, request: web.BaseRequest, raw: RawResponse, fault: Fault
    ) -> web.StreamResponse:
        """Send as much of the response as ``fault`` allows."""
        body = b"" if raw.status in _WITHOUT_BODY else raw.encoded_body
        response = web.StreamResponse(status=raw.status, headers=raw.headers)
        if raw.status not in _WITHOUT_BODY:
            response.content_length = len(body)
        await response.prepare(request)
        sent = memoryview(body)[: _sent_length(len(body), fault)]
        for start in range(0, len(sent), _CHUNK):
            await response.write(sent[start : start + _CHUNK])
            # Reading an InstantClock keeps it from advancing during the transfer.
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


def _sent_length(size: int, fault: Fault) -> int:
    """Return how many bytes of a body are sent."""
    return {"headers": 0, "body": size // 2}.get(fault.breaks or "", size)


async def _break_off(request: web.BaseRequest, fault: Fault) -> web.StreamResponse:
    """Close the connection, or send nothing more until the client closes it."""
    if fault.stall is not None:
        await asyncio.Event().wait()  # cancelled when the client disconnects
    if request.transport is not None:
        request.transport.close()
    return web.StreamResponse()


def _fault_response(fault: Fault, status: int, now: float) -> RawResponse:
    """Return the response that replaces the real one."""
    if fault.body is None:
        body, media_type = error_body(status, fault.message), "application/json"
    else:
        body = fault.body.encode() if isinstance(fault.body, str) else fault.body
        media_type = fault.content_type
    headers = {"Content-Type": media_type, "Date": formatdate(now, usegmt=True)}
    return RawResponse(status, {**headers, **fault.headers}, body)
