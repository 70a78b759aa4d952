# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Runner``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    array,
    member_names,
    members,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo

from .runner_label import RunnerLabel, structure_runner_label
from .runner_status import RunnerStatus


@frozen(kw_only=True)
class Runner:
    """A self-hosted runner."""

    id: int
    """Numeric id of the runner."""

    runner_group_id: int | None = None
    """Id of the group that the runner is in."""

    name: str
    """Name given at registration."""

    os: str
    """Operating system, such as ``linux``, ``macos`` or ``windows``; ``unknown``
    until the runner first connects.
    """

    status: RunnerStatus
    """Whether it is connected."""

    busy: bool
    """Whether it is running a job."""

    labels: tuple[RunnerLabel, ...] | None = None
    """Labels; a job is assigned to a runner that has all labels it requires. Since
    GitHub Enterprise Server 3.17.
    """

    ephemeral: bool | None = None
    """Whether it runs only one job and is then removed."""

    version: str | None = None
    """Version of the runner application; null until the runner first connects."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Runner)
_RUNNER_STATUS: Final = members(RunnerStatus)
_Draft: Final = writable(Runner)


def structure_runner(data: Any, memo: Memo) -> Runner:
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
        else tuple([structure_runner_label(item, memo) for item in array(value)])
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
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = Runner
    model: Runner = draft
    return model
