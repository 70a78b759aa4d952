# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RepositoryLicense``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, mutable_twin, unknown_members
from aioghactions._json.sharing import SharedObjects


@frozen(kw_only=True)
class RepositoryLicense:
    """The license of a repository."""

    key: str | None = None
    """Short name, such as ``mit``."""

    name: str | None = None
    """Full name."""

    spdx_id: str | None = None
    """Identifier in the SPDX list; ``NOASSERTION`` where GitHub is not sure."""

    url: str | None = None
    """API address of the license."""

    node_id: str | None = None
    """Identifier of the license in the GraphQL API."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RepositoryLicense)
_Draft: Final = mutable_twin(RepositoryLicense)


def structure_repository_license(data: Any, shared: SharedObjects) -> RepositoryLicense:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.key = data.get("key")
    draft.name = data.get("name")
    draft.spdx_id = data.get("spdx_id")
    draft.url = data.get("url")
    draft.node_id = data.get("node_id")
    draft.extra = (
        EMPTY if _MEMBERS.issuperset(data) else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = RepositoryLicense
    model: RepositoryLicense = draft
    return model
