"""Webhooks and their deliveries."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from aioghactions.testing._state.world import World


@define(eq=False, kw_only=True)
class FakeHookDelivery:
    """One delivery of an event to a webhook, as the API reports it.

    Attributes:
        id: The id in paths.
        guid: The id of the event; a redelivery has the same one.
        event: Name of the event, such as ``workflow_run``.
        action: What happened; None for a ping.
        status_code: HTTP status of the receiver; 0 if it did not respond.
        delivered_at: When it was sent.
        is_redelivery: Whether it repeats an earlier one.
        payload: The event.
    """

    id: int
    guid: str
    event: str
    action: str | None
    status_code: int
    delivered_at: float
    is_redelivery: bool = False
    payload: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)

    @property
    def has_failed(self) -> bool:
        """Whether the receiver did not accept it."""
        return not 200 <= self.status_code < 400  # noqa: PLR2004


@define(eq=False)
class FakeHook:
    """A webhook of a repository, an organization or an App.

    Attributes:
        id: The id in paths; an App's webhook has none in its path.
        url: Where events are posted.
        world: The clock and ids of the server.
        deliveries: Its deliveries by id, the oldest first.
        responds: The status of the receiver to a redelivery that the API requests.
        redeliver: Called instead with a delivery that the API is to redeliver, while
            :meth:`FakeGitHub.deliver_to` posts the events of this webhook.
    """

    id: int
    url: str
    world: World = field(repr=False)
    deliveries: dict[int, FakeHookDelivery] = field(
        factory=dict[int, FakeHookDelivery], repr=False
    )
    responds: int = 200
    redeliver: Callable[[FakeHookDelivery], object] | None = field(
        default=None, repr=False
    )

    def add_delivery(
        self,
        event: str = "workflow_run",
        action: str | None = "completed",
        *,
        status_code: int = 200,
        guid: str = "",
        payload: Mapping[str, Any] | None = None,
        age: float = 0.0,
    ) -> FakeHookDelivery:
        """Add a delivery.

        Args:
            event: Name of the event.
            action: What happened.
            status_code: HTTP status of the receiver; 0 if it did not respond.
            guid: The id of the event; that of an earlier delivery for a redelivery.
            payload: The event.
            age: How many seconds ago it was sent.
        """
        number = self.world.ids.next("HookDelivery")
        guid = guid or f"00000000-0000-1000-8000-{number:012}"
        delivery = FakeHookDelivery(
            id=number,
            guid=guid,
            event=event,
            action=action,
            status_code=status_code,
            delivered_at=self.world.now() - age,
            is_redelivery=any(it.guid == guid for it in self.deliveries.values()),
            payload=payload or {},
        )
        self.deliveries[number] = delivery
        return delivery
