# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``WorkflowPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .workflow import Workflow, structure_workflow


@frozen(kw_only=True)
class WorkflowPage:
    """One page of workflows."""

    total_count: int
    """Number of items on all pages."""

    workflows: tuple[Workflow, ...]
    """The workflows of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[Workflow, ...]:
        """The ``workflows`` of this page."""
        return self.workflows


_MEMBERS: Final = member_names(WorkflowPage)
_Draft: Final = writable(WorkflowPage)


def structure_workflow_page(data: Any, memo: Memo) -> WorkflowPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.workflows = tuple(
        [structure_workflow(item, memo) for item in array(data["workflows"])]
    )
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = WorkflowPage
    model: WorkflowPage = draft
    return model
