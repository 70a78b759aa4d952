"""Artifacts."""

from typing import Any

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.repository import FakeArtifact, FakeRepository, FakeRun


def artifact_payload(
    thing: FakeArtifact, repo: FakeRepository, context: Context, now: float
) -> dict[str, Any]:
    """Return an artifact; its run is null once that run was deleted."""
    url = f"{context.repo_api(repo)}/actions/artifacts/{thing.id}"
    return context.trim("Artifact", {
        "id": thing.id,
        "node_id": node_id("Artifact", thing.id),
        "name": thing.name,
        "size_in_bytes": len(thing.content),
        "url": url,
        "archive_download_url": f"{url}/zip",
        "expired": thing.is_expired(now),
        "digest": thing.digest,
        "created_at": iso(thing.created_at),
        "updated_at": iso(thing.created_at),
        "expires_at": iso(thing.expires_at),
        "workflow_run": None if thing.run is None else _origin(thing.run),
    })  # fmt: skip


def _origin(run: FakeRun) -> dict[str, Any]:
    origin: dict[str, Any] = {
        "id": run.id,
        "repository_id": run.repository.id,
        "head_sha": run.head_sha,
    }
    if run.head_repository is not None:
        origin["head_repository_id"] = run.head_repository.id
    if run.head_branch is not None:
        origin["head_branch"] = run.head_branch
    return origin
