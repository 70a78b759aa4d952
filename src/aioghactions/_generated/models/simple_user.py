# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SimpleUser``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, usual, writable
from aioghactions._json.sharing import Memo, shared


@frozen(kw_only=True)
class SimpleUser:
    """A user, an organization or a bot, in short form."""

    name: str | None = None
    """Display name, if the account shows one."""

    email: str | None = None
    """Public email address, if the account shows one."""

    login: str
    """Name in URLs, such as ``octocat``. It can change; the id cannot."""

    id: int
    """Numeric id of the account, unique on its server."""

    node_id: str
    """GraphQL id of the account."""

    avatar_url: str
    """URL of the profile picture."""

    gravatar_id: str | None
    """Obsolete Gravatar id: empty or null."""

    url: str
    """API URL of the account."""

    html_url: str
    """Web page of the account."""

    followers_url: str
    """API URL of its followers."""

    following_url: str
    """URL template for the accounts that it follows."""

    gists_url: str
    """URL template for its gists."""

    starred_url: str
    """URL template for its stars."""

    subscriptions_url: str
    """API URL of the repositories that it watches."""

    organizations_url: str
    """API URL of its organizations."""

    repos_url: str
    """API URL of its repositories."""

    events_url: str
    """URL template for its events."""

    received_events_url: str
    """API URL of the events that it received."""

    type: str
    """Kind of account: ``User``, ``Organization`` or ``Bot``."""

    site_admin: bool
    """Whether it administers the server."""

    starred_at: str | None = None
    """When the star was added; only in lists of stars."""

    user_view_type: str | None = None
    """View of the account that is shown, such as ``public``."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SimpleUser)
_USUAL_TYPE: Final = usual("User", "Organization", "Bot")
_USUAL_USER_VIEW_TYPE: Final = usual("public")
_Draft: Final = writable(SimpleUser)


@shared("SimpleUser")
def structure_simple_user(data: Any, memo: Memo) -> SimpleUser:
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
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = SimpleUser
    model: SimpleUser = draft
    return model
