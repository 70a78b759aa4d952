# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Workflow``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    instant,
    member_names,
    members,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo

from .workflow_state import WorkflowState


@frozen(kw_only=True)
class Workflow:
    """A workflow file of a repository."""

    id: int
    """Numeric id of the workflow, unique on its server."""

    node_id: str
    """GraphQL id of the workflow."""

    name: str
    """Name from the file, else the path of the file."""

    path: str
    """Path of the file in the repository, such as ``.github/workflows/ci.yml``."""

    state: WorkflowState
    """State of the workflow."""

    created_at: datetime
    """When GitHub first detected it."""

    updated_at: datetime
    """When it last changed."""

    url: str
    """API URL of the workflow."""

    html_url: str
    """Web page of the file."""

    badge_url: str
    """URL of a badge image with the latest result."""

    deleted_at: datetime | None = None
    """When its file was deleted; missing while the file exists."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Workflow)
_WORKFLOW_STATE: Final = members(WorkflowState)
_Draft: Final = writable(Workflow)


def structure_workflow(data: Any, memo: Memo) -> Workflow:
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
        EMPTY if len(data) == 10 + ("deleted_at" in data) else unknown(data, _MEMBERS)
    )
    draft.__class__ = Workflow
    model: Workflow = draft
    return model
