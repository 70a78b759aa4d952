"""Caches of a repository, and their size in an organization."""

from aioghactions.testing._handlers.lookup import find_by_id
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, no_content, not_found, ok
from aioghactions.testing._payloads.cache import (
    cache_payload,
    total_usage_payload,
    usage_payload,
)
from aioghactions.testing._state.cache import FakeCache
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository


def list_all(request: Request, repo: FakeRepository) -> Response:
    """List the caches, or those of a ref or with keys that begin with a text."""
    found = _of_ref(request, repo)
    prefix = request.query.get("key", "")
    found = [cache for cache in found if cache.key.startswith(prefix)]
    sort = request.query.get("sort", "last_accessed_at")
    found.sort(
        key=lambda cache: (getattr(cache, sort), cache.id),
        reverse=request.query.get("direction") != "asc",
    )
    return page(request, found, cache_payload)


def delete(request: Request, repo: FakeRepository) -> Response:
    """Delete a cache."""
    del repo.caches[find_by_id(request, "cache_id", repo.caches).id]
    return no_content()


def delete_by_key(request: Request, repo: FakeRepository) -> Response:
    """Delete the caches with a key, of one ref or of all."""
    found = [
        cache
        for cache in _of_ref(request, repo)
        if cache.key == request.query.get("key")
    ]
    if not found:
        raise not_found()
    for cache in found:
        del repo.caches[cache.id]
    payloads = [cache_payload(cache) for cache in found]
    return ok({"total_count": len(found), "actions_caches": payloads})


def usage(request: Request, repo: FakeRepository) -> Response:
    """Return the size of the caches of a repository."""
    del request
    return ok(usage_payload(repo))


def usage_of_organization(request: Request, org: FakeOrganization) -> Response:
    """Return the size of the caches of all repositories."""
    del request
    return ok(total_usage_payload(org.repositories))


def usage_by_repository(request: Request, org: FakeOrganization) -> Response:
    """List the repositories with caches, and their sizes."""
    return page(
        request, [repo for repo in org.repositories if repo.caches], usage_payload
    )


def _of_ref(request: Request, repo: FakeRepository) -> list[FakeCache]:
    ref = request.query.get("ref")
    return [cache for cache in repo.caches.values() if ref in {None, cache.ref}]
