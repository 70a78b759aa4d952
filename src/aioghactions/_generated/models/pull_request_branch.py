# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PullRequestBranch``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .pull_request_repository import (
    PullRequestRepository,
    structure_pull_request_repository,
)


@frozen(kw_only=True)
class PullRequestBranch:
    """The head or the base of a pull request."""

    ref: str
    """Name of the branch."""

    sha: str
    """SHA of its latest commit."""

    repo: PullRequestRepository
    """Repository of the branch."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PullRequestBranch)
_Draft: Final = writable(PullRequestBranch)


def structure_pull_request_branch(data: Any, memo: Memo) -> PullRequestBranch:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.ref = data["ref"]
    draft.sha = data["sha"]
    draft.repo = structure_pull_request_repository(data["repo"], memo)
    draft.extra = EMPTY if len(data) == 3 else unknown(data, _MEMBERS)
    draft.__class__ = PullRequestBranch
    model: PullRequestBranch = draft
    return model
