"""Caches of repositories."""

from attrs import define


@define(eq=False)
class FakeCache:
    """One cache.

    Attributes:
        id: The id in paths.
        key: The key under which it was saved.
        ref: The ref that it belongs to, in full.
        size_in_bytes: Its size.
        version: The hash of its paths.
        created_at: When it was saved.
        last_accessed_at: When a job last used it.
    """

    id: int
    key: str
    ref: str
    size_in_bytes: int
    version: str
    created_at: float
    last_accessed_at: float
