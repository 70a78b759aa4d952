"""Runner groups of an organization."""

from typing import Any

from aioghactions.testing._handlers.lookup import find_by_id
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    Response,
    conflict,
    invalid,
    no_content,
    ok,
)
from aioghactions.testing._handlers.selected_repos import (
    optional_ids,
    visibility_in_body,
)
from aioghactions.testing._payloads.runner import runner_group_payload
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.runner_group import DEFAULT_GROUP, FakeRunnerGroup


def find_group(request: Request, org: FakeOrganization) -> FakeRunnerGroup:
    """Return the group with ``runner_group_id``."""
    return find_by_id(request, "runner_group_id", org.groups)


def known_runner_ids(request: Request, org: FakeOrganization) -> list[int]:
    """Return the ids under ``runners`` in the body.

    Raises:
        HTTPError: 422: the organization does not have a runner with one of them.
    """
    ids = request.ids("runners")
    if unknown := [number for number in ids if number not in org.pool.runners]:
        raise invalid(f"runners: unknown {unknown}")
    return ids


def list_all(request: Request, org: FakeOrganization) -> Response:
    """List the groups, or those that one repository may use."""
    name = request.query.get("visible_to_repository")
    groups = [x for x in org.groups.values() if name is None or _serves(x, org, name)]
    return page(
        request, groups, lambda x: runner_group_payload(x, org, request.context)
    )


def get(request: Request, org: FakeOrganization) -> Response:
    """Return a group."""
    group = find_group(request, org)
    return ok(runner_group_payload(group, org, request.context))


def create(request: Request, org: FakeOrganization) -> Response:
    """Create a group, and move runners into it."""
    name = request.text("name")
    if any(group.name == name for group in org.groups.values()):
        raise conflict(f"A runner group named {name} exists already.")
    values = _values(request)
    repositories = optional_ids(request, org, values.get("visibility"))
    runners = known_runner_ids(request, org)
    group = org.add_runner_group(name, **values)
    group.repositories = repositories
    for number in runners:
        org.pool.runners[number].group = group.id
    return Response(201, runner_group_payload(group, org, request.context))


def update(request: Request, org: FakeOrganization) -> Response:
    """Change the attributes in the body."""
    group = find_group(request, org)
    group.name = request.text("name")
    for attribute, value in _values(request).items():
        setattr(group, attribute, value)
    return ok(runner_group_payload(group, org, request.context))


def delete(request: Request, org: FakeOrganization) -> Response:
    """Delete a group; its runners return to the default group."""
    group = find_group(request, org)
    if group.is_default:
        raise invalid(message="The default group cannot be deleted.")
    for runner in org.runners_in(group):
        runner.group = DEFAULT_GROUP
    del org.groups[group.id]
    return no_content()


def _values(request: Request) -> dict[str, Any]:
    """Return the validated attributes in the body."""
    values: dict[str, Any] = {}
    if "visibility" in request.body:
        values["visibility"] = visibility_in_body(request)
    for name in ("allows_public_repositories", "restricted_to_workflows"):
        if name in request.body:
            values[name] = request.boolean(name)
    if "selected_workflows" in request.body:
        values["selected_workflows"] = list(request.body["selected_workflows"])
    network = "network_configuration_id"
    if request.context.edition.is_cloud and network in request.body:
        values[network] = request.text(network)
    return values


def _serves(group: FakeRunnerGroup, org: FakeOrganization, name: str) -> bool:
    repo = next((x for x in org.repositories if x.name.lower() == name.lower()), None)
    if repo is None or not (repo.private or group.allows_public_repositories):
        return False
    if group.visibility == "selected":
        return repo.id in group.repositories
    return repo.private or group.visibility == "all"
