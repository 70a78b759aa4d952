# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerLabel``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, members, unknown, writable
from aioghactions._json.sharing import Memo, shared

from .runner_label_type import RunnerLabelType


@frozen(kw_only=True)
class RunnerLabel:
    """A label of a runner."""

    id: int | None = None
    """Numeric id of the label."""

    name: str
    """Text of the label."""

    type: RunnerLabelType | None = None
    """Origin of the label."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RunnerLabel)
_RUNNER_LABEL_TYPE: Final = members(RunnerLabelType)
_Draft: Final = writable(RunnerLabel)


@shared("RunnerLabel")
def structure_runner_label(data: Any, memo: Memo) -> RunnerLabel:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data.get("id")
    draft.name = data["name"]
    draft.type = (
        None if (value := data.get("type")) is None else _RUNNER_LABEL_TYPE[value]
    )
    draft.extra = (
        EMPTY
        if len(data) == 1 + ("id" in data) + ("type" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = RunnerLabel
    model: RunnerLabel = draft
    return model
