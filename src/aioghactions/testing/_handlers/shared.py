"""Secrets and variables that an organization shares with a repository."""

from typing import TypeVar

from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response
from aioghactions.testing._handlers.secrets import sorted_by_name
from aioghactions.testing._handlers.variables import PAGE
from aioghactions.testing._payloads.secret import secret_payload
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.variable import Entries, FakeVariable

T = TypeVar("T", bound=FakeVariable)


def secrets(request: Request, repo: FakeRepository) -> Response:
    """List the secrets, without values."""
    org = request.directory.organization(repo.owner.login)
    return page(request, _shared(org.vault, repo) if org else [], secret_payload)


def variables(request: Request, repo: FakeRepository) -> Response:
    """List the variables."""
    org = request.directory.organization(repo.owner.login)
    found = _shared(org.variables, repo) if org else []
    return page(request, found, secret_payload, **PAGE)


def _shared(entries: Entries[T], repo: FakeRepository) -> list[T]:
    return [
        entry
        for entry in sorted_by_name(entries)
        if entry.visibility == "all"
        or (entry.visibility == "private" and repo.private)
        or repo.id in entry.repositories
    ]
