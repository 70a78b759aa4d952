"""Where storage keeps a log or an archive."""

from urllib.parse import urlsplit

from attrs import field, frozen


def without_query(url: str) -> str:
    """Return ``url`` fit for a message: no user, no query, no fragment."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"


@frozen
class Location:
    """A signed link: whoever has it can fetch, without a token, for a minute.

    Attributes:
        url: The whole link. It is a secret while it lives, so it stands in no
            repr; fetch it at once and do not store it.
    """

    url: str = field(repr=without_query)
