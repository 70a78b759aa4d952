# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SecurityFeature``, and how it is made of JSON."""

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

from .security_feature_status import SecurityFeatureStatus


@frozen(kw_only=True)
class SecurityFeature:
    """A security feature of a repository."""

    status: SecurityFeatureStatus | None = None
    """Whether it is on."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SecurityFeature)
_SECURITY_FEATURE_STATUS: Final = enum_values(SecurityFeatureStatus)
_Draft: Final = mutable_twin(SecurityFeature)


def structure_security_feature(data: Any, shared: SharedObjects) -> SecurityFeature:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.status = (
        None
        if (value := data.get("status")) is None
        else _SECURITY_FEATURE_STATUS[value]
    )
    draft.extra = (
        EMPTY
        if len(data) == 0 + ("status" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = SecurityFeature
    model: SecurityFeature = draft
    return model
