"""Which deliveries of a webhook have to be sent again."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

if TYPE_CHECKING:
    from aioghactions._generated.models.hook_delivery import HookDelivery

_FIRST_ERROR: Final = 400
_FIRST_SUCCESS: Final = 200


def has_failed(delivery: "HookDelivery") -> bool:
    """Return whether the receiver did not accept a delivery, as GitHub counts it.

    A delivery without a status is not known to have failed.
    """
    status: Any = delivery.status_code  # lists are read without checking numbers
    if not isinstance(status, int):
        return False
    return not _FIRST_SUCCESS <= status < _FIRST_ERROR


@define(eq=False)
class NewestAttempts:
    """The newest delivery of each event since an instant, from a list newest first."""

    since: datetime
    # The list goes on with older deliveries only.
    is_over: bool = field(default=False, init=False)
    _newest: dict[str, "HookDelivery"] = field(
        factory=dict[str, "HookDelivery"], init=False
    )

    def add(self, deliveries: Iterable["HookDelivery"]) -> None:
        """Add a page. Where two attempts are in another order, the later one counts."""
        for delivery in deliveries:
            if delivery.delivered_at is not None and delivery.delivered_at < self.since:
                self.is_over = True
                continue
            known = self._newest.get(delivery.guid)
            if known is None or _order(delivery) > _order(known):
                self._newest[delivery.guid] = delivery

    def failed(self) -> list["HookDelivery"]:
        """Return the deliveries to send again, the oldest first."""
        return sorted(filter(has_failed, self._newest.values()), key=_order)


def _order(delivery: "HookDelivery") -> tuple[float, int]:
    when = delivery.delivered_at
    return when.timestamp() if when else 0.0, delivery.id
