# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerGroupPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .runner_group import RunnerGroup, structure_runner_group


@frozen(kw_only=True)
class RunnerGroupPage:
    """One page of runner groups."""

    total_count: int
    """Number of items on all pages."""

    runner_groups: tuple[RunnerGroup, ...]
    """The runner groups of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[RunnerGroup, ...]:
        """The ``runner_groups`` of this page."""
        return self.runner_groups


_MEMBERS: Final = member_names(RunnerGroupPage)
_Draft: Final = writable(RunnerGroupPage)


def structure_runner_group_page(data: Any, memo: Memo) -> RunnerGroupPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.runner_groups = tuple(
        [structure_runner_group(item, memo) for item in array(data["runner_groups"])]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = RunnerGroupPage
    model: RunnerGroupPage = draft
    return model
