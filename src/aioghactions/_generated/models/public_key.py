# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PublicKey``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class PublicKey:
    """Public key to seal secret values with before they are sent."""

    key_id: str
    """Id of the key, sent with each value that it sealed."""

    key: str
    """The X25519 key, 32 bytes in Base64."""

    id: int | None = None
    """Numeric id of the key; rarely present."""

    url: str | None = None
    """API URL of the key; rarely present."""

    title: str | None = None
    """Title of the key; rarely present."""

    created_at: str | None = None
    """When the key was created; rarely present."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PublicKey)
_Draft: Final = writable(PublicKey)


def structure_public_key(data: Any, memo: Memo) -> PublicKey:
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
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = PublicKey
    model: PublicKey = draft
    return model
