# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PublicKey``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, mutable_twin, unknown_members
from aioghactions._json.sharing import SharedObjects


@frozen(kw_only=True)
class PublicKey:
    """Key that secret values must be sealed with before they are sent."""

    key_id: str
    """Names the key; goes along with each value sealed with it."""

    key: str
    """The 32 bytes of the X25519 key, in Base64."""

    id: int | None = None
    """Number that identifies the key; seldom sent."""

    url: str | None = None
    """API address of the key; seldom sent."""

    title: str | None = None
    """Title of the key; seldom sent."""

    created_at: str | None = None
    """When the key was made; seldom sent."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PublicKey)
_Draft: Final = mutable_twin(PublicKey)


def structure_public_key(data: Any, shared: SharedObjects) -> PublicKey:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.key_id = data["key_id"]
    draft.key = data["key"]
    draft.id = data.get("id")
    draft.url = data.get("url")
    draft.title = data.get("title")
    draft.created_at = data.get("created_at")
    draft.extra = (
        EMPTY
        if len(data)
        == 2
        + ("id" in data)
        + ("url" in data)
        + ("title" in data)
        + ("created_at" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = PublicKey
    model: PublicKey = draft
    return model
