# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``OrganizationSecretPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .organization_secret import OrganizationSecret, structure_organization_secret


@frozen(kw_only=True)
class OrganizationSecretPage:
    """One page of secrets."""

    total_count: int
    """Number of items on all pages."""

    secrets: tuple[OrganizationSecret, ...]
    """The secrets of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[OrganizationSecret, ...]:
        """The ``secrets`` of this page."""
        return self.secrets


_MEMBERS: Final = member_names(OrganizationSecretPage)
_Draft: Final = writable(OrganizationSecretPage)


def structure_organization_secret_page(data: Any, memo: Memo) -> OrganizationSecretPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.secrets = tuple(
        [structure_organization_secret(item, memo) for item in array(data["secrets"])]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = OrganizationSecretPage
    model: OrganizationSecretPage = draft
    return model
