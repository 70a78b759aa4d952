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
CARRYING_PUBLIC = ["::ffff:140.82.112.3", "64:ff9b::8c52:7003", "2002:8c52:7003::1"]


@pytest.mark.parametrize("address", PUBLIC + CARRYING_PUBLIC)
def test_the_cloud_leads_to_the_internet(address: str):
    """S14: addresses that mean the same host for everyone."""
    assert addresses.address_allowed(address, CLOUD)
    assert addresses.address_allowed(address, "https://api.octo.ghe.com")


@pytest.mark.parametrize("address", PRIVATE)
def test_the_cloud_never_leads_into_a_private_network(address: str):
    """S14: loopback, private, link-local, and IPv6 that carries one of them."""
    assert addresses.address_allowed(address, CLOUD) is False
    assert addresses.address_allowed(address, SERVER)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "2130706433", "::g"])
def test_what_is_no_address_is_not_connected_to(text: str):
    """S14: a resolver that answers garbage is not followed."""
    assert addresses.address_allowed(text, CLOUD) is False


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
def test_a_host_is_judged_before_it_is_resolved(host: str, allowed: object):
    """S14: names that can only mean this machine, and literal addresses."""
    assert addresses.host_allowed(host, CLOUD) is allowed
    assert addresses.host_allowed(host, SERVER) is True
