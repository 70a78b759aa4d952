"""Concurrency groups, which follow from the runs and jobs that are not completed."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from aioghactions.testing._handlers.lookup import find_run
from aioghactions.testing._handlers.paging import cursor_page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, invalid, not_found, ok
from aioghactions.testing._payloads.concurrency import group_payload, member_payload
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRepository, FakeRun


@frozen
class _Member:
    """A run that uses a group, or one of its jobs."""

    run: FakeRun
    job: FakeJob | None

    @property
    def is_live(self) -> bool:
        return (self.job or self.run).status != "completed"

    @property
    def since(self) -> float | None:
        return self.run.latest.queued_at if self.job is None else self.job.started_at

    def payload(self, place: int, request: Request) -> dict[str, Any]:
        return member_payload(self.run, self.job, place, request.context)


def list_all(request: Request, repo: FakeRepository) -> Response:
    """List the groups that something holds."""
    groups = _queues(repo)
    return cursor_page(
        request,
        sorted(groups),
        lambda name: {
            **group_payload(name, repo, request.context),
            "last_acquired_at": _instant(groups[name][0].since),
        },
        str,
        parameter="after",
    )


def get(request: Request, repo: FakeRepository) -> Response:
    """Return the queue of a group, or those ahead of a run or a job."""
    name = request.path["concurrency_group_name"]
    queue = _queues(repo).get(name)
    if queue is None:
        raise not_found()
    members = [member.payload(place, request) for place, member in enumerate(queue)]
    for parameter, member in (("ahead_of_run", "run_id"), ("ahead_of_job", "job_id")):
        if wanted := request.query.get(parameter):
            if len(request.query) > 1:
                raise invalid(message="Pass ahead_of_run or ahead_of_job, not both.")
            places = [n for n, x in enumerate(members) if str(x.get(member)) == wanted]
            if not places:
                raise invalid(message=f"{parameter} is not in this concurrency group.")
            members = members[: places[-1] + 1]
    return ok(
        group_payload(name, repo, request.context)
        | {"total_count": len(members), "group_members": members}
    )


def list_for_run(request: Request, repo: FakeRepository) -> Response:
    """List the groups of a run and its jobs, with those that are not completed."""
    run = find_run(request, repo)
    queues = _queues(repo)
    names = sorted({name for name, _ in _members([run])})

    def payload(name: str) -> dict[str, Any]:
        group = group_payload(name, repo, request.context)
        members = [
            member.payload(place, request)
            | {
                "position": place,
                "position_url": f"{group['group_url']}?ahead_of_"
                + (f"job={member.job.id}" if member.job else f"run={run.id}"),
            }
            for place, member in enumerate(queues.get(name, ()))
            if member.run is run
        ]
        return group | {"group_members": members}

    return cursor_page(request, names, payload, str, parameter="after")


def _queues(repo: FakeRepository) -> dict[str, list[_Member]]:
    """Return the live members of each group, the oldest first."""
    queues: dict[str, list[_Member]] = {}
    for name, member in _members(sorted(repo.runs, key=lambda run: run.id)):
        if member.is_live:
            queues.setdefault(name, []).append(member)
    return queues


def _members(runs: Iterable[FakeRun]) -> Iterator[tuple[str, _Member]]:
    for run in runs:
        if run.concurrency:
            yield run.concurrency, _Member(run, None)
        for job in run.jobs:
            if job.concurrency:
                yield job.concurrency, _Member(run, job)


def _instant(seconds: float | None) -> str | None:
    return None if seconds is None else iso(seconds)
