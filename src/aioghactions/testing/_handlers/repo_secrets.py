"""The secrets of a repository."""

from aioghactions.testing._handlers import secrets
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import Reply, ok
from aioghactions.testing._payloads.secret import secret
from aioghactions.testing._state.repository import FakeRepository


def list_all(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the secrets, without values."""
    return page(ask, secrets.in_order(repo.vault), secret)


def public_key(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the key to seal secrets with."""
    del ask
    return secrets.public_key(repo.vault)


def get(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with a secret, without its value."""
    return ok(secret(secrets.find(ask, repo.vault)))


def put(ask: Ask, repo: FakeRepository) -> Reply:
    """Set a secret."""
    plain = secrets.unseal(ask, repo.vault)
    new = repo.vault.put(ask.path["secret_name"], plain, ask.now)
    return secrets.written(ask, new=new)


def delete(ask: Ask, repo: FakeRepository) -> Reply:
    """Remove a secret."""
    return secrets.delete(ask, repo.vault)
