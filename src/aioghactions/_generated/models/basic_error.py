# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``BasicError``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, mutable_twin, unknown_members
from aioghactions._json.sharing import SharedObjects


@frozen(kw_only=True)
class BasicError:
    """What GitHub says when it refuses."""

    message: str | None = None
    """What is wrong, in one sentence."""

    documentation_url: str | None = None
    """Page that explains the endpoint or the refusal."""

    url: str | None = None
    """Address that the refusal is about."""

    status: str | None = None
    """HTTP status as text."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(BasicError)
_Draft: Final = mutable_twin(BasicError)


def structure_basic_error(data: Any, shared: SharedObjects) -> BasicError:
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
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = BasicError
    model: BasicError = draft
    return model
