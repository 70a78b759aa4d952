# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Integration``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY, freeze_object
from aioghactions._json.model_support import (
    as_array,
    instant,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects, share_equal


@frozen(kw_only=True)
class Integration:
    """A GitHub App."""

    id: int
    """Number that identifies the App."""

    slug: str | None = None
    """Name of the App in addresses."""

    node_id: str
    """Identifier of the App in the GraphQL API."""

    client_id: str | None = None
    """Client id of the App."""

    owner: Mapping[str, Any]
    """Account that owns the App: a user, an organization or an enterprise, each of
    its own form.
    """

    name: str
    """Name of the App."""

    description: str | None
    """What the App says about itself."""

    external_url: str
    """Home page of the App."""

    html_url: str
    """Page of the App on GitHub."""

    created_at: datetime
    """When it was registered."""

    updated_at: datetime
    """When its registration was last changed."""

    permissions: Mapping[str, Any]
    """Level by permission, such as ``actions`` to ``read``."""

    events: tuple[str, ...]
    """Webhook events that the App subscribes to."""

    installations_count: int | None = None
    """How many installations it has; only where the App asks about itself."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Integration)
_Draft: Final = mutable_twin(Integration)


@share_equal("Integration")
def structure_integration(data: Any, shared: SharedObjects) -> Integration:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.slug = data.get("slug")
    draft.node_id = data["node_id"]
    draft.client_id = data.get("client_id")
    draft.owner = freeze_object(data["owner"])
    draft.name = data["name"]
    draft.description = data["description"]
    draft.external_url = data["external_url"]
    draft.html_url = data["html_url"]
    draft.created_at = instant(data["created_at"])
    draft.updated_at = instant(data["updated_at"])
    draft.permissions = freeze_object(data["permissions"])
    draft.events = tuple(as_array(data["events"]))
    draft.installations_count = data.get("installations_count")
    draft.extra = (
        EMPTY
        if len(data)
        == 11
        + ("slug" in data)
        + ("client_id" in data)
        + ("installations_count" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = Integration
    model: Integration = draft
    return model
