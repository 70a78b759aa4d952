# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``ArtifactWorkflowRun``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo, shared


@frozen(kw_only=True)
class ArtifactWorkflowRun:
    """The run that uploaded an artifact, in short form."""

    id: int | None = None
    """Numeric id of the run, unique on its server."""

    repository_id: int | None = None
    """Id of the repository that the run belongs to."""

    head_repository_id: int | None = None
    """Id of the repository of its commit."""

    head_branch: str | None = None
    """Branch of the run."""

    head_sha: str | None = None
    """SHA of the commit of the run."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(ArtifactWorkflowRun)
_Draft: Final = writable(ArtifactWorkflowRun)


@shared("ArtifactWorkflowRun")
def structure_artifact_workflow_run(data: Any, memo: Memo) -> ArtifactWorkflowRun:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data.get("id")
    draft.repository_id = data.get("repository_id")
    draft.head_repository_id = data.get("head_repository_id")
    draft.head_branch = data.get("head_branch")
    draft.head_sha = data.get("head_sha")
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = ArtifactWorkflowRun
    model: ArtifactWorkflowRun = draft
    return model
