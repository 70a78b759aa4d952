# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerLabel``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    enum_values,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects, share_equal

from .runner_label_type import RunnerLabelType


@frozen(kw_only=True)
class RunnerLabel:
    """A label of a runner."""

    id: int | None = None
    """Number that identifies the label."""

    name: str
    """Text of the label."""

    type: RunnerLabelType | None = None
    """Who put it there."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RunnerLabel)
_RUNNER_LABEL_TYPE: Final = enum_values(RunnerLabelType)
_Draft: Final = mutable_twin(RunnerLabel)


@share_equal("RunnerLabel")
def structure_runner_label(data: Any, shared: SharedObjects) -> RunnerLabel:
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
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = RunnerLabel
    model: RunnerLabel = draft
    return model
