"""Deliveries of webhooks, for their three kinds of owner."""

from collections.abc import Callable
from typing import Any

from aioghactions.testing._handlers.apps import sender
from aioghactions.testing._handlers.lookup import find_by_id
from aioghactions.testing._handlers.paging import cursor_page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, ok
from aioghactions.testing._payloads.hook import (
    delivery_payload,
    whole_delivery_payload,
)
from aioghactions.testing._state.hook import FakeHook

Handler = Callable[[Request, FakeHook], Response]


def of_app(handler: Handler) -> Callable[[Request], Response]:
    """Return ``handler`` for the webhook of the App that sends the request."""
    return lambda request: handler(request, sender(request).hook)


def of_owner(handler: Handler) -> Callable[[Request, Any], Response]:
    """Return ``handler`` for a webhook of a repository or an organization."""
    return lambda request, owner: handler(
        request, find_by_id(request, "hook_id", owner.hooks)
    )


def list_all(request: Request, hook: FakeHook) -> Response:
    """List the deliveries, newest first."""
    status = request.query.get("status", "")
    found = [
        delivery
        for delivery in reversed(hook.deliveries.values())
        if status not in {"success", "failure"}
        or delivery.has_failed == (status == "failure")
    ]
    return cursor_page(request, found, delivery_payload, lambda it: str(it.id))


def get(request: Request, hook: FakeHook) -> Response:
    """Return a delivery with what was sent and received."""
    delivery = find_by_id(request, "delivery_id", hook.deliveries)
    return ok(whole_delivery_payload(delivery, hook))


def redeliver(request: Request, hook: FakeHook) -> Response:
    """Send an event again."""
    delivery = find_by_id(request, "delivery_id", hook.deliveries)
    if hook.redeliver is not None:
        hook.redeliver(delivery)
    else:
        hook.add_delivery(
            delivery.event,
            delivery.action,
            status_code=hook.responds,
            guid=delivery.guid,
            payload=delivery.payload,
        )
    return Response(202, {})
