# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``BasicError``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class BasicError:
    """Body of an error response."""

    message: str | None = None
    """Error message, in one sentence."""

    documentation_url: str | None = None
    """Documentation page of the endpoint or the error."""

    url: str | None = None
    """URL that the error is about."""

    status: str | None = None
    """HTTP status code, as a string."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(BasicError)
_Draft: Final = writable(BasicError)


def structure_basic_error(data: Any, memo: Memo) -> BasicError:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.message = data.get("message")
    draft.documentation_url = data.get("documentation_url")
    draft.url = data.get("url")
    draft.status = data.get("status")
    draft.extra = (
        EMPTY
        if len(data)
        == 0
        + ("message" in data)
        + ("documentation_url" in data)
        + ("url" in data)
        + ("status" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = BasicError
    model: BasicError = draft
    return model
