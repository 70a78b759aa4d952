# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Environment``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import instant, member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class Environment:
    """A deployment environment of a repository."""

    id: int | None = None
    """Numeric id of the environment, for ``environment_ids``."""

    node_id: str | None = None
    """GraphQL id of the environment."""

    name: str | None = None
    """Name, such as ``production``."""

    url: str | None = None
    """API URL of the environment."""

    html_url: str | None = None
    """Web page of its deployments."""

    created_at: datetime | None = None
    """When it was created; only in a review history."""

    updated_at: datetime | None = None
    """When it was last changed; only in a review history."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Environment)
_Draft: Final = writable(Environment)


def structure_environment(data: Any, memo: Memo) -> Environment:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data.get("id")
    draft.node_id = data.get("node_id")
    draft.name = data.get("name")
    draft.url = data.get("url")
    draft.html_url = data.get("html_url")
    draft.created_at = (
        None if (value := data.get("created_at")) is None else instant(value)
    )
    draft.updated_at = (
        None if (value := data.get("updated_at")) is None else instant(value)
    )
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = Environment
    model: Environment = draft
    return model
