# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PullRequestMinimal``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .pull_request_branch import PullRequestBranch, structure_pull_request_branch


@frozen(kw_only=True)
class PullRequestMinimal:
    """A pull request, reduced to its identifiers and branches."""

    id: int
    """Numeric id of the pull request, unique on its server."""

    number: int
    """Number within its repository, as in ``#1347``."""

    url: str
    """API URL of the pull request."""

    head: PullRequestBranch
    """Branch with the changes."""

    base: PullRequestBranch
    """Branch to merge the changes into."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PullRequestMinimal)
_Draft: Final = writable(PullRequestMinimal)


def structure_pull_request_minimal(data: Any, memo: Memo) -> PullRequestMinimal:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.number = data["number"]
    draft.url = data["url"]
    draft.head = structure_pull_request_branch(data["head"], memo)
    draft.base = structure_pull_request_branch(data["base"], memo)
    draft.extra = EMPTY if len(data) == 5 else unknown(data, _MEMBERS)
    draft.__class__ = PullRequestMinimal
    model: PullRequestMinimal = draft
    return model
