# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PullRequestMinimal``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, mutable_twin, unknown_members
from aioghactions._json.sharing import SharedObjects

from .pull_request_branch import PullRequestBranch, structure_pull_request_branch


@frozen(kw_only=True)
class PullRequestMinimal:
    """A pull request, reduced to what tells it apart."""

    id: int
    """Number that identifies the pull request on its server."""

    number: int
    """Number within its repository, as in ``#1347``."""

    url: str
    """API address of the pull request."""

    head: PullRequestBranch
    """Where the changes come from."""

    base: PullRequestBranch
    """Where the changes are to go."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PullRequestMinimal)
_Draft: Final = mutable_twin(PullRequestMinimal)


def structure_pull_request_minimal(
    data: Any, shared: SharedObjects
) -> PullRequestMinimal:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.number = data["number"]
    draft.url = data["url"]
    draft.head = structure_pull_request_branch(data["head"], shared)
    draft.base = structure_pull_request_branch(data["base"], shared)
    draft.extra = EMPTY if len(data) == 5 else unknown_members(data, _MEMBERS)
    draft.__class__ = PullRequestMinimal
    model: PullRequestMinimal = draft
    return model
