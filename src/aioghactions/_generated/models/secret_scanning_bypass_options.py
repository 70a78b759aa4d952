# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SecretScanningBypassOptions``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .secret_scanning_bypass_reviewer import (
    SecretScanningBypassReviewer,
    structure_secret_scanning_bypass_reviewer,
)


@frozen(kw_only=True)
class SecretScanningBypassOptions:
    """Reviewers of bypasses of push protection."""

    reviewers: tuple[SecretScanningBypassReviewer, ...] | None = None
    """Teams and roles that review bypasses."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SecretScanningBypassOptions)
_Draft: Final = writable(SecretScanningBypassOptions)


def structure_secret_scanning_bypass_options(
    data: Any, memo: Memo
) -> SecretScanningBypassOptions:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.reviewers = (
        None
        if (value := data.get("reviewers")) is None
        else tuple(
            [
                structure_secret_scanning_bypass_reviewer(item, memo)
                for item in array(value)
            ]
        )
    )
    draft.extra = (
        EMPTY if len(data) == 0 + ("reviewers" in data) else unknown(data, _MEMBERS)
    )
    draft.__class__ = SecretScanningBypassOptions
    model: SecretScanningBypassOptions = draft
    return model
