import pytest

from aioghactions._http import hosts

GITHUB = "https://api.github.com"


@pytest.mark.parametrize(
    "proxy",
    [
        "http://proxy.corp:3128",
        "https://proxy.corp/",
        "http://10.0.0.1:8080",
        "http://[::1]:8080",
        "http://user@proxy.corp",
        "http://user:pa%40ss!$&'()*+,;=:x@proxy.corp:3128",
    ],
)
def test_a_proxy_is_given_by_its_address(proxy: str):
    """S7: a host, a port, and credentials if it asks for them."""
    assert hosts.check_proxy(proxy, base=GITHUB, token=True) is proxy


@pytest.mark.parametrize(
    "proxy",
    [
        "",
        "proxy.corp:3128",
        "socks5://proxy.corp",
        "http://",
        "http://user:canary@",
        "http://user:can ary@proxy.corp",
        "http://user:can/ary@proxy.corp",
        "http://user:can@ary@proxy.corp",
        "http://us\u00e9r:canary@proxy.corp",
        "http://proxy.corp/path",
        "http://proxy.corp/?q=canary",
        "http://canary\r\n@proxy.corp",
        "http://127.1:80",
    ],
)
def test_what_is_no_address_of_a_proxy_is_refused_unseen(proxy: str):
    """S5, S9: the password that it may hold stands in no message."""
    with pytest.raises(ValueError, match="address") as caught:
        hosts.check_proxy(proxy, base=GITHUB, token=True)
    assert "canary" not in repr(caught.value)


def test_a_proxy_must_be_text():
    """S9: an object that prints as an address is none."""
    with pytest.raises(TypeError, match="not bytes"):
        hosts.check_proxy(b"http://proxy.corp", base=GITHUB, token=True)


def test_a_token_passes_no_proxy_in_the_clear():
    """S7: over plain http, even to a loopback address, a proxy would read it."""
    base = "http://127.0.0.1:8080"
    with pytest.raises(ValueError, match="would see the token"):
        hosts.check_proxy("http://proxy.corp", base=base, token=True)
    assert hosts.check_proxy("http://proxy.corp", base=base, token=False)
