# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RepositoryPermissions``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class RepositoryPermissions:
    """Permissions of the authenticated user for a repository."""

    admin: bool | None = None
    """Full access."""

    maintain: bool | None = None
    """Manage the repository, except for sensitive or destructive actions."""

    push: bool | None = None
    """Write."""

    triage: bool | None = None
    """Manage issues and pull requests."""

    pull: bool | None = None
    """Read and clone."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RepositoryPermissions)
_Draft: Final = writable(RepositoryPermissions)


def structure_repository_permissions(data: Any, memo: Memo) -> RepositoryPermissions:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.admin = data.get("admin")
    draft.maintain = data.get("maintain")
    draft.push = data.get("push")
    draft.triage = data.get("triage")
    draft.pull = data.get("pull")
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = RepositoryPermissions
    model: RepositoryPermissions = draft
    return model
