"""Secrets of an organization, and the repositories that are selected for them."""

from typing import Final

from aioghactions.testing._handlers import secrets
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, conflict, ok
from aioghactions.testing._handlers.selected_repos import (
    SelectedRepositories,
    optional_ids,
    visibility_in_body,
)
from aioghactions.testing._payloads.secret import org_secret_payload
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.secret import FakeSecret


def list_all(request: Request, org: FakeOrganization) -> Response:
    """List the secrets, without values."""
    found = secrets.sorted_by_name(org.vault)
    return page(request, found, lambda x: org_secret_payload(x, org, request.context))


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


def _find(request: Request, org: FakeOrganization) -> FakeSecret:
    secret = secrets.find(request, org.vault)
    if secret.visibility != "selected":
        raise conflict("The visibility of this secret is not selected.")
    return secret


repositories: Final = SelectedRepositories(_find, _find)
