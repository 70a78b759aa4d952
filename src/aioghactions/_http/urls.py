"""Take an address apart so that it can be read in one way only."""

import re
from ipaddress import IPv4Address, IPv6Address
from typing import Final

from attrs import field, frozen

_PORTS: Final = {"https": 443, "http": 80}
# RFC 3986, and nothing that some program drops, decodes or takes for a slash.
_PERMITTED: Final = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_PARTS: Final = re.compile(
    r"(https?)://([^/?#]+)(/[^?#]*)?(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE
)
_AUTHORITY: Final = re.compile(
    r"(?:\[([0-9a-f:.]+)\]|([^\[\]:]+))(?::([0-9]{1,5}))?", re.IGNORECASE
)
_LAST_PORT: Final = 65_535
_NAME: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*"
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
)
# The last label decides whether programs read a host as a number.
_NUMERIC: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_DOT_SEGMENT: Final = re.compile(
    r"(?:/|%2f|%5c)(?:\.|%2e){1,2}(?=/|%2f|%5c|$)", re.IGNORECASE
)


@frozen
class ParsedUrl:
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

    def is_under(self, base: "ParsedUrl") -> bool:
        """Return whether this lies at ``base`` or below it."""
        prefix = base.path.rstrip("/") + "/"
        return self.origin == base.origin and f"{self.path}/".startswith(prefix)


def parse_url(url: str) -> ParsedUrl:
    """Take an absolute URL apart.

    Raises:
        ValueError: It is none, or one that two programs may read differently: user
            names, backslashes, white space, control characters, anything that is
            not ASCII, dot segments, trailing dots, numeric hosts other than four
            decimals. The message does not show the URL.
    """
    if not _PERMITTED.fullmatch(url):
        raise ValueError("an address must be plain ASCII, percent-encoded")
    parts = _PARTS.fullmatch(url)
    if parts is None:
        raise ValueError("an address must begin with https:// and a host")
    scheme, authority, path, query = parts.groups("")
    if _DOT_SEGMENT.search(path):
        raise ValueError("the path of an address must not have dot segments")
    host, port = _host_and_port(authority)
    scheme = scheme.lower()
    return ParsedUrl(scheme, host, port or _PORTS[scheme], path, query)


def _host_and_port(authority: str) -> tuple[str, int]:
    if "@" in authority:
        raise ValueError("an address must not hold a user name or password")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise ValueError("an address has a malformed host or port")
    six, name, port = parts.groups("")
    if port and not 0 < int(port) <= _LAST_PORT:
        raise ValueError("an address has an impossible port")
    try:
        host = _six(IPv6Address(six)) if six else _host(name.lower())
    except ValueError:
        # What is in the place of a host may be a secret: it is not repeated.
        raise ValueError("an address has a malformed host") from None
    return host, int(port or 0)


def _six(address: IPv6Address) -> str:
    """RFC 5952, 5: as Python writes it from 3.13 on."""
    four = address.ipv4_mapped
    return str(address) if four is None else f"::ffff:{four}"


def _host(name: str) -> str:
    if _NUMERIC.fullmatch(name):
        return str(IPv4Address(name))
    if not _NAME.fullmatch(name):
        raise ValueError("not a host name")
    return name
