# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerGroupPage``, and how it is made of JSON."""

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

from .runner_group import RunnerGroup, structure_runner_group


@frozen(kw_only=True)
class RunnerGroupPage:
    """One page of runner groups."""

    total_count: int
    """How many there are on all pages together."""

    runner_groups: tuple[RunnerGroup, ...]
    """The runner groups of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[RunnerGroup, ...]:
        """The ``runner_groups`` of this page."""
        return self.runner_groups


_MEMBERS: Final = member_names(RunnerGroupPage)
_Draft: Final = mutable_twin(RunnerGroupPage)


def structure_runner_group_page(data: Any, shared: SharedObjects) -> RunnerGroupPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.runner_groups = tuple(
        [
            structure_runner_group(item, shared)
            for item in as_array(data["runner_groups"])
        ]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown_members(data, _MEMBERS)
    draft.__class__ = RunnerGroupPage
    model: RunnerGroupPage = draft
    return model
