"""Secrets of an organization, and the repositories that are selected for them."""

from aioghactions.testing._handlers import secrets
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, conflict, no_content, ok
from aioghactions.testing._handlers.selected_repos import (
    find_repository,
    optional_ids,
    page_of_repositories,
    required_ids,
    visibility_in_body,
)
from aioghactions.testing._payloads.secret import org_secret_payload
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.secret import FakeSecret


def list_all(request: Request, org: FakeOrganization) -> Response:
    """List the secrets, without values."""
    found = secrets.sorted_by_name(org.vault)
    return page(request, found, lambda x: org_secret_payload(x, org, request.context))


def public_key(request: Request, org: FakeOrganization) -> Response:
    """Return the public key that secrets are sealed with."""
    del request
    return secrets.public_key(org.vault)


def get(request: Request, org: FakeOrganization) -> Response:
    """Return a secret, without its value."""
    secret = secrets.find(request, org.vault)
    return ok(org_secret_payload(secret, org, request.context))


def put(request: Request, org: FakeOrganization) -> Response:
    """Create or update a secret and its visibility.

    The value of an existing secret may be omitted, to change only its visibility.
    """
    name, visibility = request.path["secret_name"], visibility_in_body(request)
    ids = optional_ids(request, org, visibility)
    if "encrypted_value" in request.body or name not in org.vault:
        plaintext = secrets.unseal(request, org.vault)
    else:
        plaintext = org.vault[name].value
    created = org.vault.put(
        name, plaintext, request.now, visibility=visibility, repositories=ids
    )
    return secrets.put_response(request, created=created)


def delete(request: Request, org: FakeOrganization) -> Response:
    """Delete a secret."""
    return secrets.delete(request, org.vault)


def list_repositories(request: Request, org: FakeOrganization) -> Response:
    """List the repositories selected for a secret."""
    return page_of_repositories(request, org, _find(request, org).repositories)


def set_repositories(request: Request, org: FakeOrganization) -> Response:
    """Replace the repositories selected for a secret."""
    _find(request, org).repositories = required_ids(request, org)
    return no_content()


def add_repository(request: Request, org: FakeOrganization) -> Response:
    """Select a repository for a secret."""
    _find(request, org).repositories.add(find_repository(request, org).id)
    return no_content()


def remove_repository(request: Request, org: FakeOrganization) -> Response:
    """Deselect a repository for a secret."""
    _find(request, org).repositories.discard(find_repository(request, org).id)
    return no_content()


def _find(request: Request, org: FakeOrganization) -> FakeSecret:
    secret = secrets.find(request, org.vault)
    if secret.visibility != "selected":
        raise conflict("The visibility of this secret is not selected.")
    return secret
