# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``TeamPermissions``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, mutable_twin, unknown_members
from aioghactions._json.sharing import SharedObjects


@frozen(kw_only=True)
class TeamPermissions:
    """What a team may do with a repository."""

    pull: bool
    """Read and clone."""

    triage: bool
    """Also sort issues and pull requests."""

    push: bool
    """Also write."""

    maintain: bool
    """Also manage, short of what is sensitive or destructive."""

    admin: bool
    """Everything."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(TeamPermissions)
_Draft: Final = mutable_twin(TeamPermissions)


def structure_team_permissions(data: Any, shared: SharedObjects) -> TeamPermissions:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.pull = data["pull"]
    draft.triage = data["triage"]
    draft.push = data["push"]
    draft.maintain = data["maintain"]
    draft.admin = data["admin"]
    draft.extra = EMPTY if len(data) == 5 else unknown_members(data, _MEMBERS)
    draft.__class__ = TeamPermissions
    model: TeamPermissions = draft
    return model
