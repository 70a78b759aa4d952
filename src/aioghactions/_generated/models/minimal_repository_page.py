# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``MinimalRepositoryPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .minimal_repository import MinimalRepository, structure_minimal_repository


@frozen(kw_only=True)
class MinimalRepositoryPage:
    """One page of repositories."""

    total_count: int
    """Number of items on all pages."""

    repositories: tuple[MinimalRepository, ...]
    """The repositories of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[MinimalRepository, ...]:
        """The ``repositories`` of this page."""
        return self.repositories


_MEMBERS: Final = member_names(MinimalRepositoryPage)
_Draft: Final = writable(MinimalRepositoryPage)


def structure_minimal_repository_page(data: Any, memo: Memo) -> MinimalRepositoryPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.repositories = tuple(
        [
            structure_minimal_repository(item, memo)
            for item in array(data["repositories"])
        ]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = MinimalRepositoryPage
    model: MinimalRepositoryPage = draft
    return model
