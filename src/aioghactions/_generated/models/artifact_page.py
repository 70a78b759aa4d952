# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``ArtifactPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .artifact import Artifact, structure_artifact


@frozen(kw_only=True)
class ArtifactPage:
    """One page of artifacts."""

    total_count: int
    """Number of items on all pages."""

    artifacts: tuple[Artifact, ...]
    """The artifacts of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[Artifact, ...]:
        """The ``artifacts`` of this page."""
        return self.artifacts


_MEMBERS: Final = member_names(ArtifactPage)
_Draft: Final = writable(ArtifactPage)


def structure_artifact_page(data: Any, memo: Memo) -> ArtifactPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.artifacts = tuple(
        [structure_artifact(item, memo) for item in array(data["artifacts"])]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = ArtifactPage
    model: ArtifactPage = draft
    return model
