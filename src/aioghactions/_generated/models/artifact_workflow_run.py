# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``ArtifactWorkflowRun``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, mutable_twin, unknown_members
from aioghactions._json.sharing import SharedObjects, share_equal


@frozen(kw_only=True)
class ArtifactWorkflowRun:
    """The run that made an artifact, in short."""

    id: int | None = None
    """Number that identifies the run on its server."""

    repository_id: int | None = None
    """Repository in which it ran."""

    head_repository_id: int | None = None
    """Repository that its commit comes from."""

    head_branch: str | None = None
    """Branch that it ran for."""

    head_sha: str | None = None
    """Commit that it ran for."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(ArtifactWorkflowRun)
_Draft: Final = mutable_twin(ArtifactWorkflowRun)


@share_equal("ArtifactWorkflowRun")
def structure_artifact_workflow_run(
    data: Any, shared: SharedObjects
) -> ArtifactWorkflowRun:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data.get("id")
    draft.repository_id = data.get("repository_id")
    draft.head_repository_id = data.get("head_repository_id")
    draft.head_branch = data.get("head_branch")
    draft.head_sha = data.get("head_sha")
    draft.extra = (
        EMPTY if _MEMBERS.issuperset(data) else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = ArtifactWorkflowRun
    model: ArtifactWorkflowRun = draft
    return model
