"""Remember answers by their ETag, so that an unchanged one costs nothing."""

from typing import Any

from attrs import field, frozen

from aioghactions._wire.exchange import Response


@frozen
class Key:
    """What an answer depends on.

    Attributes:
        identity: ``credentials.identity`` of the token: GitHub's ETags differ by
            token, and so may what it lets be seen.
        url: The whole URL.
        accept: The ``Accept`` header.
        api_version: The ``X-GitHub-Api-Version`` header, or "".
    """

    identity: str
    url: str = field(repr=False)
    accept: str = ""
    api_version: str = ""


@frozen(kw_only=True)
class Remembered:
    """A stored answer. Keep it while asking: it stays good if it is evicted."""

    etag: str
    last_modified: str
    response: Response
    value: Any = None

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for a 304."""
        ...

    def revived(self, not_modified: Response) -> Response:
        """Return the stored answer with the news of a 304."""
        ...


class Memory:
    """The answers used last, bounded by number and by bytes."""

    def __init__(self, *, entries: int = 1000, size: int = 32 * 2**20) -> None: ...

    def recall(self, key: Key) -> Remembered | None:
        """Return what is stored for ``key`` and mark it as used."""
        ...

    def remember(self, key: Key, response: Response, value: Any = None) -> bool:
        """Store a 200 with a validator; return whether it was stored."""
        ...

    def forget(self, key: Key) -> None:
        """Drop what is stored for ``key``, if anything."""
        ...

    def __len__(self) -> int: ...
