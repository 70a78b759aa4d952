# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``WorkflowDispatch``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class WorkflowDispatch:
    """The run that a dispatch started."""

    workflow_run_id: int
    """Numeric id of the run, unique on its server."""

    run_url: str
    """API URL of the run."""

    html_url: str
    """Web page of the run."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(WorkflowDispatch)
_Draft: Final = writable(WorkflowDispatch)


def structure_workflow_dispatch(data: Any, memo: Memo) -> WorkflowDispatch:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.workflow_run_id = data["workflow_run_id"]
    draft.run_url = data["run_url"]
    draft.html_url = data["html_url"]
    draft.extra = EMPTY if len(data) == 3 else unknown(data, _MEMBERS)
    draft.__class__ = WorkflowDispatch
    model: WorkflowDispatch = draft
    return model
