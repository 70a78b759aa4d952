# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``TeamSimple``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    enum_values,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects, share_equal

from .team_type import TeamType


@frozen(kw_only=True)
class TeamSimple:
    """A team, without its own parent."""

    id: int
    """Number that identifies the team."""

    node_id: str
    """Identifier of the team in the GraphQL API."""

    name: str
    """Name of the team."""

    slug: str
    """Name of the team in addresses."""

    description: str | None
    """What the team says about itself."""

    privacy: str | None = None
    """Who sees the team: ``closed`` for all members of the organization, ``secret``
    for its own.
    """

    notification_setting: str | None = None
    """Whether mentioning the team notifies its members."""

    permission: str
    """What it may do with its repositories unless they say otherwise, such as
    ``pull`` or ``admin``.
    """

    url: str
    """API address of the team."""

    html_url: str
    """Page of the team for people."""

    members_url: str
    """Template for its members."""

    repositories_url: str
    """API address of its repositories."""

    ldap_dn: str | None = None
    """Distinguished name of the LDAP group that feeds the team; GitHub Enterprise
    Server only.
    """

    type: TeamType | None = None
    """Who owns the team."""

    organization_id: int | None = None
    """Organization that the team belongs to."""

    enterprise_id: int | None = None
    """Enterprise that the team belongs to."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(TeamSimple)
_TEAM_TYPE: Final = enum_values(TeamType)
_Draft: Final = mutable_twin(TeamSimple)


@share_equal("TeamSimple")
def structure_team_simple(data: Any, shared: SharedObjects) -> TeamSimple:
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
    draft.extra = (
        EMPTY if _MEMBERS.issuperset(data) else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = TeamSimple
    model: TeamSimple = draft
    return model
