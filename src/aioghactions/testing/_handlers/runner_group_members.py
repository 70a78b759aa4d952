"""The repositories and runners of a runner group."""

from typing import Final

from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, invalid, no_content
from aioghactions.testing._handlers.runner_groups import find_group, known_runner_ids
from aioghactions.testing._handlers.runners import find_runner
from aioghactions.testing._handlers.selected_repos import SelectedRepositories
from aioghactions.testing._payloads.runner import runner_payload
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.runner_group import DEFAULT_GROUP, FakeRunnerGroup


def list_runners(request: Request, org: FakeOrganization) -> Response:
    """List the runners in a group."""
    runners = org.runners_in(find_group(request, org))
    return page(request, runners, lambda x: runner_payload(x, request.context))


def set_runners(request: Request, org: FakeOrganization) -> Response:
    """Replace the runners in a group; the others return to the default group."""
    group = find_group(request, org)
    if "runners" not in request.body:
        raise invalid(message='"runners" wasn\'t supplied.')
    ids = known_runner_ids(request, org)
    for runner in org.runners_in(group):
        runner.group = DEFAULT_GROUP
    for number in ids:
        org.pool.runners[number].group = group.id
    return no_content()


def add_runner(request: Request, org: FakeOrganization) -> Response:
    """Move a runner into a group."""
    group = find_group(request, org)
    find_runner(request, org).group = group.id
    return no_content()


def remove_runner(request: Request, org: FakeOrganization) -> Response:
    """Move a runner back to the default group."""
    group, runner = find_group(request, org), find_runner(request, org)
    if runner.group == group.id:
        runner.group = DEFAULT_GROUP
    return no_content()


def _find(request: Request, org: FakeOrganization) -> FakeRunnerGroup:
    group = find_group(request, org)
    if group.visibility != "selected":
        raise invalid(message="The visibility of this group is not selected.")
    return group


repositories: Final = SelectedRepositories(find_group, _find)
