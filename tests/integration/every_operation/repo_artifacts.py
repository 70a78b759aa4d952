"""Artifacts: list, get, delete, download."""

from io import BytesIO
from zipfile import ZipFile

from .scene import arguments, at, checks


@checks("list-artifacts-for-repo")
def list_all(scene):
    """Newest first; by name if the server can filter."""
    run = scene.repo.add_run()
    old = scene.repo.add_artifact("coverage", run=run, created_at="2025-12-01")
    new = scene.repo.add_artifact("wheels", run=run, created_at="2025-12-02")
    assert [found.id for found in (yield arguments())] == [new.id, old.id]
    if scene.has("ghes-3.17"):
        (found,) = yield arguments(name="coverage")
        assert found.id == old.id


@checks("list-workflow-run-artifacts")
def list_for_run(scene):
    """Those of one run; in either order if the server can sort."""
    run, other = scene.repo.add_run(), scene.repo.add_run()
    scene.repo.add_artifact("coverage", run=other)
    old = scene.repo.add_artifact("coverage", run=run, created_at="2025-12-01")
    new = scene.repo.add_artifact("wheels", run=run, created_at="2025-12-02")
    assert [found.id for found in (yield arguments(run.id))] == [new.id, old.id]
    if scene.has("ghes-3.17"):
        found = yield arguments(run.id, direction="asc")
        assert [artifact.id for artifact in found] == [old.id, new.id]
        (found,) = yield arguments(run.id, name="coverage", direction="desc")
        assert found.id == old.id


@checks("get-artifact")
def get(scene):
    """One artifact, with its run."""
    run = scene.repo.add_run()
    artifact = scene.repo.add_artifact("coverage", run=run, expires_at="2025-12-31")
    found = yield arguments(artifact.id)
    assert (found.id, found.name) == (artifact.id, "coverage")
    assert found.size_in_bytes == len(artifact.content)
    assert found.expired
    assert found.expires_at == at(artifact.expires_at)
    assert found.digest == (artifact.digest if scene.has("github.com") else None)
    if scene.has("ghes-3.8"):
        assert found.workflow_run.id == run.id
        assert found.workflow_run.head_sha == run.head_sha


@checks("delete-artifact")
def delete(scene):
    """The artifact no longer exists."""
    run = scene.repo.add_run()
    artifact, other = (scene.repo.add_artifact(name, run=run) for name in "ab")
    yield arguments(artifact.id)
    assert list(scene.repo.artifacts.values()) == [other]


@checks("download-artifact")
def download(scene):
    """A zip with its files, or the single file."""
    run = scene.repo.add_run()
    artifact = scene.repo.add_artifact("docs", run=run, files={"index.html": "<p>hi"})
    archive = ZipFile(BytesIO((yield arguments(artifact.id))))
    assert archive.read("index.html") == b"<p>hi"
    single = scene.repo.add_artifact("notes.txt", run=run, content=b"as it is")
    assert (yield arguments(single.id, "zip")) == b"as it is"
