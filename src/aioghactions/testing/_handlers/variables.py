"""Variables of repositories, environments and organizations."""

from typing import Any, Final

from aioghactions.testing._handlers.lookup import Holder
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
from aioghactions.testing._handlers.secrets import LARGEST, NAME, sorted_by_name
from aioghactions.testing._handlers.selected_repos import (
    SelectedRepositories,
    optional_ids,
    visibility_in_body,
)
from aioghactions.testing._payloads.secret import org_secret_payload, secret_payload
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.variable import FakeVariable

PAGE: Final = {"default": 10, "largest": 30}


def list_all(request: Request, owner: Holder) -> Response:
    """List the variables."""
    found = sorted_by_name(owner.variables)
    return page(request, found, lambda x: _payload(x, owner, request), **PAGE)


def get(request: Request, owner: Holder) -> Response:
    """Return a variable."""
    return ok(_payload(_find(request, owner), owner, request))


def create(request: Request, owner: Holder) -> Response:
    """Create a variable."""
    name, value = _new_name(request, owner), _value(request)
    owner.variables.put(name, value, request.now, **_access(request, owner))
    return request.accepted(201)


def update(request: Request, owner: Holder) -> Response:
    """Change the value, the name, or the repositories with access."""
    variable = _find(request, owner)
    value = _value(request) if "value" in request.body else variable.value
    access: dict[str, Any] = {
        "visibility": variable.visibility,
        "repositories": variable.repositories,
    }
    if "visibility" in request.body:
        access = _access(request, owner)
    elif "selected_repository_ids" in request.body:
        access = {**access, **_access(request, owner, visibility=variable.visibility)}
    name = variable.name
    if str(request.body.get("name", name)).upper() != name:
        name = _new_name(request, owner)
        owner.variables.entries[name.upper()] = owner.variables.entries.pop(
            variable.name
        )
    owner.variables.put(name, value, request.now, **access)
    return no_content()


def delete(request: Request, owner: Holder) -> Response:
    """Delete a variable."""
    del owner.variables.entries[_find(request, owner).name]
    return no_content()


def _payload(variable: FakeVariable, owner: Holder, request: Request) -> dict[str, Any]:
    if isinstance(owner, FakeOrganization):
        return org_secret_payload(variable, owner, request.context)
    return secret_payload(variable)


def _find(request: Request, owner: Holder) -> FakeVariable:
    if request.path["name"] not in owner.variables:
        raise not_found()
    return owner.variables[request.path["name"]]


def _new_name(request: Request, owner: Holder) -> str:
    name = request.text("name")
    if not NAME.fullmatch(name):
        raise invalid(message="Variable names can only contain [A-Z0-9_]")
    if name in owner.variables:
        raise conflict("Already exists - Variable already exists")
    return name


def _value(request: Request) -> str:
    value = request.body.get("value")
    if not isinstance(value, str):
        raise invalid(message='Invalid request. "value" wasn\'t supplied.')
    if len(value.encode()) > LARGEST:
        raise invalid(message="Variable is too large")
    return value


def _access(request: Request, owner: Holder, *, visibility: str = "") -> dict[str, Any]:
    """Return the visibility and the repositories in the body, for an organization."""
    if not isinstance(owner, FakeOrganization):
        return {}
    visibility = visibility or visibility_in_body(request)
    ids = optional_ids(request, owner, visibility)
    return {"visibility": visibility, "repositories": ids}


def _find_selected(request: Request, org: FakeOrganization) -> FakeVariable:
    variable = _find(request, org)
    if variable.visibility != "selected":
        raise conflict("The visibility of this variable is not selected.")
    return variable


repositories: Final = SelectedRepositories(_find_selected, _find_selected)
