# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``WorkflowRunUsage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .billable_usage import BillableUsage, structure_billable_usage


@frozen(kw_only=True)
class WorkflowRunUsage:
    """Billable time of a run."""

    billable: BillableUsage
    """Billable time per operating system, without multipliers and not rounded up to
    minutes.
    """

    run_duration_ms: int | None = None
    """Wall-clock time of the run in milliseconds."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(WorkflowRunUsage)
_Draft: Final = writable(WorkflowRunUsage)


def structure_workflow_run_usage(data: Any, memo: Memo) -> WorkflowRunUsage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.billable = structure_billable_usage(data["billable"], memo)
    draft.run_duration_ms = data.get("run_duration_ms")
    draft.extra = (
        EMPTY
        if len(data) == 1 + ("run_duration_ms" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = WorkflowRunUsage
    model: WorkflowRunUsage = draft
    return model
