from ipaddress import ip_address

import pytest

from aioghactions._http import addresses

CLOUD = "https://api.github.com"
SERVER = "https://ghe.corp.example/api/v3"

PUBLIC = ["140.82.112.3", "20.150.0.1", "1.1.1.1", "2606:50c0:8000::153", "2a00::1"]
PRIVATE = [
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::8c52:7003",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:5601:5601",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:50c0::1%eth0",
    "fec0::1",
    "ff02::1",
    "4000::1",
]
EMBEDDED_PUBLIC = ["::ffff:140.82.112.3", "64:ff9b::8c52:7003", "2002:8c52:7003::1"]


@pytest.mark.parametrize("address", PUBLIC + EMBEDDED_PUBLIC)
def test_public_addresses(address: str):
    """S14: addresses that are the same host from everywhere."""
    assert addresses.is_public(ip_address(address))
    assert addresses.host_allowed(address, CLOUD)
    assert addresses.host_allowed(address, "https://api.octo.ghe.com")


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str):
    """S14: loopback, private, link-local, and IPv6 that embeds one of them."""
    assert not addresses.is_public(ip_address(address))
    assert not addresses.host_allowed(address, CLOUD)
    assert addresses.host_allowed(address, SERVER)


@pytest.mark.parametrize("host", ["127.1", "2130706433", "::g"])
def test_malformed_address_is_not_allowed(host: str):
    """S14: ``parse_url`` rejects these hosts; this is a second line of defence."""
    with pytest.raises(ValueError, match="does not appear to be"):
        addresses.host_allowed(host, CLOUD)


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("storage.example", True),
        ("140.82.112.3", True),
        ("2606:50c0:8000::153", True),
        ("localhost", False),
        ("a.localhost", False),
        ("notlocalhost", True),
        ("localhost.example", True),
        ("169.254.169.254", False),
        ("::1", False),
    ],
)
def test_hosts_are_checked_before_they_are_resolved(host: str, allowed: object):
    """S14: names of this machine, and literal addresses."""
    assert addresses.host_allowed(host, CLOUD) is allowed
    assert addresses.host_allowed(host, SERVER) is True
