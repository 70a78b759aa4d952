# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerGroup``, and how it is made of JSON."""

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

from .visibility import Visibility


@frozen(kw_only=True)
class RunnerGroup:
    """A group of self-hosted runners with rules for access to it."""

    id: int
    """Numeric id of the group."""

    name: str
    """Name of the group."""

    visibility: Visibility
    """Repositories that have access."""

    default: bool
    """Whether it is the default group, for new runners and for runners removed from
    other groups.
    """

    selected_repositories_url: str | None = None
    """API URL of its list of repositories; only with visibility ``selected``."""

    runners_url: str
    """API URL of its runners."""

    hosted_runners_url: str | None = None
    """API URL of its GitHub-hosted runners. Not on GitHub Enterprise Server."""

    network_configuration_id: str | None = None
    """Id of the private network that its hosted runners are attached to. Not on
    GitHub Enterprise Server.
    """

    inherited: bool
    """Whether the enterprise owns the group and shares it with the organization."""

    inherited_allows_public_repositories: bool | None = None
    """Whether the enterprise allows public repositories to use an inherited group."""

    allows_public_repositories: bool
    """Whether public repositories may use it."""

    workflow_restrictions_read_only: bool | None = None
    """Whether ``restricted_to_workflows`` and ``selected_workflows`` are set at a
    higher level and cannot be changed here.
    """

    restricted_to_workflows: bool | None = None
    """Whether only ``selected_workflows`` may use it."""

    selected_workflows: tuple[str, ...] | None = None
    """Workflows that may use it, each with a version:
    ``owner/repo/.github/workflows/file.yml@ref``. Applies only with
    ``restricted_to_workflows``.
    """

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RunnerGroup)
_VISIBILITY: Final = members(Visibility)
_Draft: Final = writable(RunnerGroup)


def structure_runner_group(data: Any, memo: Memo) -> RunnerGroup:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.name = data["name"]
    draft.visibility = _VISIBILITY[data["visibility"]]
    draft.default = data["default"]
    draft.selected_repositories_url = data.get("selected_repositories_url")
    draft.runners_url = data["runners_url"]
    draft.hosted_runners_url = data.get("hosted_runners_url")
    draft.network_configuration_id = data.get("network_configuration_id")
    draft.inherited = data["inherited"]
    draft.inherited_allows_public_repositories = data.get(
        "inherited_allows_public_repositories"
    )
    draft.allows_public_repositories = data["allows_public_repositories"]
    draft.workflow_restrictions_read_only = data.get("workflow_restrictions_read_only")
    draft.restricted_to_workflows = data.get("restricted_to_workflows")
    draft.selected_workflows = (
        None
        if (value := data.get("selected_workflows")) is None
        else tuple(array(value))
    )
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = RunnerGroup
    model: RunnerGroup = draft
    return model
