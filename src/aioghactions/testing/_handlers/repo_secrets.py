"""Secrets of a repository or an environment."""

from aioghactions.testing._handlers import secrets
from aioghactions.testing._handlers.lookup import Holder
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, ok
from aioghactions.testing._payloads.secret import secret_payload


def list_all(request: Request, owner: Holder) -> Response:
    """List the secrets, without values."""
    return page(request, secrets.sorted_by_name(owner.vault), secret_payload)


def get(request: Request, owner: Holder) -> Response:
    """Return a secret, without its value."""
    return ok(secret_payload(secrets.find(request, owner.vault)))


def put(request: Request, owner: Holder) -> Response:
    """Create or update a secret."""
    plaintext = secrets.unseal(request, owner.vault)
    created = owner.vault.put(request.path["secret_name"], plaintext, request.now)
    return secrets.put_response(request, created=created)
