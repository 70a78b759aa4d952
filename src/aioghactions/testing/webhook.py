"""A webhook of a fake server: posts signed events about its runs and jobs."""

import asyncio
import json
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Final, Self
from uuid import UUID

import aiohttp
from attrs import define, evolve, field

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._payloads.event import job_event, run_event
from aioghactions.testing._state.directory import Directory
from aioghactions.testing._state.hook import FakeHook, FakeHookDelivery
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRun
from aioghactions.testing.journal import RecordedRequest
from aioghactions.testing.script import RecordedAnswer
from aioghactions.webhooks import sign

# The statuses of which GitHub sends an event, in order, and the action of a run's.
_STAGES: Final = {"queued": "requested", "in_progress": "in_progress"} | {
    "completed": "completed"
}
_TIMEOUT: Final = aiohttp.ClientTimeout(total=10)


@define(kw_only=True, eq=False)
class FakeDelivery:
    """One delivery of an event.

    Attributes:
        id: The id in ``X-GitHub-Delivery``; a redelivery has the same one.
        event: Name of the event, such as ``workflow_run``.
        action: What happened; "" for a ping.
        body: The body that was posted.
        status: HTTP status of the receiver; 0 if it did not respond.
        is_redelivery: Whether it repeats an earlier one.
    """

    id: str
    event: str
    action: str
    body: bytes = field(repr=False)
    status: int = 0
    is_redelivery: bool = False

    @property
    def json(self) -> Any:
        """The parsed payload."""
        return json.loads(self.body)


