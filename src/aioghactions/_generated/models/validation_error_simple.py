# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``ValidationErrorSimple``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    as_array,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects


@frozen(kw_only=True)
class ValidationErrorSimple:
    """What GitHub says when it refuses the values of a request."""

    message: str
    """What is wrong, in one sentence."""

    documentation_url: str
    """Page that explains the endpoint."""

    errors: tuple[str, ...] | None = None
    """One sentence for each value that is wrong."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(ValidationErrorSimple)
_Draft: Final = mutable_twin(ValidationErrorSimple)


def structure_validation_error_simple(
    data: Any, shared: SharedObjects
) -> ValidationErrorSimple:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.message = data["message"]
    draft.documentation_url = data["documentation_url"]
    draft.errors = (
        None if (value := data.get("errors")) is None else tuple(as_array(value))
    )
    draft.extra = (
        EMPTY
        if len(data) == 2 + ("errors" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = ValidationErrorSimple
    model: ValidationErrorSimple = draft
    return model
