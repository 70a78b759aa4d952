# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SecretScanningBypassReviewer``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, members, unknown, writable
from aioghactions._json.sharing import Memo

from .bypass_mode import BypassMode
from .bypass_reviewer_type import BypassReviewerType


@frozen(kw_only=True)
class SecretScanningBypassReviewer:
    """A team or a role that reviews bypasses of push protection."""

    reviewer_id: int
    """Numeric id of the team or role."""

    reviewer_type: BypassReviewerType
    """Whether the reviewer is a team or a role."""

    mode: BypassMode | None = None
    """Whether its bypasses need a review."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SecretScanningBypassReviewer)
_BYPASS_MODE: Final = members(BypassMode)
_BYPASS_REVIEWER_TYPE: Final = members(BypassReviewerType)
_Draft: Final = writable(SecretScanningBypassReviewer)


def structure_secret_scanning_bypass_reviewer(
    data: Any, memo: Memo
) -> SecretScanningBypassReviewer:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.reviewer_id = data["reviewer_id"]
    draft.reviewer_type = _BYPASS_REVIEWER_TYPE[data["reviewer_type"]]
    draft.mode = None if (value := data.get("mode")) is None else _BYPASS_MODE[value]
    draft.extra = (
        EMPTY if len(data) == 2 + ("mode" in data) else unknown(data, _MEMBERS)
    )
    draft.__class__ = SecretScanningBypassReviewer
    model: SecretScanningBypassReviewer = draft
    return model
