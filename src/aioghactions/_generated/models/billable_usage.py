# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``BillableUsage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .runner_usage import RunnerUsage, structure_runner_usage


@frozen(kw_only=True)
class BillableUsage:
    """Billable time on GitHub-hosted runners over all attempts.

    Unused systems are missing.
    """

    UBUNTU: RunnerUsage | None = None
    """Time on Linux runners."""

    MACOS: RunnerUsage | None = None
    """Time on macOS runners."""

    WINDOWS: RunnerUsage | None = None
    """Time on Windows runners."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(BillableUsage)
_Draft: Final = writable(BillableUsage)


def structure_billable_usage(data: Any, memo: Memo) -> BillableUsage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.UBUNTU = (
        None
        if (value := data.get("UBUNTU")) is None
        else structure_runner_usage(value, memo)
    )
    draft.MACOS = (
        None
        if (value := data.get("MACOS")) is None
        else structure_runner_usage(value, memo)
    )
    draft.WINDOWS = (
        None
        if (value := data.get("WINDOWS")) is None
        else structure_runner_usage(value, memo)
    )
    draft.extra = (
        EMPTY
        if len(data) == 0 + ("UBUNTU" in data) + ("MACOS" in data) + ("WINDOWS" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = BillableUsage
    model: BillableUsage = draft
    return model
