# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SimpleUser``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    interned,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects, share_equal


@frozen(kw_only=True)
class SimpleUser:
    """A user, an organization or a bot, in the form in which other answers mention
    it.
    """

    name: str | None = None
    """Name for display, where the account shows one."""

    email: str | None = None
    """Public mail address, where the account shows one."""

    login: str
    """Name in addresses, such as ``octocat``. It can be changed; the id cannot."""

    id: int
    """Number that identifies the account on its server."""

    node_id: str
    """Identifier of the account in the GraphQL API."""

    avatar_url: str
    """Picture of the account."""

    gravatar_id: str | None
    """Left over from Gravatar: empty or null."""

    url: str
    """API address of the account."""

    html_url: str
    """Page of the account for people."""

    followers_url: str
    """API address of its followers."""

    following_url: str
    """Template for those it follows."""

    gists_url: str
    """Template for its gists."""

    starred_url: str
    """Template for what it has starred."""

    subscriptions_url: str
    """API address of what it watches."""

    organizations_url: str
    """API address of its organizations."""

    repos_url: str
    """API address of its repositories."""

    events_url: str
    """Template for its events."""

    received_events_url: str
    """API address of the events it received."""

    type: str
    """Kind of account: ``User``, ``Organization`` or ``Bot``."""

    site_admin: bool
    """Whether it administers the server."""

    starred_at: str | None = None
    """When it starred something; only in lists of stars."""

    user_view_type: str | None = None
    """How much of the account is shown, such as ``public``."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SimpleUser)
_USUAL_TYPE: Final = interned("User", "Organization", "Bot")
_USUAL_USER_VIEW_TYPE: Final = interned("public")
_Draft: Final = mutable_twin(SimpleUser)


@share_equal("SimpleUser")
def structure_simple_user(data: Any, shared: SharedObjects) -> SimpleUser:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.name = data.get("name")
    draft.email = data.get("email")
    draft.login = data["login"]
    draft.id = data["id"]
    draft.node_id = data["node_id"]
    draft.avatar_url = data["avatar_url"]
    draft.gravatar_id = data["gravatar_id"]
    draft.url = data["url"]
    draft.html_url = data["html_url"]
    draft.followers_url = data["followers_url"]
    draft.following_url = data["following_url"]
    draft.gists_url = data["gists_url"]
    draft.starred_url = data["starred_url"]
    draft.subscriptions_url = data["subscriptions_url"]
    draft.organizations_url = data["organizations_url"]
    draft.repos_url = data["repos_url"]
    draft.events_url = data["events_url"]
    draft.received_events_url = data["received_events_url"]
    draft.type = _USUAL_TYPE[data["type"]]
    draft.site_admin = data["site_admin"]
    draft.starred_at = data.get("starred_at")
    draft.user_view_type = _USUAL_USER_VIEW_TYPE[data.get("user_view_type")]
    draft.extra = (
        EMPTY
        if len(data)
        == 18
        + ("name" in data)
        + ("email" in data)
        + ("starred_at" in data)
        + ("user_view_type" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = SimpleUser
    model: SimpleUser = draft
    return model
