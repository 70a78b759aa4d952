# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PullRequestRepository``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class PullRequestRepository:
    """The head or base repository of a pull request."""

    id: int
    """Numeric id of the repository, unique on its server."""

    url: str
    """API URL of the repository."""

    name: str
    """Name without the owner."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PullRequestRepository)
_Draft: Final = writable(PullRequestRepository)


def structure_pull_request_repository(data: Any, memo: Memo) -> PullRequestRepository:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.url = data["url"]
    draft.name = data["name"]
    draft.extra = EMPTY if len(data) == 3 else unknown(data, _MEMBERS)
    draft.__class__ = PullRequestRepository
    model: PullRequestRepository = draft
    return model
