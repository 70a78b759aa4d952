"""Check runs and annotations."""

from aioghactions.testing import FakeAnnotation, FakeCheckRun

from .scene import arguments, at, checks


def add(scene, name="coverage", **values):
    """Return a completed check run of an App."""
    ids, now = scene.repo.world.ids, scene.github.world.now()
    check = FakeCheckRun(
        id=ids.next("Job"),
        name=name,
        head_sha="a" * 40,
        check_suite_id=5,
        app_id=1,
        status="completed",
        conclusion="success",
        started_at=now,
        completed_at=now,
        **values,
    )
    scene.repo.check_runs[check.id] = check
    return check


@checks("create-check-run")
def create(scene):
    """It is queued; with a conclusion it is completed."""
    found = yield arguments(name="coverage", head_sha="a" * 40)
    assert (found.name, found.status, found.conclusion) == ("coverage", "queued", None)
    suite = found.check_suite.id
    annotation = {
        "path": "README.md",
        "start_line": 1,
        "end_line": 2,
        "annotation_level": "warning",
        "message": "Not covered",
    }
    found = yield arguments(
        name="coverage",
        head_sha="a" * 40,
        conclusion="failure",
        started_at="2024-05-01T12:00:00Z",
        output={"title": "Coverage", "summary": "79 %", "annotations": [annotation]},
    )
    assert (found.status, found.conclusion) == ("completed", "failure")
    assert (found.output.title, found.output.annotations_count) == ("Coverage", 1)
    assert found.check_suite.id == suite
    (made,) = scene.repo.check_runs[found.id].annotations
    assert (made.path, made.level, made.end_line) == ("README.md", "warning", 2)


@checks("get-check-run")
def get(scene):
    """Of an App, and that of a job, which has the id of the job."""
    check = add(scene, external_id="42")
    found = yield arguments(check.id)
    assert (found.id, found.external_id) == (check.id, "42")
    assert found.completed_at == at(check.completed_at)
    (job,) = scene.repo.add_run(conclusion="failure").jobs
    found = yield arguments(job.id)
    assert (found.name, found.conclusion) == (job.name, "failure")
    assert found.app.slug == "github-actions"
    assert found.output.annotations_count == 1


@checks("update-check-run")
def update(scene):
    """What is given changes; annotations are added."""
    check = add(scene, annotations=[FakeAnnotation(message="first")])
    annotation = {
        "path": "README.md",
        "start_line": 1,
        "end_line": 1,
        "annotation_level": "notice",
        "message": "second",
    }
    found = yield arguments(
        check.id,
        conclusion="neutral",
        output={"summary": "80 %", "annotations": [annotation]},
    )
    assert (found.name, found.conclusion) == ("coverage", "neutral")
    assert found.output.annotations_count == 2
    assert [one.message for one in check.annotations] == ["first", "second"]


@checks("rerequest-check-run")
def rerequest(scene):
    """The App is asked once."""
    check = add(scene)
    yield arguments(check.id)
    assert check.rerequested == 1


@checks("list-check-runs-for-suite")
def list_for_suite(scene):
    """The newest of each name, or all; by name."""
    old, new, other = add(scene), add(scene), add(scene, "lint")
    found = yield arguments(5)
    assert [check.id for check in found] == [other.id, new.id]
    found = yield arguments(5, check_name="coverage", filter="all", status="completed")
    assert [check.id for check in found] == [new.id, old.id]


@checks("list-check-runs-for-ref")
def list_for_ref(scene):
    """Of a commit, and of a branch with a slash in its name."""
    run = scene.repo.add_run(head_branch="feature/x", jobs=("build", "test"))
    check = add(scene)
    found = yield arguments("feature/x")
    assert {one.id for one in found} == {job.id for job in run.jobs}
    (found,) = yield arguments("a" * 40, app_id=1)
    assert found.id == check.id


@checks("list-check-run-annotations")
def annotations(scene):
    """Those of an App, and one for the failed step of a job."""
    check = add(
        scene,
        annotations=[
            FakeAnnotation(message="x", path="a.py", start_line=3, start_column=7),
            FakeAnnotation(message="x", level="warning"),
        ],
    )
    first, second = yield arguments(check.id)
    assert (first.path, first.start_line, first.end_line) == ("a.py", 3, 3)
    assert (first.start_column, first.end_column) == (7, None)
    assert second.annotation_level == "warning"
    (job,) = scene.repo.add_run(conclusion="failure").jobs
    (found,) = yield arguments(job.id)
    assert (found.path, found.annotation_level) == (".github", "failure")
    assert found.message == "Process completed with exit code 1."
