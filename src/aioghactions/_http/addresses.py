"""Tell public IP addresses from those of private networks."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from aioghactions._http import hosts

# NAT64 carries an IPv4 address in its last 32 bits (RFC 6052).
_NAT64: Final = IPv6Network("64:ff9b::/96")
_UNICAST: Final = IPv6Network("2000::/3")


def host_allowed(host: str, base: str) -> bool:
    """Return whether a redirect may name ``host`` (of a ``ParsedUrl``), unresolved.

    github.com never redirects into the caller's own network, where services may trust
    every client. A GitHub Enterprise Server may be part of that network.
    """
    if not hosts.is_cloud(base):
        return True
    if ":" in host or host.rpartition(".")[2].isdigit():
        return is_public(ip_address(host))
    return host != "localhost" and not host.endswith(".localhost")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether ``address`` is the same host from everywhere on the internet."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if address.scope_id is not None:
        return False
    # Where a translator or tunnel would connect to; no address of Teredo is global.
    embedded = address.ipv4_mapped or address.sixtofour
    if address in _NAT64:
        embedded = IPv4Address(int(address) & 0xFFFF_FFFF)
    if embedded is not None:
        return is_public(embedded)
    return address in _UNICAST and address.is_global
