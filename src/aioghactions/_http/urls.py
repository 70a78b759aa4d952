"""Strict URL parsing: refuse what two programs may parse differently."""

import re
from ipaddress import IPv4Address, IPv6Address
from typing import Final

from attrs import field, frozen

_PORTS: Final = {"https": 443, "http": 80}
# RFC 3986. Excludes what some programs drop, decode or take for a slash.
_PERMITTED: Final = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_PARTS: Final = re.compile(
    r"(https?)://([^/?#]+)(/[^?#]*)?(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE
)
_AUTHORITY: Final = re.compile(
    r"(?:\[([0-9a-f:.]+)\]|([^\[\]:]+))(?::([0-9]{1,5}))?", re.IGNORECASE
)
_MAX_PORT: Final = 65_535
_NAME: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*"
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
)
# Programs read a host as a number if its last label is one.
_NUMERIC: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_DOT_SEGMENT: Final = re.compile(
    r"(?:/|%2f|%5c)(?:\.|%2e){1,2}(?=/|%2f|%5c|$)", re.IGNORECASE
)


@frozen
class ParsedUrl:
    """The parts of a URL. The repr omits path and query, which may hold a signature."""

    scheme: str  # lower case, as the host
    host: str  # an IP address in its canonical form, without brackets
    port: int  # the default of the scheme if the URL has none
    path: str = field(default="", repr=False)  # as written, from the first slash
    query: str = field(default="", repr=False)  # as written, without question mark

    @property
    def origin(self) -> str:
        """Scheme, host and port; the port only if it is not the default."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The URL, without a fragment."""
        return f"{self.origin}{self.path or '/'}{'?' * bool(self.query)}{self.query}"

    def is_under(self, base: "ParsedUrl") -> bool:
        """Return whether this URL equals ``base`` or is below it."""
        prefix = base.path.rstrip("/") + "/"
        return self.origin == base.origin and f"{self.path}/".startswith(prefix)


def parse_url(url: str) -> ParsedUrl:
    """Parse an absolute URL.

    Raises:
        ValueError: Not an absolute URL, or one that two programs may parse
            differently: user names, backslashes, white space, control characters,
            characters outside ASCII, dot segments, trailing dots, numeric hosts
            other than four decimals. The message does not contain the URL.
    """
    if not _PERMITTED.fullmatch(url):
        raise ValueError("a URL must be ASCII and percent-encoded")
    parts = _PARTS.fullmatch(url)
    if parts is None:
        raise ValueError("a URL must start with https:// and a host")
    scheme, authority, path, query = parts.groups("")
    if _DOT_SEGMENT.search(path):
        raise ValueError("a URL must not have dot segments in its path")
    host, port = _host_and_port(authority)
    scheme = scheme.lower()
    return ParsedUrl(scheme, host, port or _PORTS[scheme], path, query)


def _host_and_port(authority: str) -> tuple[str, int]:
    if "@" in authority:
        raise ValueError("a URL must not contain a user name or password")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise ValueError("a URL has an invalid host or port")
    ipv6, name, port = parts.groups("")
    if port and not 0 < int(port) <= _MAX_PORT:
        raise ValueError("a URL has an invalid port")
    try:
        host = _ipv6(IPv6Address(ipv6)) if ipv6 else _name_or_ipv4(name.lower())
    except ValueError:
        # Not chained: the text in place of the host may be a secret.
        raise ValueError("a URL has an invalid host") from None
    return host, int(port or 0)


def _ipv6(address: IPv6Address) -> str:
    """Format an address as RFC 5952, 5, and Python 3.13 do."""
    ipv4 = address.ipv4_mapped
    return str(address) if ipv4 is None else f"::ffff:{ipv4}"


def _name_or_ipv4(name: str) -> str:
    if _NUMERIC.fullmatch(name):
        return str(IPv4Address(name))
    if not _NAME.fullmatch(name):
        raise ValueError("not a host name")
    return name
