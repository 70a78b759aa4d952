# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``WorkflowDispatch``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, mutable_twin, unknown_members
from aioghactions._json.sharing import SharedObjects


@frozen(kw_only=True)
class WorkflowDispatch:
    """The run that a dispatch has started."""

    workflow_run_id: int
    """Number that identifies the run on its server."""

    run_url: str
    """API address of the run."""

    html_url: str
    """Page of the run for people."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(WorkflowDispatch)
_Draft: Final = mutable_twin(WorkflowDispatch)


def structure_workflow_dispatch(data: Any, shared: SharedObjects) -> WorkflowDispatch:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.workflow_run_id = data["workflow_run_id"]
    draft.run_url = data["run_url"]
    draft.html_url = data["html_url"]
    draft.extra = EMPTY if len(data) == 3 else unknown_members(data, _MEMBERS)
    draft.__class__ = WorkflowDispatch
    model: WorkflowDispatch = draft
    return model
