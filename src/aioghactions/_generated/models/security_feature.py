# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SecurityFeature``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, members, unknown, writable
from aioghactions._json.sharing import Memo

from .security_feature_status import SecurityFeatureStatus


@frozen(kw_only=True)
class SecurityFeature:
    """A security feature of a repository."""

    status: SecurityFeatureStatus | None = None
    """Whether it is turned on."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SecurityFeature)
_SECURITY_FEATURE_STATUS: Final = members(SecurityFeatureStatus)
_Draft: Final = writable(SecurityFeature)


def structure_security_feature(data: Any, memo: Memo) -> SecurityFeature:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.status = (
        None
        if (value := data.get("status")) is None
        else _SECURITY_FEATURE_STATUS[value]
    )
    draft.extra = (
        EMPTY if len(data) == 0 + ("status" in data) else unknown(data, _MEMBERS)
    )
    draft.__class__ = SecurityFeature
    model: SecurityFeature = draft
    return model
