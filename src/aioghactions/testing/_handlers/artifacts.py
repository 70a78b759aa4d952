"""Artifacts."""

from collections.abc import Sequence

from aioghactions.testing._handlers.logs import redirect
from aioghactions.testing._handlers.lookup import find_run, numbered
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask, Blob
from aioghactions.testing._handlers.response import (
    RefusalError,
    Reply,
    no_content,
    not_found,
    ok,
)
from aioghactions.testing._payloads.artifact import artifact
from aioghactions.testing._state.repository import FakeArtifact, FakeRepository


def list_for_repo(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the artifacts of a repository."""
    return _list(ask, repo, list(repo.artifacts.values()))


def list_for_run(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the artifacts of a run."""
    run = find_run(ask, repo)
    return _list(ask, repo, [x for x in repo.artifacts.values() if x.run is run])


def get(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with an artifact."""
    found = numbered(ask, "artifact_id", repo.artifacts)
    return ok(artifact(found, repo, ask.site, ask.now))


def delete(ask: Ask, repo: FakeRepository) -> Reply:
    """Remove an artifact."""
    del repo.artifacts[numbered(ask, "artifact_id", repo.artifacts).id]
    return no_content()


def download(ask: Ask, repo: FakeRepository) -> Reply:
    """Lead to the content of an artifact."""
    found = numbered(ask, "artifact_id", repo.artifacts)
    if ask.path["archive_format"] != "zip":
        raise not_found()
    if found.is_expired(ask.now):
        raise RefusalError(410, "Artifact has expired")
    kind = "application/zip" if found.is_zip else "application/octet-stream"
    name = f"{found.name}.zip" if found.is_zip else found.name
    return redirect(ask, Blob(lambda: found.content, kind, name))


def _list(ask: Ask, repo: FakeRepository, things: Sequence[FakeArtifact]) -> Reply:
    name = ask.query.get("name")
    found = sorted(
        (thing for thing in things if name is None or thing.name == name),
        key=lambda thing: (thing.created_at, thing.id),
        reverse=ask.query.get("direction") != "asc",
    )
    return page(ask, found, lambda x: artifact(x, repo, ask.site, ask.now))
