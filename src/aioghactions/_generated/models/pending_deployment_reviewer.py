# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PendingDeploymentReviewer``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    member_names,
    members,
    told_by,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo

from .reviewer_type import ReviewerType
from .simple_user import SimpleUser, structure_simple_user
from .team import Team, structure_team


@frozen(kw_only=True)
class PendingDeploymentReviewer:
    """A user or a team that may approve a deployment."""

    type: ReviewerType | None = None
    """Whether ``reviewer`` is a user or a team; the reviewer itself does not show
    it.
    """

    reviewer: SimpleUser | Team | None = field(
        default=None,
        metadata={"told_by": "type", "models": {"User": SimpleUser, "Team": Team}},
    )
    """The user or the team."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PendingDeploymentReviewer)
_REVIEWER_TYPE: Final = members(ReviewerType)
_REVIEWER: Final = {"User": structure_simple_user, "Team": structure_team}
_Draft: Final = writable(PendingDeploymentReviewer)


def structure_pending_deployment_reviewer(
    data: Any, memo: Memo
) -> PendingDeploymentReviewer:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.type = None if (value := data.get("type")) is None else _REVIEWER_TYPE[value]
    draft.reviewer = told_by(data.get("type"), data.get("reviewer"), _REVIEWER, memo)
    # What no model is known for is kept as it came.
    is_known = draft.reviewer is not None or data.get("reviewer") is None
    known = _MEMBERS if is_known else _MEMBERS - {"reviewer"}
    draft.extra = EMPTY if known.issuperset(data) else unknown(data, known)
    draft.__class__ = PendingDeploymentReviewer
    model: PendingDeploymentReviewer = draft
    return model
