# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``OrganizationSecret``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    instant,
    member_names,
    members,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo

from .visibility import Visibility


@frozen(kw_only=True)
class OrganizationSecret:
    """A secret of an organization, without its value, which no endpoint returns."""

    name: str
    """Name used in workflows, in upper case."""

    created_at: datetime
    """When it was created."""

    updated_at: datetime
    """When its value was last set."""

    visibility: Visibility
    """Repositories that have access."""

    selected_repositories_url: str | None = None
    """API URL of its list of repositories; only with visibility ``selected``."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(OrganizationSecret)
_VISIBILITY: Final = members(Visibility)
_Draft: Final = writable(OrganizationSecret)


def structure_organization_secret(data: Any, memo: Memo) -> OrganizationSecret:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.name = data["name"]
    draft.created_at = instant(data["created_at"])
    draft.updated_at = instant(data["updated_at"])
    draft.visibility = _VISIBILITY[data["visibility"]]
    draft.selected_repositories_url = data.get("selected_repositories_url")
    draft.extra = (
        EMPTY
        if len(data) == 4 + ("selected_repositories_url" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = OrganizationSecret
    model: OrganizationSecret = draft
    return model
