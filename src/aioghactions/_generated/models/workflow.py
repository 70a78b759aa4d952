# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Workflow``, and how it is made of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._generated.models.workflow_state import WorkflowState
from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import members, unknown, writable
from aioghactions._json.sharing import Memo


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


_MEMBERS: Final = frozenset(
    {
        "id",
        "node_id",
        "name",
        "path",
        "state",
        "created_at",
        "updated_at",
        "url",
        "html_url",
        "badge_url",
        "deleted_at",
    }
)
_WORKFLOW_STATE: Final = members(WorkflowState)
_Draft: Final = writable(Workflow)


def structure_workflow(data: Any, memo: Memo) -> Workflow:
    """Make the model of its JSON object."""
    draft: Any = object.__new__(_Draft)
    draft.id = data["id"]
    draft.node_id = data["node_id"]
    draft.name = data["name"]
    draft.path = data["path"]
    draft.state = _WORKFLOW_STATE.get(value := data["state"]) or WorkflowState(value)
    draft.created_at = datetime.fromisoformat(data["created_at"])
    draft.updated_at = datetime.fromisoformat(data["updated_at"])
    draft.url = data["url"]
    draft.html_url = data["html_url"]
    draft.badge_url = data["badge_url"]
    get = data.get
    draft.deleted_at = (
        None if (value := get("deleted_at")) is None else datetime.fromisoformat(value)
    )
    draft.extra = (
        EMPTY if len(data) == 10 or data.keys() <= _MEMBERS else unknown(data, _MEMBERS)
    )
    draft.__class__ = Workflow
    model: Workflow = draft
    return model
