"""Receive HTTP requests and send responses: the only I/O of the fake server."""

import asyncio
from collections.abc import Mapping, Sequence
from email.utils import formatdate
from typing import Protocol

from aiohttp import web
from attrs import define, evolve

from aioghactions.testing._server.rendering import RawResponse, error_body
from aioghactions.testing._state.world import World
from aioghactions.testing.journal import Journal, RecordedRequest
from aioghactions.testing.script import (
    Fault,
    RecordedAnswer,
    Script,
    Turn,
    next_script,
)

_WITHOUT_BODY = frozenset({204, 304})
_JSON = "application/json"
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
        query = dict(recorded.query)
        script = next_script(self.scripts, recorded.operation, repo, query)
        recorded.fault = script.fault if script else None
        turn = Turn(
            url=str(request.url.with_query(None)),
            query=query,
            token=recorded.token,
            number=script.hits if script else 0,
        )
        journal.record(recorded)
        with journal.in_flight.counting(write=recorded.is_write):
            return await self._respond(request, recorded, turn)

    async def _respond(
        self, request: web.BaseRequest, recorded: RecordedRequest, turn: Turn
    ) -> web.StreamResponse:
        fault = recorded.fault or Fault()
        if (wait := self.latency + fault.latency) > 0:
            await self.world.clock.sleep(wait)
        if fault.breaks == "before":
            return await _break_off(request, fault)
        raw = self._execute(recorded, fault, turn)
        if fault.breaks == "after":
            return await _break_off(request, fault)
        response = await self._send(request, raw, fault)
        if fault.breaks:
            await _break_off(request, fault)
        elif fault.late is not None and request.transport is not None:
            request.transport.write(_late_response(fault.late))
        return response

    def _execute(
        self, recorded: RecordedRequest, fault: Fault, turn: Turn
    ) -> RawResponse:
        for change in fault.change:
            change()
        if fault.status is None:
            raw = self.service.respond(recorded)
        else:
            if fault.executed:
                self.service.respond(recorded)
            raw = _fault_response(fault, fault.status, self.world.now())
        raw = _with_headers(raw, fault.headers)
        headers = {name.lower(): value for name, value in raw.headers.items()}
        answer = RecordedAnswer(raw.status, headers, raw.body)
        if fault.edits:
            answer = _edited(answer, fault, turn)
            raw = RawResponse(answer.status, answer.headers, answer.body)
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
        body, media_type = error_body(status, fault.message), _JSON
    else:
        body = fault.body.encode() if isinstance(fault.body, str) else fault.body
        media_type = fault.content_type
    headers = {"Content-Type": media_type, "Date": formatdate(now, usegmt=True)}
    return RawResponse(status, headers, body)


def _with_headers(raw: RawResponse, changes: Mapping[str, str | None]) -> RawResponse:
    """Return ``raw`` with other headers; None removes one."""
    replaced = {name.lower() for name in changes}
    kept = {k: v for k, v in raw.headers.items() if k.lower() not in replaced}
    added = {name: value for name, value in changes.items() if value is not None}
    return evolve(raw, headers=kept | added)


def _edited(answer: RecordedAnswer, fault: Fault, turn: Turn) -> RecordedAnswer:
    """Return an uncompressed response as the edits of ``fault`` leave it."""
    headers = {k: v for k, v in answer.headers.items() if k != "content-encoding"}
    answer = before = evolve(answer, headers=headers)
    for edit in fault.edits:
        answer = edit(turn, answer)
    if answer.body == before.body:
        return answer
    # A cached copy of another body must not be confirmed by a 304.
    return evolve(
        answer, headers={k: v for k, v in answer.headers.items() if k != "etag"}
    )


def _late_response(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {_JSON}\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n".encode() + body
