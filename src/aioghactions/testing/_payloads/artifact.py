"""Artifacts."""

from typing import Any

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.repository import FakeArtifact, FakeRepository, FakeRun


def artifact_payload(
    artifact: FakeArtifact, repo: FakeRepository, context: Context, now: float
) -> dict[str, Any]:
    """Return the payload of an artifact; the run is null if it was deleted."""
    url = f"{context.repo_api(repo)}/actions/artifacts/{artifact.id}"
    return context.edition.trim("Artifact", {
        "id": artifact.id,
        "node_id": node_id("Artifact", artifact.id),
        "name": artifact.name,
        "size_in_bytes": len(artifact.content),
        "url": url,
        "archive_download_url": f"{url}/zip",
        "expired": artifact.is_expired(now),
        "digest": artifact.digest,
        "created_at": iso(artifact.created_at),
        "updated_at": iso(artifact.created_at),
        "expires_at": iso(artifact.expires_at),
        "workflow_run": None if artifact.run is None else _run(artifact.run),
    })  # fmt: skip


def _run(run: FakeRun) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "id": run.id,
        "repository_id": run.repository.id,
        "head_sha": run.head_sha,
    }
    if run.head_repository is not None:
        payload["head_repository_id"] = run.head_repository.id
    if run.head_branch is not None:
        payload["head_branch"] = run.head_branch
    return payload
