# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``ReferencedWorkflow``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class ReferencedWorkflow:
    """A reusable workflow called by a run."""

    path: str
    """Repository, file and version as written by the caller:
    ``owner/repo/.github/workflows/file.yml@ref``.
    """

    sha: str
    """Commit that the version resolved to."""

    ref: str | None = None
    """Full git ref in the call, such as ``refs/tags/v2``; missing if the call names
    a commit.
    """

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(ReferencedWorkflow)
_Draft: Final = writable(ReferencedWorkflow)


def structure_referenced_workflow(data: Any, memo: Memo) -> ReferencedWorkflow:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.path = data["path"]
    draft.sha = data["sha"]
    draft.ref = data.get("ref")
    draft.extra = EMPTY if len(data) == 2 + ("ref" in data) else unknown(data, _MEMBERS)
    draft.__class__ = ReferencedWorkflow
    model: ReferencedWorkflow = draft
    return model
