"""Caches of a repository, and their size in an organization."""

from .scene import arguments, at, checks


def add(scene):
    """Add three caches: two with one key, and one that was used long ago."""
    old = scene.repo.add_cache("Linux-node-1", size_in_bytes=10, last_accessed_at=0)
    pull = scene.repo.add_cache("Linux-node-1", ref="refs/pull/7/merge")
    other = scene.repo.add_cache("macOS-node-1", size_in_bytes=5)
    return old, pull, other


@checks("get-actions-cache-list")
def list_all(scene):
    """The last used first; by ref, by prefix of the key, in another order."""
    old, pull, other = add(scene)
    found = yield arguments()
    assert [cache.id for cache in found] == [other.id, pull.id, old.id]
    (found,) = yield arguments(ref="refs/pull/7/merge")
    assert (found.ref, found.key) == ("refs/pull/7/merge", "Linux-node-1")
    assert found.created_at == at(pull.created_at)
    found = yield arguments(key="Linux", sort="size_in_bytes", direction="asc")
    assert [cache.size_in_bytes for cache in found] == [10, 1024]


@checks("delete-actions-cache-by-id")
def delete(scene):
    """It no longer exists."""
    old, pull, other = add(scene)
    yield arguments(old.id)
    assert list(scene.repo.caches) == [pull.id, other.id]


@checks("delete-actions-cache-by-key")
def delete_by_key(scene):
    """Those of one ref, then all with the whole key."""
    old, pull, other = add(scene)
    deleted = yield arguments(key="Linux-node-1", ref="refs/heads/main")
    assert [cache.id for cache in deleted.actions_caches] == [old.id]
    scene.repo.add_cache("Linux-node-1")
    deleted = yield arguments(key="Linux-node-1")
    assert deleted.total_count == 2
    assert deleted.actions_caches[0].id == pull.id
    assert list(scene.repo.caches) == [other.id]


@checks("get-actions-cache-usage")
def usage(scene):
    """Number and bytes."""
    add(scene)
    found = yield arguments()
    assert found.full_name == "octo-org/hello"
    assert (found.active_caches_count, found.active_caches_size_in_bytes) == (3, 1039)


@checks("get-actions-cache-usage-for-org")
def usage_of_organization(scene):
    """Of all repositories."""
    add(scene)
    scene.github.add_repo("octo-org/other").add_cache("x", size_in_bytes=1)
    found = yield arguments()
    assert found.total_active_caches_count == 4
    assert found.total_active_caches_size_in_bytes == 1040


@checks("get-actions-cache-usage-by-repo-for-org")
def usage_by_repository(scene):
    """Only repositories that have caches."""
    add(scene)
    scene.github.add_repo("octo-org/other")
    (found,) = yield arguments()
    assert (found.full_name, found.active_caches_count) == ("octo-org/hello", 3)
