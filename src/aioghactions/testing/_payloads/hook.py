"""Deliveries of webhooks."""

from typing import Any

from aioghactions.testing._state.hook import FakeHook, FakeHookDelivery
from aioghactions.testing._state.instant import iso


def delivery_payload(delivery: FakeHookDelivery) -> dict[str, Any]:
    """Return the payload of a delivery in a list."""
    repository = delivery.payload.get("repository", {})
    return {
        "id": delivery.id,
        "guid": delivery.guid,
        "delivered_at": iso(delivery.delivered_at),
        "redelivery": delivery.is_redelivery,
        "duration": 0.27,
        "status": _status(delivery.status_code),
        "status_code": delivery.status_code,
        "event": delivery.event,
        "action": delivery.action,
        "installation_id": None,
        "repository_id": repository.get("id"),
        "throttled_at": None,
    }


def whole_delivery_payload(
    delivery: FakeHookDelivery, hook: FakeHook
) -> dict[str, Any]:
    """Return the payload of a single delivery."""
    return delivery_payload(delivery) | {
        "url": hook.url,
        "request": {
            "headers": {
                "X-GitHub-Delivery": delivery.guid,
                "X-GitHub-Event": delivery.event,
                "X-GitHub-Hook-ID": str(hook.id),
                "Content-Type": "application/json",
            },
            "payload": dict(delivery.payload),
        },
        "response": {
            "headers": {"Content-Type": "text/plain"} if delivery.status_code else {},
            "payload": "" if delivery.status_code else None,
        },
    }


def _status(code: int) -> str:
    if not code:
        return "timed out"
    return "OK" if 200 <= code < 400 else f"Invalid HTTP Response: {code}"  # noqa: PLR2004
