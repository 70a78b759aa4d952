"""Check runs: those of Apps, and one for each job."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from aioghactions.testing._handlers.lookup import existing
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    HTTPError,
    Response,
    forbidden,
    invalid,
    ok,
)
from aioghactions.testing._payloads.check import annotation_payload, check_run_payload
from aioghactions.testing._state.check_run import (
    GITHUB_ACTIONS,
    FakeAnnotation,
    FakeCheckRun,
)
from aioghactions.testing._state.instant import epoch
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRepository, FakeRun

_APP: Final = 1  # the App that any installation token belongs to
_MOST_ANNOTATIONS: Final = 50


def create(request: Request, repo: FakeRepository) -> Response:
    """Create a check run."""
    sha = request.text("head_sha")
    known = (check for check in repo.check_runs.values() if check.head_sha == sha)
    suite = next((check.check_suite_id for check in known), 0)
    ids = repo.world.ids
    check = FakeCheckRun(
        id=ids.next("Job"),
        name=request.text("name"),
        head_sha=sha,
        check_suite_id=suite or ids.next("CheckSuite"),
        app_id=_APP,
        started_at=request.now,
    )
    _change(check, request)
    repo.check_runs[check.id] = check
    return Response(201, check_run_payload(check, repo, request.context))


def get(request: Request, repo: FakeRepository) -> Response:
    """Return a check run."""
    return ok(check_run_payload(_find(request, repo), repo, request.context))


def update(request: Request, repo: FakeRepository) -> Response:
    """Change a check run; annotations are added."""
    check = _of_an_app(request, repo)
    _change(check, request)
    return ok(check_run_payload(check, repo, request.context))


def rerequest(request: Request, repo: FakeRepository) -> Response:
    """Ask the App to run a check again."""
    check = _of_an_app(request, repo)
    if check.status != "completed":
        raise invalid(message="This check run is not rerequestable")
    check.rerequested += 1
    return request.accepted(201)


def annotations(request: Request, repo: FakeRepository) -> Response:
    """List the annotations of a check run."""
    check = _find(request, repo)
    return page(
        request,
        check.annotations,
        lambda x: annotation_payload(x, check.head_sha, repo, request.context),
    )


def list_for_suite(request: Request, repo: FakeRepository) -> Response:
    """List the check runs of a check suite."""
    suite = request.number("check_suite_id")
    found = [check for check in _every(repo) if check.check_suite_id == suite]
    existing(found or None)
    return _list(request, repo, found)


def list_for_ref(request: Request, repo: FakeRepository) -> Response:
    """List the check runs of a commit, which a branch or a tag may name."""
    ref = request.path["ref"]
    sha = _commit(ref, repo)
    found = [check for check in _every(repo) if check.head_sha == sha]
    if not found and ref.removeprefix("heads/") not in repo.refs:
        raise invalid(message=f"No commit found for SHA: {ref}")
    return _list(request, repo, found)


def _list(
    request: Request, repo: FakeRepository, found: Iterable[FakeCheckRun]
) -> Response:
    wanted = request.query
    shown = [
        check
        for check in sorted(found, key=lambda check: check.id, reverse=True)
        if wanted.get("check_name", check.name) == check.name
        and wanted.get("status", check.status) == check.status
        and wanted.get("app_id", str(check.app_id)) == str(check.app_id)
    ]
    if wanted.get("filter") != "all":
        newest: dict[tuple[int, str], FakeCheckRun] = {}
        for check in shown:
            newest.setdefault((check.check_suite_id, check.name), check)
        shown = list(newest.values())
    return page(request, shown, lambda x: check_run_payload(x, repo, request.context))


def _commit(ref: str, repo: FakeRepository) -> str:
    name = ref.removeprefix("heads/").removeprefix("tags/")
    of_branch = (run.head_sha for run in repo.runs if run.head_branch == name)
    return next(of_branch, ref)


def _every(repo: FakeRepository) -> Iterator[FakeCheckRun]:
    yield from repo.check_runs.values()
    for run, job in repo.jobs.values():
        yield _of_job(run, job)


def _find(request: Request, repo: FakeRepository) -> FakeCheckRun:
    number = request.number("check_run_id")
    if number in repo.jobs:
        return _of_job(*repo.jobs[number])
    return existing(repo.check_runs.get(number))


def _of_an_app(request: Request, repo: FakeRepository) -> FakeCheckRun:
    check = _find(request, repo)
    if check.app_id == GITHUB_ACTIONS:
        raise forbidden("Invalid app_id `15368` - check run can only be modified by it")
    return check


def _of_job(run: FakeRun, job: FakeJob) -> FakeCheckRun:
    return FakeCheckRun(
        id=job.id,
        name=job.name,
        head_sha=run.head_sha,
        check_suite_id=run.check_suite_id,
        app_id=GITHUB_ACTIONS,
        status=job.status,
        conclusion=job.conclusion,
        started_at=job.started_at,
        completed_at=job.completed_at,
        annotations=list(job.shown_annotations()),
    )


def _change(check: FakeCheckRun, request: Request) -> None:
    body = request.body
    output = request.mapping("output")
    added = list(_annotations(output.get("annotations")))
    if body.get("status") == "completed" and not body.get("conclusion"):
        raise invalid(message="conclusion is required if the status is completed")
    for name in ("name", "details_url", "external_id", "status"):
        if body.get(name):
            setattr(check, name, request.text(name))
    for name in ("started_at", "completed_at"):
        if body.get(name):
            setattr(check, name, epoch(request.text(name)))
    if body.get("conclusion"):
        check.status, check.conclusion = "completed", request.text("conclusion")
        check.completed_at = check.completed_at or request.now
    check.output = {**check.output, **output}
    check.annotations += added


def _annotations(given: Any) -> Iterator[FakeAnnotation]:
    if len(given or ()) > _MOST_ANNOTATIONS:
        raise invalid(message=f"No more than {_MOST_ANNOTATIONS} annotations")
    for one in given or ():
        members = {**one, "level": one.get("annotation_level")}
        members.pop("annotation_level", None)
        try:
            yield FakeAnnotation(**members)
        except TypeError as error:
            raise HTTPError(422, f"Invalid request. {error}") from None
