# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Team``, and how it is made of JSON."""

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

from .team_access_source import TeamAccessSource
from .team_permissions import TeamPermissions, structure_team_permissions
from .team_simple import TeamSimple, structure_team_simple
from .team_type import TeamType


@frozen(kw_only=True)
class Team:
    """A team of an organization or an enterprise."""

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
    """Whether mentioning the team notifies its members. Since GitHub Enterprise
    Server 3.12.
    """

    permission: str
    """What it may do with its repositories unless they say otherwise, such as
    ``pull`` or ``admin``.
    """

    permissions: TeamPermissions | None = None
    """What it may do with the repository in question."""

    url: str
    """API address of the team."""

    html_url: str
    """Page of the team for people."""

    members_url: str
    """Template for its members."""

    repositories_url: str
    """API address of its repositories."""

    type: TeamType | None = None
    """Who owns the team. Since GitHub Enterprise Server 3.17."""

    access_source: TeamAccessSource | None = None
    """How it came to its access; only where a repository is in question. Not on
    GitHub Enterprise Server.
    """

    organization_id: int | None = None
    """Organization that the team belongs to."""

    enterprise_id: int | None = None
    """Enterprise that the team belongs to."""

    parent: TeamSimple | None
    """Team that this one is nested in."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Team)
_TEAM_ACCESS_SOURCE: Final = enum_values(TeamAccessSource)
_TEAM_TYPE: Final = enum_values(TeamType)
_Draft: Final = mutable_twin(Team)


@share_equal("Team")
def structure_team(data: Any, shared: SharedObjects) -> Team:
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
    draft.permissions = (
        None
        if (value := data.get("permissions")) is None
        else structure_team_permissions(value, shared)
    )
    draft.url = data["url"]
    draft.html_url = data["html_url"]
    draft.members_url = data["members_url"]
    draft.repositories_url = data["repositories_url"]
    draft.type = None if (value := data.get("type")) is None else _TEAM_TYPE[value]
    draft.access_source = (
        None
        if (value := data.get("access_source")) is None
        else _TEAM_ACCESS_SOURCE[value]
    )
    draft.organization_id = data.get("organization_id")
    draft.enterprise_id = data.get("enterprise_id")
    draft.parent = (
        None
        if (value := data["parent"]) is None
        else structure_team_simple(value, shared)
    )
    draft.extra = (
        EMPTY if _MEMBERS.issuperset(data) else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = Team
    model: Team = draft
    return model
