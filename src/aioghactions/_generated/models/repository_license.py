# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RepositoryLicense``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class RepositoryLicense:
    """The license of a repository."""

    key: str | None = None
    """Short name, such as ``mit``."""

    name: str | None = None
    """Full name."""

    spdx_id: str | None = None
    """SPDX identifier; ``NOASSERTION`` if GitHub is not certain."""

    url: str | None = None
    """API URL of the license."""

    node_id: str | None = None
    """GraphQL id of the license."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RepositoryLicense)
_Draft: Final = writable(RepositoryLicense)


def structure_repository_license(data: Any, memo: Memo) -> RepositoryLicense:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.key = data.get("key")
    draft.name = data.get("name")
    draft.spdx_id = data.get("spdx_id")
    draft.url = data.get("url")
    draft.node_id = data.get("node_id")
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = RepositoryLicense
    model: RepositoryLicense = draft
    return model
