"""Runner groups of an organization."""

from typing import Any, Final

from aioghactions.testing._handlers.lookup import numbered
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import (
    Reply,
    conflict,
    invalid,
    no_content,
    ok,
)
from aioghactions.testing._handlers.selected_repos import known_repositories
from aioghactions.testing._payloads.runner import runner_group
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.runner_group import DEFAULT_GROUP, FakeRunnerGroup

_VISIBILITIES: Final = frozenset({"all", "private", "selected"})


def find_group(ask: Ask, org: FakeOrganization) -> FakeRunnerGroup:
    """Return the group that ``runner_group_id`` names."""
    return numbered(ask, "runner_group_id", org.groups)


def list_all(ask: Ask, org: FakeOrganization) -> Reply:
    """Answer with the groups, or with those that one repository may use."""
    name = ask.query.get("visible_to_repository")
    groups = [x for x in org.groups.values() if name is None or _serves(x, org, name)]
    return page(ask, groups, lambda group: runner_group(group, org, ask.site))


def get(ask: Ask, org: FakeOrganization) -> Reply:
    """Answer with a group."""
    return ok(runner_group(find_group(ask, org), org, ask.site))


def create(ask: Ask, org: FakeOrganization) -> Reply:
    """Make a group, and move runners into it."""
    name = ask.text("name")
    if any(group.name == name for group in org.groups.values()):
        raise conflict(f"A runner group named {name} exists already.")
    values = _values(ask)
    if "selected_repository_ids" in ask.body and values.get("visibility") != "selected":
        raise invalid(message="Repositories go with the visibility selected only.")
    repositories = known_repositories(ask, org)
    machines = ask.numbers("runners")
    if unknown := [number for number in machines if number not in org.pool.runners]:
        raise invalid(f"runners: unknown {unknown}")
    group = org.add_runner_group(name, **values)
    group.repositories = repositories
    for number in machines:
        org.pool.runners[number].group = group.id
    return Reply(201, runner_group(group, org, ask.site))


def update(ask: Ask, org: FakeOrganization) -> Reply:
    """Change what the body names."""
    group = find_group(ask, org)
    group.name = ask.text("name")
    for attribute, value in _values(ask).items():
        setattr(group, attribute, value)
    return ok(runner_group(group, org, ask.site))


def delete(ask: Ask, org: FakeOrganization) -> Reply:
    """Remove a group; its runners go back to the default group."""
    group = find_group(ask, org)
    if group.is_default:
        raise invalid(message="The default group cannot be deleted.")
    for machine in org.runners_in(group):
        machine.group = DEFAULT_GROUP
    del org.groups[group.id]
    return no_content()


def _values(ask: Ask) -> dict[str, Any]:
    """Return the attributes that the body sets, checked."""
    values: dict[str, Any] = {}
    if "visibility" in ask.body:
        values["visibility"] = ask.text("visibility")
        if values["visibility"] not in _VISIBILITIES:
            raise invalid(message=f"{values['visibility']} is not a visibility.")
    for name in ("allows_public_repositories", "restricted_to_workflows"):
        if name in ask.body:
            values[name] = ask.truth(name)
    if "selected_workflows" in ask.body:
        values["selected_workflows"] = list(ask.body["selected_workflows"])
    if ask.site.edition.is_cloud and "network_configuration_id" in ask.body:
        values["network_configuration_id"] = ask.text("network_configuration_id")
    return values


def _serves(group: FakeRunnerGroup, org: FakeOrganization, name: str) -> bool:
    repo = next((x for x in org.repositories if x.name.lower() == name.lower()), None)
    if repo is None or not (repo.private or group.allows_public_repositories):
        return False
    if group.visibility == "selected":
        return repo.id in group.repositories
    return repo.private or group.visibility == "all"
