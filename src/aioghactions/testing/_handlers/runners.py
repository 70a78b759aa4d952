"""Self-hosted runners of a repository or an organization."""

from collections.abc import Iterable
from typing import Final, Literal, cast

from aioghactions.testing._handlers.lookup import Owner, find_by_id
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    Response,
    conflict,
    invalid,
    no_content,
    not_found,
    ok,
)
from aioghactions.testing._payloads.runner import (
    jit_config_payload,
    labels_payload,
    runner_applications_payload,
    runner_payload,
    runner_token_payload,
)
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.runner import FakeRunner
from aioghactions.testing._state.runner_group import DEFAULT_GROUP

_MOST_LABELS: Final = 100


def find_runner(request: Request, owner: Owner) -> FakeRunner:
    """Return the runner with ``runner_id``."""
    return find_by_id(request, "runner_id", owner.pool.runners)


def list_all(request: Request, owner: Owner) -> Response:
    """List the runners, or those with one name."""
    name = request.query.get("name")
    every = owner.pool.runners.values()
    runners = [x for x in every if name is None or x.name == name]
    return page(request, runners, lambda x: runner_payload(x, request.context))


def list_applications(request: Request, owner: Owner) -> Response:
    """List the runner applications that can be downloaded."""
    del owner
    return ok(runner_applications_payload(request.context))


def end_of_life(request: Request, owner: Owner | str) -> Response:
    """Return when a version of the runner can no longer register, and gets no jobs."""
    del owner
    version = request.path["version"]
    dates = request.directory.world.end_of_life.get(version, (None, None))
    register, run = (None if date is None else iso(date) for date in dates)
    return ok({
        "runner_version": version,
        "registration_deprecates_at": register,
        "runtime_deprecates_at": run,
    })  # fmt: skip


def create_registration_token(request: Request, owner: Owner) -> Response:
    """Create a token to register a runner with."""
    return _token(request, owner, "registration")


def create_remove_token(request: Request, owner: Owner) -> Response:
    """Create a token to remove a runner with."""
    return _token(request, owner, "remove")


def get(request: Request, owner: Owner) -> Response:
    """Return a runner."""
    return ok(runner_payload(find_runner(request, owner), request.context))


def delete(request: Request, owner: Owner) -> Response:
    """Delete a runner that is not busy."""
    runner = find_runner(request, owner)
    if runner.busy:
        raise invalid(message=f"Runner {runner.name} is running a job.")
    del owner.pool.runners[runner.id]
    return no_content()


def list_labels(request: Request, owner: Owner) -> Response:
    """List the labels of a runner."""
    return _labels(find_runner(request, owner))


def add_labels(request: Request, owner: Owner) -> Response:
    """Add custom labels."""
    runner = find_runner(request, owner)
    return _relabel(runner, [*runner.labels, *_new_labels(request)])


def set_labels(request: Request, owner: Owner) -> Response:
    """Replace the custom labels."""
    return _relabel(find_runner(request, owner), _new_labels(request))


def remove_label(request: Request, owner: Owner) -> Response:
    """Remove a custom label."""
    runner, name = find_runner(request, owner), request.path["name"]
    if name in runner.standard_labels:
        raise invalid(message="A read-only label cannot be removed.")
    if name not in runner.labels:
        raise not_found()
    return _relabel(runner, [label for label in runner.labels if label != name])


def remove_all_labels(request: Request, owner: Owner) -> Response:
    """Remove all custom labels."""
    return _relabel(find_runner(request, owner), [])


def generate_jit_config(request: Request, owner: Owner) -> Response:
    """Add an offline runner for one job, and return its configuration."""
    name, labels = request.text("name"), _new_labels(request)
    group = request.body.get("runner_group_id", 0)
    known = owner.groups if isinstance(owner, FakeOrganization) else {DEFAULT_GROUP}
    if group not in known:
        raise not_found()
    if any(runner.name == name for runner in owner.pool.runners.values()):
        raise conflict(f"Already exists - A runner with the name {name} exists")
    runner = owner.pool.add(
        name, labels=labels, group=group, status="offline", ephemeral=True
    )
    return Response(201, jit_config_payload(runner, request.context))


def _new_labels(request: Request) -> list[str]:
    labels: object = request.body.get("labels")
    if not isinstance(labels, list):
        raise invalid(message='Invalid request. "labels" wasn\'t supplied.')
    names = cast("list[object]", labels)
    if not 1 <= len(names) <= _MOST_LABELS or not all(names):
        raise invalid(message=f"labels must have 1 to {_MOST_LABELS} names.")
    return list(map(str, names))


def _relabel(runner: FakeRunner, labels: Iterable[str]) -> Response:
    custom = dict.fromkeys(
        name for name in labels if name not in runner.standard_labels
    )
    runner.labels = tuple(custom)
    return _labels(runner)


def _labels(runner: FakeRunner) -> Response:
    labels = labels_payload(runner)
    return ok({"total_count": len(labels), "labels": labels})


def _token(
    request: Request, owner: Owner, purpose: Literal["registration", "remove"]
) -> Response:
    return Response(201, runner_token_payload(owner.pool.issue(purpose, request.now)))
