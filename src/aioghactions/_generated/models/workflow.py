# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Workflow``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    enum_values,
    instant,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .workflow_state import WorkflowState


@frozen(kw_only=True)
class Workflow:
    """A workflow file of a repository."""

    id: int
    """Number that identifies the workflow on its server."""

    node_id: str
    """Identifier of the workflow in the GraphQL API."""

    name: str
    """Name that the file states, else its path."""

    path: str
    """File in the repository, such as ``.github/workflows/ci.yml``."""

    state: WorkflowState
    """Whether it can run."""

    created_at: datetime
    """When it was first seen."""

    updated_at: datetime
    """When it last changed."""

    url: str
    """API address of the workflow."""

    html_url: str
    """The file on the web."""

    badge_url: str
    """Image that shows the latest result."""

    deleted_at: datetime | None = None
    """When its file was removed; left out while it exists."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Workflow)
_WORKFLOW_STATE: Final = enum_values(WorkflowState)
_Draft: Final = mutable_twin(Workflow)


def structure_workflow(data: Any, shared: SharedObjects) -> Workflow:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.node_id = data["node_id"]
    draft.name = data["name"]
    draft.path = data["path"]
    draft.state = _WORKFLOW_STATE[data["state"]]
    draft.created_at = instant(data["created_at"])
    draft.updated_at = instant(data["updated_at"])
    draft.url = data["url"]
    draft.html_url = data["html_url"]
    draft.badge_url = data["badge_url"]
    draft.deleted_at = (
        None if (value := data.get("deleted_at")) is None else instant(value)
    )
    draft.extra = (
        EMPTY
        if len(data) == 10 + ("deleted_at" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = Workflow
    model: Workflow = draft
    return model
