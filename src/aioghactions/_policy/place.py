"""Take an address apart so that it can be read in one way only."""

import re
from ipaddress import IPv4Address, IPv6Address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from attrs import field, frozen

_PORTS: Final = {"https": 443, "http": 80}
# RFC 3986, and nothing that some program drops, decodes or takes for a slash.
_PERMITTED: Final = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_ABSOLUTE: Final = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_NAME: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*"
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
)
# The last label decides whether programs read a host as a number.
_NUMERIC: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_DOT_SEGMENT: Final = re.compile(r"/(?:\.|%2e){1,2}(?=/|$)", re.IGNORECASE)


@frozen
class Place:
    """A URL taken apart. What it was signed with is not shown.

    Attributes:
        scheme: ``http`` or ``https``.
        host: Lower case; an IP address in its canonical form, without brackets.
        port: The port, also where it is the scheme's own.
        path: "" or from the first slash on, as it was written.
        query: What follows the question mark, as it was written, or "".
    """

    scheme: str
    host: str
    port: int
    path: str = field(default="", repr=False)
    query: str = field(default="", repr=False)

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The URL, without a fragment."""
        return f"{self.origin}{self.path or '/'}{'?' * bool(self.query)}{self.query}"

    def is_under(self, base: "Place") -> bool:
        """Return whether this lies at ``base`` or below it."""
        prefix = base.path.rstrip("/") + "/"
        return self.origin == base.origin and f"{self.path}/".startswith(prefix)


def place(url: str) -> Place:
    """Take an absolute URL apart.

    Raises:
        ValueError: It is none, or one that two programs may read differently: user
            names, backslashes, white space, control characters, anything that is
            not ASCII, dot segments, trailing dots, numeric hosts other than four
            decimals. The message does not show the URL.
    """
    if not _PERMITTED.fullmatch(url):
        raise ValueError("an address must be plain ASCII, percent-encoded")
    if not _ABSOLUTE.match(url):
        raise ValueError("an address must begin with https:// and a host")
    try:
        parts = urlsplit(url)
        host, port = _host(parts), parts.port
    except ValueError as error:
        # What urlsplit complains about may be a secret in the wrong place.
        reason = str(error) if isinstance(error, _HostError) else "malformed"
        raise ValueError(f"the host of an address is {reason}") from None
    if port == 0 or parts.netloc.endswith(":"):
        raise ValueError("an address has an empty port")
    if _DOT_SEGMENT.search(parts.path):
        raise ValueError("the path of an address has a dot segment")
    scheme = parts.scheme
    return Place(scheme, host, port or _PORTS[scheme], parts.path, parts.query)


class _HostError(ValueError):
    """Says what is wrong without repeating it."""


def _host(parts: SplitResult) -> str:
    if "@" in parts.netloc:
        raise _HostError("preceded by a user name or password")
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        return str(IPv6Address(host))
    if _NUMERIC.fullmatch(host):
        return str(IPv4Address(host))
    if not _NAME.fullmatch(host):
        raise _HostError("not a host name")
    return host
