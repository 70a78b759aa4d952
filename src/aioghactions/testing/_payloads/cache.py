"""Caches, and their size in all."""

from collections.abc import Iterable
from typing import Any

from aioghactions.testing._state.cache import FakeCache
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.repository import FakeRepository


def cache_payload(cache: FakeCache) -> dict[str, Any]:
    """Return the payload of a cache."""
    return {
        "id": cache.id,
        "ref": cache.ref,
        "key": cache.key,
        "version": cache.version,
        "last_accessed_at": iso(cache.last_accessed_at),
        "created_at": iso(cache.created_at),
        "size_in_bytes": cache.size_in_bytes,
    }


def usage_payload(repo: FakeRepository) -> dict[str, Any]:
    """Return the number and the size of the caches of a repository."""
    return {
        "full_name": repo.full_name,
        "active_caches_size_in_bytes": _size(repo.caches.values()),
        "active_caches_count": len(repo.caches),
    }


def total_usage_payload(repos: Iterable[FakeRepository]) -> dict[str, Any]:
    """Return the number and the size of the caches of several repositories."""
    caches = [cache for repo in repos for cache in repo.caches.values()]
    return {
        "total_active_caches_count": len(caches),
        "total_active_caches_size_in_bytes": _size(caches),
    }


def _size(caches: Iterable[FakeCache]) -> int:
    return sum(cache.size_in_bytes for cache in caches)
