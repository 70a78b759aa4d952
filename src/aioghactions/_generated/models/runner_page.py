# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerPage``, and how it is made of JSON."""

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

from .runner import Runner, structure_runner


@frozen(kw_only=True)
class RunnerPage:
    """One page of runners."""

    total_count: int
    """How many there are on all pages together."""

    runners: tuple[Runner, ...]
    """The runners of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[Runner, ...]:
        """The ``runners`` of this page."""
        return self.runners


_MEMBERS: Final = member_names(RunnerPage)
_Draft: Final = mutable_twin(RunnerPage)


def structure_runner_page(data: Any, shared: SharedObjects) -> RunnerPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.runners = tuple(
        [structure_runner(item, shared) for item in as_array(data["runners"])]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown_members(data, _MEMBERS)
    draft.__class__ = RunnerPage
    model: RunnerPage = draft
    return model
