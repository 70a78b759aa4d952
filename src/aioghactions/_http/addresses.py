"""Tell addresses of the internet from those of somebody's own network."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from aioghactions._http import hosts

# NAT64 carries an IPv4 address in its last 32 bits (RFC 6052).
_NAT64: Final = IPv6Network("64:ff9b::/96")
_UNICAST: Final = IPv6Network("2000::/3")
_LAST_32_BITS: Final = 0xFFFF_FFFF


def address_allowed(address: str, base: str) -> bool:
    """Return whether a request that began at ``base`` may connect to ``address``.

    The cloud never leads into the caller's own network, where other services trust
    whoever asks. A GitHub Enterprise Server may well live there.

    Args:
        address: An IP address as a resolver returns it.
        base: The API's base URL.
    """
    if not hosts.is_cloud(base):
        return True
    try:
        return is_public(ip_address(address))
    except ValueError:
        return False


def host_allowed(host: str, base: str) -> bool:
    """Return whether a URL may name ``host``, before it is resolved.

    Args:
        host: Host of a ``Place``: a name or an address in its canonical form.
        base: The API's base URL.
    """
    if ":" in host or host.rpartition(".")[2].isdigit():
        return address_allowed(host, base)
    local = host == "localhost" or host.endswith(".localhost")
    return not (local and hosts.is_cloud(base))


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether the whole internet means the same host by ``address``."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if address.scope_id is not None:
        return False
    carried = _carried(address)
    if carried is not None:
        return is_public(carried)
    return address in _UNICAST and address.is_global


def _carried(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a translator or tunnel would connect to.

    Teredo is left out: none of its addresses is global.
    """
    if address in _NAT64:
        return IPv4Address(int(address) & _LAST_32_BITS)
    return address.ipv4_mapped or address.sixtofour
