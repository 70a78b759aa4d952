# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Runner``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    as_array,
    enum_values,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .runner_label import RunnerLabel, structure_runner_label
from .runner_status import RunnerStatus


@frozen(kw_only=True)
class Runner:
    """A self-hosted runner."""

    id: int
    """Number that identifies the runner."""

    runner_group_id: int | None = None
    """Group that the runner is in."""

    name: str
    """Name that it was registered by."""

    os: str
    """Operating system, such as ``linux``, ``macos`` or ``windows``; ``unknown``
    before it first connects.
    """

    status: RunnerStatus
    """Whether it is connected."""

    busy: bool
    """Whether it is running a job."""

    labels: tuple[RunnerLabel, ...] | None = None
    """Its labels; a job goes to a runner that has all it asks for. Since GitHub
    Enterprise Server 3.17.
    """

    ephemeral: bool | None = None
    """Whether it takes one job only and is then removed."""

    version: str | None = None
    """Version of the runner application; null before it first connects."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Runner)
_RUNNER_STATUS: Final = enum_values(RunnerStatus)
_Draft: Final = mutable_twin(Runner)


def structure_runner(data: Any, shared: SharedObjects) -> Runner:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.runner_group_id = data.get("runner_group_id")
    draft.name = data["name"]
    draft.os = data["os"]
    draft.status = _RUNNER_STATUS[data["status"]]
    draft.busy = data["busy"]
    draft.labels = (
        None
        if (value := data.get("labels")) is None
        else tuple([structure_runner_label(item, shared) for item in as_array(value)])
    )
    draft.ephemeral = data.get("ephemeral")
    draft.version = data.get("version")
    draft.extra = (
        EMPTY
        if len(data)
        == 5
        + ("runner_group_id" in data)
        + ("labels" in data)
        + ("ephemeral" in data)
        + ("version" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = Runner
    model: Runner = draft
    return model