class FakeWebhook:
    """Posts the events of a :class:`FakeGitHub` to a URL, within ``async with``.

    Returned by :meth:`FakeGitHub.deliver_to`. It posts a ``ping`` first, and then,
    after each API request, one event for each status that a run or a job has reached:
    ``workflow_run`` with ``requested``, ``in_progress`` and ``completed``,
    ``workflow_job`` with ``queued``, ``in_progress`` and ``completed``. Call
    :meth:`deliver` after a change that was not made through the API, such as
    ``run.complete()``. The end of the block delivers what is left.

    Attributes:
        url: Where events are posted.
        deliveries: All deliveries so far, the oldest first.
    """

    def __init__(
        self,
        url: str,
        secret: str,
        directory: Directory,
        context: Callable[[], Context],
        observers: list[Callable[[RecordedRequest, RecordedAnswer], object]],
        *,
        hook: FakeHook | None = None,
    ) -> None:
        self.url = url
        self.deliveries: list[FakeDelivery] = []
        self._secret = secret
        self._directory = directory
        self._context = context
        self._observers = observers
        self._hook = hook
        self._requested: list[FakeDelivery] = []  # redeliveries, by the API
        # How many stages of each run and job were delivered, by attempt.
        self._delivered: dict[tuple[str, int, int], int] = {}
        self._changed = asyncio.Event()
        self._lock = asyncio.Lock()
        self._group = asyncio.TaskGroup()
        self._session: aiohttp.ClientSession | None = None
        self._worker: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"<FakeWebhook of {self.url}, {len(self.deliveries)} deliveries>"

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        for _ in self._pending():  # what happened before the webhook was created
            pass
        await self._post(self._delivery("ping", {"zen": "Keep it simple.", "hook": {
            "id": 1, "type": "Repository", "name": "web", "active": True,
            "events": ["workflow_run", "workflow_job"],
            "config": {"url": self.url, "content_type": "json"},
        }, "hook_id": 1}))  # fmt: skip
        self._observers.append(self._observe)
        if self._hook is not None:
            self._hook.redeliver = self._request
        await self._group.__aenter__()
        self._worker = self._group.create_task(self._deliver_changes())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._observers.remove(self._observe)
        if self._hook is not None:
            self._hook.redeliver = None
        try:
            if error is None:
                await self.deliver()
        finally:
            if self._worker is not None:
                self._worker.cancel()
            try:
                await self._group.__aexit__(kind, error, trace)
            finally:
                if self._session is not None:
                    await self._session.close()

    async def deliver(self) -> list[FakeDelivery]:
        """Post all events that were not posted yet, and return their deliveries.

        A receiver that does not respond within 10 seconds, or with an error, does not
        get the event again, as with GitHub: see :meth:`redeliver`.
        """
        async with self._lock:
            return [await self._post(delivery) for delivery in self._pending()]

    async def redeliver(self, delivery: FakeDelivery) -> FakeDelivery:
        """Post a delivery again, with the same id, and return the new one.

        Args:
            delivery: One of ``deliveries``, in any order and any number of times.
        """
        return await self._post(evolve(delivery, status=0, is_redelivery=True))

    def _request(self, known: FakeHookDelivery) -> None:
        """Post a delivery again with the next events."""
        [first, *_] = [it for it in self.deliveries if it.id == known.guid]
        self._requested.append(evolve(first, status=0, is_redelivery=True))

    def _observe(self, request: RecordedRequest, answer: RecordedAnswer) -> None:
        del request, answer
        self._changed.set()

    async def _deliver_changes(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self.deliver()

    def _pending(self) -> Iterator[FakeDelivery]:
        """Yield an event for each stage that a run or a job has reached since."""
        while self._requested:
            yield self._requested.pop(0)
        context, now = self._context(), self._directory.world.now()
        for repo in list(self._directory.repositories.by_id.values()):
            repo.runs.catch_up(now)
            for run in sorted(repo.runs, key=lambda run: run.id):
                yield from self._run_events(run, context)

    def _run_events(self, run: FakeRun, context: Context) -> Iterator[FakeDelivery]:
        for status in self._reached("run", run.id, run.run_attempt, run.status):
            action = _STAGES[status]
            payload = run_event(run, action, status, context)
            # Jobs are queued after their run, and completed before it.
            if status == "completed":
                yield from self._job_events(run, context)
            yield self._delivery("workflow_run", payload)
        yield from self._job_events(run, context)

    def _job_events(self, run: FakeRun, context: Context) -> Iterator[FakeDelivery]:
        executed: list[FakeJob] = [job for job in run.latest.jobs if not job.carried]
        for job in executed:
            for status in self._reached("job", job.id, job.attempt, job.status):
                payload = job_event(job, run, status, status, context)
                yield self._delivery("workflow_job", payload)

    def _reached(
        self, kind: str, number: int, attempt: int, status: str
    ) -> Iterator[str]:
        """Yield the stages up to ``status`` that were not delivered, and mark them."""
        stages = list(_STAGES)
        if status not in stages:  # waiting, pending...: queued, for a webhook
            status = "queued"
        key = (kind, number, attempt)
        reached = stages.index(status) + 1
        done = self._delivered.get(key, 0)
        self._delivered[key] = max(reached, done)
        yield from stages[done:reached]

    def _delivery(self, event: str, payload: dict[str, Any]) -> FakeDelivery:
        number = self._directory.world.ids.next("Delivery")
        return FakeDelivery(
            id=str(UUID(int=number << 64 | 0x1 << 12)),
            event=event,
            action=payload.get("action", ""),
            body=json.dumps(payload).encode(),
        )

    async def _post(self, delivery: FakeDelivery) -> FakeDelivery:
        if self._session is None:
            raise RuntimeError(
                "use the webhook inside `async with github.deliver_to()`"
            )
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/fake",
            "X-GitHub-Delivery": delivery.id,
            "X-GitHub-Event": delivery.event,
            "X-GitHub-Hook-ID": "1",
            "X-Hub-Signature-256": sign(delivery.body, self._secret),
        }
        self.deliveries.append(delivery)
        try:
            async with self._session.post(
                self.url, data=delivery.body, headers=headers
            ) as response:
                delivery.status = response.status
        except (aiohttp.ClientError, TimeoutError):
            delivery.status = 0
        if self._hook is not None:
            self._hook.add_delivery(
                delivery.event,
                delivery.action or None,
                status_code=delivery.status,
                guid=delivery.id,
                payload=delivery.json,
            )
        return delivery
