# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Artifact``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import instant, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .artifact_workflow_run import ArtifactWorkflowRun, structure_artifact_workflow_run


@frozen(kw_only=True)
class Artifact:
    """A file or folder uploaded by a run, stored as one archive."""

    id: int
    """Numeric id of the artifact, unique on its server."""

    node_id: str
    """GraphQL id of the artifact."""

    name: str
    """Name given by the run; not unique within a repository."""

    size_in_bytes: int
    """Size of the archive in bytes."""

    url: str
    """API URL of the artifact."""

    archive_download_url: str
    """API URL that redirects to the archive."""

    expired: bool
    """Whether its content is deleted; the response to a download is then 410."""

    created_at: datetime | None
    """When it was created."""

    expires_at: datetime | None
    """When its content expires or expired."""

    updated_at: datetime | None
    """When it was last changed."""

    digest: str | None = None
    """Checksum of the archive, ``sha256:`` and hexadecimal digits; null if uploaded
    by actions/upload-artifact before version 4. Not on GitHub Enterprise Server.
    """

    workflow_run: ArtifactWorkflowRun | None = None
    """Run that uploaded it."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Artifact)
_Draft: Final = writable(Artifact)


def structure_artifact(data: Any, memo: Memo) -> Artifact:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.node_id = data["node_id"]
    draft.name = data["name"]
    draft.size_in_bytes = data["size_in_bytes"]
    draft.url = data["url"]
    draft.archive_download_url = data["archive_download_url"]
    draft.expired = data["expired"]
    draft.created_at = None if (value := data["created_at"]) is None else instant(value)
    draft.expires_at = None if (value := data["expires_at"]) is None else instant(value)
    draft.updated_at = None if (value := data["updated_at"]) is None else instant(value)
    draft.digest = data.get("digest")
    draft.workflow_run = (
        None
        if (value := data.get("workflow_run")) is None
        else structure_artifact_workflow_run(value, memo)
    )
    draft.extra = (
        EMPTY
        if len(data) == 10 + ("digest" in data) + ("workflow_run" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = Artifact
    model: Artifact = draft
    return model
