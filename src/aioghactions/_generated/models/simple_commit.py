# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SimpleCommit``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    instant,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects, share_equal

from .git_identity import GitIdentity, structure_git_identity


@frozen(kw_only=True)
class SimpleCommit:
    """A commit, without its changes."""

    id: str
    """SHA of the commit."""

    tree_id: str
    """SHA of its tree."""

    message: str
    """Commit message, all lines of it."""

    timestamp: datetime
    """When it was committed."""

    author: GitIdentity | None
    """Who wrote the change; null where the commit does not say."""

    committer: GitIdentity | None
    """Who committed it; null where the commit does not say."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SimpleCommit)
_Draft: Final = mutable_twin(SimpleCommit)


@share_equal("SimpleCommit")
def structure_simple_commit(data: Any, shared: SharedObjects) -> SimpleCommit:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.tree_id = data["tree_id"]
    draft.message = data["message"]
    draft.timestamp = instant(data["timestamp"])
    draft.author = (
        None
        if (value := data["author"]) is None
        else structure_git_identity(value, shared)
    )
    draft.committer = (
        None
        if (value := data["committer"]) is None
        else structure_git_identity(value, shared)
    )
    draft.extra = EMPTY if len(data) == 6 else unknown_members(data, _MEMBERS)
    draft.__class__ = SimpleCommit
    model: SimpleCommit = draft
    return model
