# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``MinimalRepositoryPage``, and how it is made of JSON."""

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

from .minimal_repository import MinimalRepository, structure_minimal_repository


@frozen(kw_only=True)
class MinimalRepositoryPage:
    """One page of repositories."""

    total_count: int
    """How many there are on all pages together."""

    repositories: tuple[MinimalRepository, ...]
    """The repositories of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[MinimalRepository, ...]:
        """The ``repositories`` of this page."""
        return self.repositories


_MEMBERS: Final = member_names(MinimalRepositoryPage)
_Draft: Final = mutable_twin(MinimalRepositoryPage)


def structure_minimal_repository_page(
    data: Any, shared: SharedObjects
) -> MinimalRepositoryPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.repositories = tuple(
        [
            structure_minimal_repository(item, shared)
            for item in as_array(data["repositories"])
        ]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown_members(data, _MEMBERS)
    draft.__class__ = MinimalRepositoryPage
    model: MinimalRepositoryPage = draft
    return model
