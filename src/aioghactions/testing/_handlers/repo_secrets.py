"""Secrets of a repository."""

from aioghactions.testing._handlers import secrets
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, ok
from aioghactions.testing._payloads.secret import secret_payload
from aioghactions.testing._state.repository import FakeRepository


def list_all(request: Request, repo: FakeRepository) -> Response:
    """List the secrets, without values."""
    return page(request, secrets.sorted_by_name(repo.vault), secret_payload)


def get(request: Request, repo: FakeRepository) -> Response:
    """Return a secret, without its value."""
    return ok(secret_payload(secrets.find(request, repo.vault)))


def put(request: Request, repo: FakeRepository) -> Response:
    """Create or update a secret."""
    plaintext = secrets.unseal(request, repo.vault)
    created = repo.vault.put(request.path["secret_name"], plaintext, request.now)
    return secrets.put_response(request, created=created)
