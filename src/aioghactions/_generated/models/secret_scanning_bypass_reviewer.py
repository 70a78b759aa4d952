# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SecretScanningBypassReviewer``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    enum_values,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .bypass_mode import BypassMode
from .bypass_reviewer_type import BypassReviewerType


@frozen(kw_only=True)
class SecretScanningBypassReviewer:
    """A team or a role that reviews bypasses of push protection."""

    reviewer_id: int
    """Number that identifies the team or role."""

    reviewer_type: BypassReviewerType
    """Which of the two it is."""

    mode: BypassMode | None = None
    """Whether it is asked."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SecretScanningBypassReviewer)
_BYPASS_MODE: Final = enum_values(BypassMode)
_BYPASS_REVIEWER_TYPE: Final = enum_values(BypassReviewerType)
_Draft: Final = mutable_twin(SecretScanningBypassReviewer)


def structure_secret_scanning_bypass_reviewer(
    data: Any, shared: SharedObjects
) -> SecretScanningBypassReviewer:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.reviewer_id = data["reviewer_id"]
    draft.reviewer_type = _BYPASS_REVIEWER_TYPE[data["reviewer_type"]]
    draft.mode = None if (value := data.get("mode")) is None else _BYPASS_MODE[value]
    draft.extra = (
        EMPTY if len(data) == 2 + ("mode" in data) else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = SecretScanningBypassReviewer
    model: SecretScanningBypassReviewer = draft
    return model
