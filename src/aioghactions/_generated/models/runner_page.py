# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .runner import Runner, structure_runner


@frozen(kw_only=True)
class RunnerPage:
    """One page of runners."""

    total_count: int
    """Number of items on all pages."""

    runners: tuple[Runner, ...]
    """The runners of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[Runner, ...]:
        """The ``runners`` of this page."""
        return self.runners


_MEMBERS: Final = member_names(RunnerPage)
_Draft: Final = writable(RunnerPage)


def structure_runner_page(data: Any, memo: Memo) -> RunnerPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.runners = tuple(
        [structure_runner(item, memo) for item in array(data["runners"])]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = RunnerPage
    model: RunnerPage = draft
    return model
