"""Artifacts."""

from collections.abc import Iterable

from aioghactions.testing._handlers.logs import redirect
from aioghactions.testing._handlers.lookup import find_by_id, find_run
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Blob, Request
from aioghactions.testing._handlers.response import (
    HTTPError,
    Response,
    no_content,
    not_found,
    ok,
)
from aioghactions.testing._payloads.artifact import artifact_payload
from aioghactions.testing._state.repository import FakeArtifact, FakeRepository


def list_for_repo(request: Request, repo: FakeRepository) -> Response:
    """List the artifacts of a repository."""
    return _list(request, repo, repo.artifacts.values())


def list_for_run(request: Request, repo: FakeRepository) -> Response:
    """List the artifacts of a run."""
    run = find_run(request, repo)
    return _list(request, repo, (x for x in repo.artifacts.values() if x.run is run))


def get(request: Request, repo: FakeRepository) -> Response:
    """Return an artifact."""
    artifact = _find(request, repo)
    return ok(artifact_payload(artifact, repo, request.context, request.now))


def delete(request: Request, repo: FakeRepository) -> Response:
    """Delete an artifact."""
    del repo.artifacts[_find(request, repo).id]
    return no_content()


def download(request: Request, repo: FakeRepository) -> Response:
    """Redirect to the content of an artifact."""
    artifact = _find(request, repo)
    if request.path["archive_format"] != "zip":
        raise not_found()
    if artifact.is_expired(request.now):
        raise HTTPError(410, "Artifact has expired")
    media_type = "application/zip" if artifact.is_zip else "application/octet-stream"
    name = f"{artifact.name}.zip" if artifact.is_zip else artifact.name
    return redirect(request, Blob(lambda: artifact.content, media_type, name))


def _find(request: Request, repo: FakeRepository) -> FakeArtifact:
    return find_by_id(request, "artifact_id", repo.artifacts)


def _list(
    request: Request, repo: FakeRepository, artifacts: Iterable[FakeArtifact]
) -> Response:
    name, context, now = request.query.get("name"), request.context, request.now
    found = sorted(
        (artifact for artifact in artifacts if name is None or artifact.name == name),
        key=lambda artifact: (artifact.created_at, artifact.id),
        reverse=request.query.get("direction") != "asc",
    )
    return page(request, found, lambda x: artifact_payload(x, repo, context, now))
