"""Who belongs to a runner group: repositories and runners."""

from aioghactions.testing._handlers.lookup import numbered
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import Reply, invalid, no_content
from aioghactions.testing._handlers.runner_groups import find_group
from aioghactions.testing._handlers.selected_repos import listed, replacement, selected
from aioghactions.testing._payloads.runner import runner
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.runner_group import DEFAULT_GROUP, FakeRunnerGroup


def list_repositories(ask: Ask, org: FakeOrganization) -> Reply:
    """Answer with the repositories that were given access."""
    group = find_group(ask, org)
    return listed(ask, org, group.repositories)


def set_repositories(ask: Ask, org: FakeOrganization) -> Reply:
    """Replace the repositories that have access."""
    group = _selective(ask, org)
    group.repositories = replacement(ask, org)
    return no_content()


def add_repository(ask: Ask, org: FakeOrganization) -> Reply:
    """Give one more repository access."""
    _selective(ask, org).repositories.add(selected(ask, org).id)
    return no_content()


def remove_repository(ask: Ask, org: FakeOrganization) -> Reply:
    """Take access from one repository."""
    _selective(ask, org).repositories.discard(selected(ask, org).id)
    return no_content()


def list_runners(ask: Ask, org: FakeOrganization) -> Reply:
    """Answer with the runners in a group."""
    machines = org.runners_in(find_group(ask, org))
    return page(ask, machines, lambda machine: runner(machine, ask.site))


def set_runners(ask: Ask, org: FakeOrganization) -> Reply:
    """Replace the runners in a group; the others go back to the default group."""
    group = find_group(ask, org)
    if "runners" not in ask.body:
        raise invalid(message='"runners" wasn\'t supplied.')
    wanted = ask.numbers("runners")
    if unknown := [number for number in wanted if number not in org.pool.runners]:
        raise invalid(f"runners: unknown {unknown}")
    for machine in org.runners_in(group):
        machine.group = DEFAULT_GROUP
    for number in wanted:
        org.pool.runners[number].group = group.id
    return no_content()


def add_runner(ask: Ask, org: FakeOrganization) -> Reply:
    """Move a runner into a group."""
    group = find_group(ask, org)
    numbered(ask, "runner_id", org.pool.runners).group = group.id
    return no_content()


def remove_runner(ask: Ask, org: FakeOrganization) -> Reply:
    """Move a runner back to the default group."""
    group = find_group(ask, org)
    machine = numbered(ask, "runner_id", org.pool.runners)
    if machine.group == group.id:
        machine.group = DEFAULT_GROUP
    return no_content()


def _selective(ask: Ask, org: FakeOrganization) -> FakeRunnerGroup:
    group = find_group(ask, org)
    if group.visibility != "selected":
        raise invalid(message="The visibility of this group is not selected.")
    return group
