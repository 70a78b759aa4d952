# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``TeamSimple``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, members, unknown, writable
from aioghactions._json.sharing import Memo, shared

from .team_type import TeamType


@frozen(kw_only=True)
class TeamSimple:
    """A team without its parent."""

    id: int
    """Numeric id of the team."""

    node_id: str
    """GraphQL id of the team."""

    name: str
    """Name of the team."""

    slug: str
    """Name of the team in URLs."""

    description: str | None
    """Description of the team."""

    privacy: str | None = None
    """Visibility of the team: ``closed`` for all members of the organization,
    ``secret`` for members of the team.
    """

    notification_setting: str | None = None
    """Whether mentions of the team notify its members."""

    permission: str
    """Default permission for its repositories, such as ``pull`` or ``admin``."""

    url: str
    """API URL of the team."""

    html_url: str
    """Web page of the team."""

    members_url: str
    """URL template for its members."""

    repositories_url: str
    """API URL of its repositories."""

    ldap_dn: str | None = None
    """Distinguished name of the LDAP group of the team; GitHub Enterprise Server
    only.
    """

    type: TeamType | None = None
    """Kind of account that owns the team."""

    organization_id: int | None = None
    """Id of the organization that the team belongs to."""

    enterprise_id: int | None = None
    """Id of the enterprise that the team belongs to."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(TeamSimple)
_TEAM_TYPE: Final = members(TeamType)
_Draft: Final = writable(TeamSimple)


@shared("TeamSimple")
def structure_team_simple(data: Any, memo: Memo) -> TeamSimple:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.node_id = data["node_id"]
    draft.name = data["name"]
    draft.slug = data["slug"]
    draft.description = data["description"]
    draft.privacy = data.get("privacy")
    draft.notification_setting = data.get("notification_setting")
    draft.permission = data["permission"]
    draft.url = data["url"]
    draft.html_url = data["html_url"]
    draft.members_url = data["members_url"]
    draft.repositories_url = data["repositories_url"]
    draft.ldap_dn = data.get("ldap_dn")
    draft.type = None if (value := data.get("type")) is None else _TEAM_TYPE[value]
    draft.organization_id = data.get("organization_id")
    draft.enterprise_id = data.get("enterprise_id")
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = TeamSimple
    model: TeamSimple = draft
    return model
