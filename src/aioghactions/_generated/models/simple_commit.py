# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SimpleCommit``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import instant, member_names, unknown, writable
from aioghactions._json.sharing import Memo, shared

from .git_identity import GitIdentity, structure_git_identity


@frozen(kw_only=True)
class SimpleCommit:
    """A commit without its diff."""

    id: str
    """SHA of the commit."""

    tree_id: str
    """SHA of the tree."""

    message: str
    """Full commit message."""

    timestamp: datetime
    """When it was committed."""

    author: GitIdentity | None
    """Author of the change; null if the commit does not name one."""

    committer: GitIdentity | None
    """Committer; null if the commit does not name one."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SimpleCommit)
_Draft: Final = writable(SimpleCommit)


@shared("SimpleCommit")
def structure_simple_commit(data: Any, memo: Memo) -> SimpleCommit:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.tree_id = data["tree_id"]
    draft.message = data["message"]
    draft.timestamp = instant(data["timestamp"])
    draft.author = (
        None
        if (value := data["author"]) is None
        else structure_git_identity(value, memo)
    )
    draft.committer = (
        None
        if (value := data["committer"]) is None
        else structure_git_identity(value, memo)
    )
    draft.extra = EMPTY if len(data) == 6 else unknown(data, _MEMBERS)
    draft.__class__ = SimpleCommit
    model: SimpleCommit = draft
    return model
