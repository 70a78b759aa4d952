# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Integration``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY, freeze_object
from aioghactions._json.model_support import (
    array,
    instant,
    member_names,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo, shared


@frozen(kw_only=True)
class Integration:
    """A GitHub App."""

    id: int
    """Numeric id of the App."""

    slug: str | None = None
    """Name of the App in URLs."""

    node_id: str
    """GraphQL id of the App."""

    client_id: str | None = None
    """Client id of the App."""

    owner: Mapping[str, Any]
    """Account that owns the App: a user, an organization or an enterprise, each with
    different members.
    """

    name: str
    """Name of the App."""

    description: str | None
    """Description of the App."""

    external_url: str
    """Home page of the App."""

    html_url: str
    """Page of the App on GitHub."""

    created_at: datetime
    """When it was registered."""

    updated_at: datetime
    """When its registration was last changed."""

    permissions: Mapping[str, Any]
    """Access level per permission, such as ``read`` for ``actions``."""

    events: tuple[str, ...]
    """Webhook events that the App subscribes to."""

    installations_count: int | None = None
    """Number of installations; only in responses to the App itself."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Integration)
_Draft: Final = writable(Integration)


@shared("Integration")
def structure_integration(data: Any, memo: Memo) -> Integration:
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
    draft.events = tuple(array(data["events"]))
    draft.installations_count = data.get("installations_count")
    draft.extra = (
        EMPTY
        if len(data)
        == 11
        + ("slug" in data)
        + ("client_id" in data)
        + ("installations_count" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = Integration
    model: Integration = draft
    return model
