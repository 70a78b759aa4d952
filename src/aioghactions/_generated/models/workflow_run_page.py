# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``WorkflowRunPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .workflow_run import WorkflowRun, structure_workflow_run


@frozen(kw_only=True)
class WorkflowRunPage:
    """One page of workflow runs."""

    total_count: int
    """Number of items on all pages."""

    workflow_runs: tuple[WorkflowRun, ...]
    """The workflow runs of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[WorkflowRun, ...]:
        """The ``workflow_runs`` of this page."""
        return self.workflow_runs


_MEMBERS: Final = member_names(WorkflowRunPage)
_Draft: Final = writable(WorkflowRunPage)


def structure_workflow_run_page(data: Any, memo: Memo) -> WorkflowRunPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.workflow_runs = tuple(
        [structure_workflow_run(item, memo) for item in array(data["workflow_runs"])]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = WorkflowRunPage
    model: WorkflowRunPage = draft
    return model
