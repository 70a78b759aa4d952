# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Secret``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import instant, member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class Secret:
    """A secret of a repository, without its value, which no endpoint returns."""

    name: str
    """Name used in workflows, in upper case."""

    created_at: datetime
    """When it was created."""

    updated_at: datetime
    """When its value was last set."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Secret)
_Draft: Final = writable(Secret)


def structure_secret(data: Any, memo: Memo) -> Secret:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.name = data["name"]
    draft.created_at = instant(data["created_at"])
    draft.updated_at = instant(data["updated_at"])
    draft.extra = EMPTY if len(data) == 3 else unknown(data, _MEMBERS)
    draft.__class__ = Secret
    model: Secret = draft
    return model
