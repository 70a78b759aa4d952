"""Artifacts: list, show, remove, download."""

from io import BytesIO
from zipfile import ZipFile

from .scene import at, given, shows


@shows("list-artifacts-for-repo")
def list_all(scene):
    """The newest first; by name where the server knows how."""
    run = scene.repo.add_run()
    old = scene.repo.add_artifact("coverage", run=run, created_at="2025-12-01")
    new = scene.repo.add_artifact("wheels", run=run, created_at="2025-12-02")
    assert [found.id for found in (yield given())] == [new.id, old.id]
    if scene.has("ghes-3.17"):
        (found,) = yield given(name="coverage")
        assert found.id == old.id


@shows("list-workflow-run-artifacts")
def list_for_run(scene):
    """Those of one run, in either order where the server knows how."""
    run, other = scene.repo.add_run(), scene.repo.add_run()
    scene.repo.add_artifact("coverage", run=other)
    old = scene.repo.add_artifact("coverage", run=run, created_at="2025-12-01")
    new = scene.repo.add_artifact("wheels", run=run, created_at="2025-12-02")
    assert [found.id for found in (yield given(run.id))] == [new.id, old.id]
    if scene.has("ghes-3.17"):
        found = yield given(run.id, direction="asc")
        assert [artifact.id for artifact in found] == [old.id, new.id]
        (found,) = yield given(run.id, name="coverage", direction="desc")
        assert found.id == old.id


@shows("get-artifact")
def get(scene):
    """One artifact, with the run that left it."""
    run = scene.repo.add_run()
    artifact = scene.repo.add_artifact("coverage", run=run, expires_at="2025-12-31")
    found = yield given(artifact.id)
    assert (found.id, found.name) == (artifact.id, "coverage")
    assert found.size_in_bytes == len(artifact.content)
    assert found.expired
    assert found.expires_at == at(artifact.expires_at)
    assert found.digest == (artifact.digest if scene.has("github.com") else None)
    if scene.has("ghes-3.8"):
        assert found.workflow_run.id == run.id
        assert found.workflow_run.head_sha == run.head_sha


@shows("delete-artifact")
def delete(scene):
    """It is gone."""
    run = scene.repo.add_run()
    artifact, other = (scene.repo.add_artifact(name, run=run) for name in "ab")
    yield given(artifact.id)
    assert list(scene.repo.artifacts.values()) == [other]


@shows("download-artifact")
def download(scene):
    """A zip with its files, or the one file that it is."""
    run = scene.repo.add_run()
    artifact = scene.repo.add_artifact("docs", run=run, files={"index.html": "<p>hi"})
    archive = ZipFile(BytesIO((yield given(artifact.id))))
    assert archive.read("index.html") == b"<p>hi"
    single = scene.repo.add_artifact("notes.txt", run=run, content=b"as it is")
    assert (yield given(single.id, "zip")) == b"as it is"
