"""Actions settings: one handler for each get, set and list of repositories."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

from aioghactions.operations import OPERATIONS
from aioghactions.testing._handlers.lookup import Owner
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    Response,
    conflict,
    invalid,
    no_content,
    ok,
)
from aioghactions.testing._handlers.selected_repos import SelectedRepositories
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.settings import FakeSettings

_CHOICES: Final = {
    "enabled_repositories": ("all", "none", "selected"),
    "allowed_actions": ("all", "local_only", "selected"),
    "default_workflow_permissions": ("read", "write"),
    "approval_policy": (
        "first_time_contributors_new_to_github",
        "first_time_contributors",
        "all_external_contributors",
    ),
    "access_level": ("none", "user", "organization", "enterprise"),
}
_ALL_OPTIONAL: Final = frozenset({"allowed_actions", "workflow_permissions"})
_LONGEST: Final = 400  # days


def handlers(tag: str) -> dict[str, Callable[[Request, Any], Response]]:
    """Return the handler of each operation of a tag, by the name of its method."""
    return {
        operation.id: _handler(*operation.name.split("."))
        for operation in OPERATIONS.values()
        if operation.tag == tag
    }


def _handler(
    group: str, verb: str, verb_of_list: str = ""
) -> Callable[[Request, Any], Response]:
    if verb_of_list:
        find_selected = partial(_find_selected, group)
        # Those of self-hosted runners can be listed at any time.
        find = find_selected if group == "permissions" else partial(_find_any, group)
        handler: Callable[[Request, Any], Response] = getattr(
            SelectedRepositories(find, find_selected), verb_of_list
        )
        return handler
    return partial(_get if verb == "get" else _set, group)


def _get(group: str, request: Request, owner: Owner) -> Response:
    values: dict[str, Any] = {**_find(group, owner).values}
    if values.get("enabled") is False:
        values.clear()
        values["enabled"] = False
    for member, path in (
        ("allowed_actions", "selected-actions"),
        ("enabled_repositories", "repositories"),
    ):
        if values.get(member) == "selected":
            url = f"{request.context.api}{request.canonical}/{path}"
            values[f"selected_{path.removeprefix('selected-')}_url"] = url
    if group == "retention":
        values["maximum_allowed_days"] = _most_days(request, owner)
    model = str(request.operation.answers[200].model)
    return ok(request.context.edition.trim(model, values))


def _set(group: str, request: Request, owner: Owner) -> Response:
    """Replace the values: one that is omitted is reset."""
    settings = _find(group, owner)
    if group not in _ALL_OPTIONAL:
        first = next(iter(settings.defaults))
        if first not in request.body:
            raise invalid(message=f'Invalid request. "{first}" wasn\'t supplied.')
    values = {
        name: _value(request, name, default)
        for name, default in settings.defaults.items()
    }
    if group == "retention" and not 1 <= values["days"] <= _most_days(request, owner):
        raise invalid(message="days is out of range.")
    if group == "workflow_permissions" and isinstance(owner, FakeRepository):
        _check_organization(request, owner, values)
    settings.values = values
    return no_content()


def _find(group: str, owner: Owner) -> FakeSettings:
    if group == "allowed_actions":
        policy = owner.settings["permissions"].values["allowed_actions"]
        if policy != "selected":
            raise conflict("The policy for allowed actions is not selected.")
    return owner.settings[group]


def _find_any(group: str, _: Request, org: FakeOrganization) -> FakeSettings:
    return org.settings[group]


def _find_selected(group: str, _: Request, org: FakeOrganization) -> FakeSettings:
    settings = org.settings[group]
    if settings.values["enabled_repositories"] != "selected":
        raise conflict("The policy for repositories is not selected.")
    return settings


def _value(request: Request, name: str, default: Any) -> Any:
    """Return a member of the body, which is of the type of its default.

    Raises:
        HTTPError: 422: it is not.
    """
    if name not in request.body:
        return default
    value: Any = request.body[name]
    if name in _CHOICES:
        valid = value in _CHOICES[name]
    elif isinstance(default, list):
        valid = _are_texts(value)
    else:
        valid = type(value) is type(default)
    if not valid:
        raise invalid(message=f"Invalid request. {name} is not valid.")
    return value


def _are_texts(value: object) -> bool:
    texts = cast("list[object]", value) if isinstance(value, list) else [None]
    return all(isinstance(text, str) for text in texts)


def _most_days(request: Request, owner: Owner) -> int:
    """Return the days of its organization, for a repository."""
    org = _organization(request, owner)
    return int(org.settings["retention"].values["days"]) if org else _LONGEST


def _check_organization(
    request: Request, repo: FakeRepository, values: dict[str, Any]
) -> None:
    """Raise a 409 if a repository grants what its organization does not."""
    org = _organization(request, repo)
    most = org.settings["workflow_permissions"].values if org else values
    for name, value in values.items():
        if value in ("write", True) and value != most[name]:
            raise conflict(f"The organization does not allow this value of {name}.")


def _organization(request: Request, owner: Owner) -> FakeOrganization | None:
    if isinstance(owner, FakeOrganization):
        return None
    return request.directory.organization(owner.owner.login)
