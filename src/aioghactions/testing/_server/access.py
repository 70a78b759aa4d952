"""Access control: tokens, API versions, renamed and restricted repositories."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from aioghactions._core.call import Operation
from aioghactions.testing._handlers.response import HTTPError, forbidden, not_found
from aioghactions.testing._server.routing import Route
from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.directory import Directory
from aioghactions.testing._state.ids import as_id
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing.edition import FIRST_VERSION, Edition
from aioghactions.testing.identity import (
    Identity,
    is_for_apps,
    is_public,
    permission,
    scope,
)
from aioghactions.testing.journal import RecordedRequest

ANONYMOUS = Identity(FakeUser("", 0), "", anonymous=True)
_SCHEMES = frozenset({"bearer", "token"})


def authenticate(
    headers: Mapping[str, str],
    identities: Mapping[str, Identity],
    app_of: Callable[[str, float], Identity | None],
    now: float,
) -> Identity:
    """Return the sender of a request; ``app_of`` returns that of a JSON Web Token.

    Raises:
        HTTPError: 401: the token is unknown; 403: User-Agent is missing.
    """
    if not headers.get("user-agent"):
        raise forbidden("Request forbidden by administrative rules: no User-Agent.")
    if "authorization" not in headers:
        return ANONYMOUS
    scheme, _, token = headers["authorization"].partition(" ")
    if scheme.lower() not in _SCHEMES:
        raise HTTPError(401, "Bad credentials")
    identity = identities.get(token) or app_of(token, now)
    if identity is None or not identity.is_valid(now):
        raise HTTPError(401, "Bad credentials")
    return identity


def select_version(headers: Mapping[str, str], edition: Edition) -> str:
    """Return the API version of a request.

    Raises:
        HTTPError: 400: the edition does not support the requested version.
    """
    wanted = headers.get("x-github-api-version", "")
    if not edition.versions or not wanted:
        return FIRST_VERSION
    if wanted not in edition.versions:
        raise HTTPError(400, f"API version {wanted} is not supported.")
    return wanted


def id_in(route: Route) -> int:
    """Return the id of the repository or organization in a path; 0 for a name."""
    return as_id(route.name) if route.by_number else 0


def find_repository(
    route: Route, recorded: RecordedRequest, directory: Directory, base: str
) -> FakeRepository:
    """Return the repository in the path of a request.

    Raises:
        HTTPError: 404: not found; 301 or 307 to a URL below ``base``: it has been
            renamed.
    """
    if route.by_number:
        repo = directory.repositories.by_id.get(id_in(route))
    else:
        repo = directory.repositories.find(route.name)
        renamed = directory.repositories.find_former(route.name)
        if repo is None and renamed is not None:
            status = 307 if recorded.is_write else 301
            query = f"?{urlencode(recorded.query)}" if recorded.query else ""
            path = f"{base}/repositories/{renamed.id}{route.rest}{query}"
            raise HTTPError(status, "Moved Permanently", headers={"Location": path})
    if repo is None:
        raise not_found()
    return repo


def find_organization(route: Route, directory: Directory) -> FakeOrganization:
    """Return the organization in a path.

    Raises:
        HTTPError: 404: not found.
    """
    if route.by_number:
        org = directory.organization_by_id(id_in(route))
    else:
        org = directory.organization(route.name)
    if org is None:
        raise not_found()
    return org


def authorize_for_repository(
    operation: Operation[Any], repo: FakeRepository, caller: Identity
) -> None:
    """Check that ``caller`` may call ``operation`` on ``repo``.

    Raises:
        HTTPError: 404: the repository is hidden; 401, 403: it is not permitted.
    """
    if operation.tag == "app":
        authorize_sender(operation, caller)
        return
    public, foreign = not repo.private, not caller.covers(repo)
    if repo.hidden or (repo.private and (caller.anonymous or foreign)):
        raise not_found()
    if repo.forbidden or (foreign and not is_public(operation)):
        raise _not_permitted(operation, caller)
    if caller.anonymous and not is_public(operation):
        raise HTTPError(401, "Requires authentication")
    if not caller.may(operation, public=public):
        raise _not_permitted(operation, caller)
    if repo.archived and not operation.is_read:
        raise forbidden("Repository was archived so is read-only.")


def authorize_for_organization(
    operation: Operation[Any], org: FakeOrganization, caller: Identity
) -> None:
    """Check that ``caller`` may call ``operation`` on ``org``.

    Raises:
        HTTPError: 401: no token was sent; 403: not permitted.
    """
    if operation.tag == "app":
        authorize_sender(operation, caller)
        return
    if caller.anonymous and not is_public(operation):
        raise HTTPError(401, "Requires authentication")
    foreign = caller.installation and caller.installation.account != org.account
    if org.forbidden or not caller.may(operation, public=True) or foreign:
        raise _not_permitted(operation, caller)


def authorize_sender(operation: Operation[Any], caller: Identity) -> None:
    """Check that ``caller`` is one that may call an operation about itself.

    Raises:
        HTTPError: 401: it is not an App, or no token was sent; 403: not permitted.
    """
    kind = operation.tag.partition("-")[0]
    if kind == "app" and caller.app is None:
        raise HTTPError(401, "A JSON web token could not be decoded")
    if kind == "user" and caller.anonymous:
        raise HTTPError(401, "Requires authentication")
    if kind == "installation" and caller.installation is None:
        raise forbidden(
            "You must authenticate with an installation access token in order to list "
            "repositories for an installation."
        )
    if kind == "user" and not caller.may(operation, public=False):
        raise _not_permitted(operation, caller)


def find_enterprise(route: Route, directory: Directory) -> str:
    """Return the enterprise in a path.

    Raises:
        HTTPError: 404: not found.
    """
    if route.name.lower() not in directory.world.enterprises:
        raise not_found()
    return route.name


def authorize_for_enterprise(operation: Operation[Any], caller: Identity) -> None:
    """Check that ``caller`` may call ``operation`` on an enterprise.

    Raises:
        HTTPError: 401: no token was sent; 403: not permitted.
    """
    if caller.anonymous:
        raise HTTPError(401, "Requires authentication")
    if not caller.may(operation, public=False):
        raise _not_permitted(operation, caller)


def _not_permitted(operation: Operation[Any], caller: Identity) -> HTTPError:
    resource, level = permission(operation)
    headers = {
        "x-accepted-github-permissions": f"{resource}={level}",
        "x-accepted-oauth-scopes": scope(operation),
    }
    headers = {k: v for k, v in headers.items() if not v.startswith("none")}
    return HTTPError(403, _message(operation, caller), headers=headers)


def _message(operation: Operation[Any], caller: Identity) -> str:
    if is_for_apps(operation) and not caller.is_app:
        return "You must authenticate via a GitHub App."
    if caller.permissions is not None:
        kind = "integration" if caller.is_app else "personal access token"
        return f"Resource not accessible by {kind}"
    if operation.tag.startswith("org-"):
        return "Must have admin rights to Organization."
    return "Must have admin rights to Repository."
