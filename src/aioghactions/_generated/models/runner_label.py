# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerLabel``, and how it is made of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._generated.models.runner_label_type import RunnerLabelType
from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import completed, members, unknown, writable
from aioghactions._json.sharing import Memo, shared


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


_MEMBERS: Final = frozenset({"id", "name", "type"})
# Older servers leave these out.
_NEWER: Final = dict.fromkeys(["id", "type"])
_RUNNER_LABEL_TYPE: Final = members(RunnerLabelType)
_Draft: Final = writable(RunnerLabel)


@shared("RunnerLabel")
def structure_runner_label(data: Any, memo: Memo) -> RunnerLabel:
    """Make the model of its JSON object."""
    draft: Any = object.__new__(_Draft)
    try:
        draft.id = data["id"]
        draft.name = data["name"]
        draft.type = (
            None
            if (value := data["type"]) is None
            else _RUNNER_LABEL_TYPE.get(value) or RunnerLabelType(value)
        )
    except KeyError as missing:
        return structure_runner_label(completed(data, _NEWER, missing), memo)
    draft.extra = EMPTY if len(data) == 3 else unknown(data, _MEMBERS)
    draft.__class__ = RunnerLabel
    model: RunnerLabel = draft
    return model
