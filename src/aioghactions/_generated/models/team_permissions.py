# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``TeamPermissions``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class TeamPermissions:
    """Permissions of a team for a repository."""

    pull: bool
    """Read and clone."""

    triage: bool
    """Also manage issues and pull requests."""

    push: bool
    """Also write."""

    maintain: bool
    """Also manage the repository, except for sensitive or destructive actions."""

    admin: bool
    """Full access."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(TeamPermissions)
_Draft: Final = writable(TeamPermissions)


def structure_team_permissions(data: Any, memo: Memo) -> TeamPermissions:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.pull = data["pull"]
    draft.triage = data["triage"]
    draft.push = data["push"]
    draft.maintain = data["maintain"]
    draft.admin = data["admin"]
    draft.extra = EMPTY if len(data) == 5 else unknown(data, _MEMBERS)
    draft.__class__ = TeamPermissions
    model: TeamPermissions = draft
    return model
