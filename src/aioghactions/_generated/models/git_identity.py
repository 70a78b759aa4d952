# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``GitIdentity``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class GitIdentity:
    """Author or committer named in a commit.

    Git does not verify either value.
    """

    name: str
    """Name as written in the commit."""

    email: str
    """Email address as written in the commit; its format is not validated."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(GitIdentity)
_Draft: Final = writable(GitIdentity)


def structure_git_identity(data: Any, memo: Memo) -> GitIdentity:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.name = data["name"]
    draft.email = data["email"]
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = GitIdentity
    model: GitIdentity = draft
    return model
