# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SecretPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    as_array,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .secret import Secret, structure_secret


@frozen(kw_only=True)
class SecretPage:
    """One page of secrets."""

    total_count: int
    """How many there are on all pages together."""

    secrets: tuple[Secret, ...]
    """The secrets of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[Secret, ...]:
        """The ``secrets`` of this page."""
        return self.secrets


_MEMBERS: Final = member_names(SecretPage)
_Draft: Final = mutable_twin(SecretPage)


def structure_secret_page(data: Any, shared: SharedObjects) -> SecretPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.secrets = tuple(
        [structure_secret(item, shared) for item in as_array(data["secrets"])]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown_members(data, _MEMBERS)
    draft.__class__ = SecretPage
    model: SecretPage = draft
    return model
