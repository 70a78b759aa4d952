# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``ValidationErrorSimple``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class ValidationErrorSimple:
    """Body of an error response for invalid values."""

    message: str
    """Error message, in one sentence."""

    documentation_url: str
    """Documentation page of the endpoint."""

    errors: tuple[str, ...] | None = None
    """One sentence for each invalid value."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(ValidationErrorSimple)
_Draft: Final = writable(ValidationErrorSimple)


def structure_validation_error_simple(data: Any, memo: Memo) -> ValidationErrorSimple:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.message = data["message"]
    draft.documentation_url = data["documentation_url"]
    draft.errors = (
        None if (value := data.get("errors")) is None else tuple(array(value))
    )
    draft.extra = (
        EMPTY if len(data) == 2 + ("errors" in data) else unknown(data, _MEMBERS)
    )
    draft.__class__ = ValidationErrorSimple
    model: ValidationErrorSimple = draft
    return model
