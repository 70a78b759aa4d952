import pytest

from aioghactions._http import hosts

GITHUB = "https://api.github.com"
TENANT = "https://api.octo.ghe.com"
SERVER = "https://ghe.corp.example/api/v3"
HTTPS_ONLY = "over https only, or over http to a loopback address, such as 127.0.0.1"


@pytest.mark.parametrize(
    ("url", "base"),
    [
        (GITHUB, GITHUB),
        (GITHUB + "/", GITHUB),
        ("https://API.GitHub.com:443//", GITHUB),
        ("https://github.com", GITHUB),
        ("https://GitHub.com/", GITHUB),
        ("https://octo.ghe.com", TENANT),
        ("https://api.octo.ghe.com/", TENANT),
        ("https://OCTO-2.ghe.com", "https://api.octo-2.ghe.com"),
        ("https://ghe.corp.example", SERVER),
        ("https://ghe.corp.example/", SERVER),
        ("https://ghe.corp.example/api/v3", SERVER),
        ("https://ghe.corp.example/api/v3/", SERVER),
        ("https://ghe.corp.example:8443", "https://ghe.corp.example:8443/api/v3"),
        (
            "https://gw.corp.example/github/api/v3",
            "https://gw.corp.example/github/api/v3",
        ),
        ("https://github.com.evil.example", "https://github.com.evil.example/api/v3"),
        ("https://xghe.com", "https://xghe.com/api/v3"),
        ("https://xgithub.com", "https://xgithub.com/api/v3"),
        ("https://10.0.0.7", "https://10.0.0.7/api/v3"),
        ("https://localhost", "https://localhost/api/v3"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:8080/api/v3/", "http://127.0.0.1:8080/api/v3"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("https://127.0.0.1", "https://127.0.0.1"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ],
)
def test_api_base(url: str, base: str):
    """A9: each documented form of each edition, with ``/api/v3`` for a server."""
    assert hosts.api_base(url) == base
    assert hosts.api_base(base) == base


@pytest.mark.parametrize(
    "url",
    [
        "https://user:canary@api.github.com",
        "https://api.github.com@evil.example",
        "https://api.github.com#@evil.example",
        "https://api.github.com?@evil.example",
        "https://api.github.com/@evil.example",
        "https://gist.github.com",
        "https://api.github.com/?token=canary",
        "https://api.github.com/#canary",
        "https://ghe.corp.example/api/v3?canary",
        "https://api.github.com/api/v3",
        "https://github.com/octo-org",
        "https://octo.ghe.com/api/v3",
        "https://api.github.com:8443",
        "http://api.github.com",
        "http://github.com",
        "http://octo.ghe.com",
        "https://ghe.com",
        "https://api.ghe.com",
        "https://api.api.ghe.com",
        "https://a.b.ghe.com",
        "https://api.a.b.ghe.com",
        "https://uploads.github.com",
        "https://www.github.com",
        "https://api.github.com.",
        "https://GITHUB.COM.",
        "http://ghe.corp.example",
        "http://localhost:8080",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://10.0.0.7",
        "http://0.0.0.0",
        "http://2130706433",
        "http://[::ffff:10.0.0.1]",
        "ftp://ghe.corp.example",
        "ghe.corp.example",
        "",
    ],
)
def test_url_that_is_unsafe_for_a_token_is_rejected(url: str):
    """S6, S7: no user names, no plain http, no URL that is not an API."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        hosts.api_base(url)
    assert "canary" not in str(caught.value)


def test_plain_http_is_allowed_without_a_token():
    """S7: nothing secret is sent."""
    assert (
        hosts.api_base("http://ghe.corp.example", token=False)
        == "http://ghe.corp.example/api/v3"
    )
    with pytest.raises(ValueError, match=r"this API is https://api\.github\.com"):
        hosts.api_base("http://api.github.com", token=False)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "the URL is empty; omit it for github.com"),
        (GITHUB + "?x", "the URL of an API must not have a query or a fragment"),
        (
            "https://uploads.github.com",
            f"not the URL of an API: use {GITHUB} or https://api.SUBDOMAIN.ghe.com",
        ),
        ("https://github.com/octo-org", f"the URL of this API is {GITHUB}"),
        (
            "http://ghe.corp.example",
            f"a token is sent {HTTPS_ONLY}",
        ),
        (
            "https://ghe.corp.example/api/graphql/",
            "the REST API of a server is at /api/v3, not at /api/graphql",
        ),
        ("ghe.corp.example", "a URL must start with https:// and a host"),
    ],
)
def test_message_names_the_argument_and_the_mistake(url: str, why: str):
    """S6: with the name of the setting or variable."""
    with pytest.raises(ValueError, match="NAME") as caught:
        hosts.api_base(url, name="NAME")
    assert str(caught.value) == f"NAME: {why}"


def test_api_base_must_be_a_string():
    """S6: nothing else is converted."""
    with pytest.raises(TypeError, match="base_url must be a string, not int"):
        hosts.api_base(7)


@pytest.mark.parametrize(
    ("base", "cloud"),
    [
        (GITHUB, True),
        (GITHUB + "/", True),
        ("https://API.GITHUB.COM:443", True),
        (TENANT, True),
        (SERVER, False),
        ("https://github.com", False),
        ("https://api.github.com:8443", False),
        ("http://api.github.com", False),
        ("https://api.github.com.evil.example", False),
        ("https://evil.example/api.github.com", False),
        ("https://api.xghe.com", False),
        ("https://api.ghe.com", False),
        ("https://api.a.b.ghe.com", False),
        ("https://xapi.github.com", False),
        ("https://api-github.com", False),
    ],
)
def test_is_cloud_requires_an_exact_host(base: str, cloud: object):
    """S6: a host that resembles github.com is not github.com."""
    assert hosts.is_cloud(base) is cloud


@pytest.mark.parametrize(
    ("environ", "base"),
    [
        ({}, GITHUB),
        ({"GITHUB_API_URL": "", "GH_HOST": ""}, GITHUB),
        ({"GITHUB_API_URL": GITHUB}, GITHUB),
        ({"GITHUB_API_URL": SERVER}, SERVER),
        ({"GITHUB_API_URL": TENANT, "GH_HOST": "octo.ghe.com"}, TENANT),
        ({"GH_HOST": "github.com"}, GITHUB),
        ({"GH_HOST": "ghe.corp.example"}, SERVER),
        ({"GH_HOST": "GHE.corp.example:443"}, SERVER),
        ({"GITHUB_API_URL": SERVER, "GH_HOST": "ghe.corp.example"}, SERVER),
    ],
    ids=str,
)
def test_env_base(environ: dict[str, str], base: str):
    """S6: variables of an Actions job and of the ``gh`` command line tool."""
    assert hosts.env_base(environ) == base


@pytest.mark.parametrize(
    "host",
    [
        "api.github.com@evil.example",
        "ghe.corp.example/api/v3",
        "https://ghe.corp.example",
        "github.com.",
        "g\u0131thub.com",
        "a?b",
        "github.com#.evil.example",
        "github.com\\.evil.example",
        "github.com evil.example",
    ],
)
def test_hostile_gh_host_is_rejected(host: str):
    """S6: it is a host name only."""
    message = (
        "^GH_HOST must be a host name, not a URL$" if "/" in host else "^GH_HOST: "
    )
    with pytest.raises(ValueError, match=message):
        hosts.env_base({"GH_HOST": host})


def test_ambiguous_environment_is_rejected():
    """S6: two servers, or one without encryption."""
    both = {"GITHUB_API_URL": GITHUB, "GH_HOST": "ghe.corp.example"}
    message = "^GH_HOST and GITHUB_API_URL name different servers$"
    with pytest.raises(ValueError, match=message):
        hosts.env_base(both)
    with pytest.raises(
        ValueError, match=r"^GITHUB_API_URL: a token is sent over https"
    ):
        hosts.env_base({"GITHUB_API_URL": "http://ghe.corp.example/api/v3"})


CLOUD_NAMES = ("GH_TOKEN", "GITHUB_TOKEN")
SERVER_NAMES = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")


@pytest.mark.parametrize(
    ("base", "environ", "names"),
    [
        (GITHUB, {}, CLOUD_NAMES),
        (TENANT, {}, CLOUD_NAMES),
        ("https://octo.ghe.com", {}, CLOUD_NAMES),
        (GITHUB, {"GH_HOST": "ghe.corp.example"}, CLOUD_NAMES),
        (SERVER, {}, ()),
        (SERVER, {"GH_HOST": "ghe.corp.example"}, SERVER_NAMES),
        (SERVER + "/", {"GH_HOST": "ghe.corp.example"}, SERVER_NAMES),
        ("https://ghe.corp.example", {"GITHUB_API_URL": SERVER}, SERVER_NAMES),
        (SERVER, {"GH_HOST": "other.corp.example"}, ()),
        (SERVER, {"GH_HOST": "ghe.corp.example:8443"}, ()),
        ("https://github.com.evil.example", {"GH_HOST": "github.com"}, ()),
        ("https://xghe.com", {}, ()),
        ("https://xn--gthub-n4a.com", {}, ()),
        ("http://127.0.0.1:1", {"GITHUB_API_URL": GITHUB}, ()),
    ],
)
def test_environment_token_is_for_one_host(
    base: str, environ: dict[str, str], names: tuple[str, ...]
):
    """S6: github.com's token is used for it alone, a server's for the named server."""
    tokens = {name: name for name in (*CLOUD_NAMES, *SERVER_NAMES)}
    for name in names:
        assert hosts.env_token(base, {**tokens, **environ}) == name
        del tokens[name]
    with pytest.raises(ValueError, match="no token for"):
        hosts.env_token(base, {**tokens, **environ})


@pytest.mark.parametrize(
    ("base", "environ", "token"),
    [
        (GITHUB, {"GH_TOKEN": "first", "GITHUB_TOKEN": "second"}, "first"),
        (GITHUB, {"GH_TOKEN": " ", "GITHUB_TOKEN": "second\n"}, "second"),
        (
            SERVER,
            {"GH_HOST": "ghe.corp.example", "GITHUB_ENTERPRISE_TOKEN": "server"},
            "server",
        ),
    ],
)
def test_env_token(base: str, environ: dict[str, str], token: str):
    """S6: the first variable that is not blank, without white space around it."""
    assert hosts.env_token(base, environ) == token


@pytest.mark.parametrize(
    ("base", "environ", "names"),
    [
        (GITHUB, {"GH_ENTERPRISE_TOKEN": "ghp_x"}, "GH_TOKEN or GITHUB_TOKEN"),
        (SERVER, {"GH_TOKEN": "ghp_x"}, "GH_ENTERPRISE_TOKEN with GH_HOST"),
    ],
)
def test_missing_env_token_names_the_variables(
    base: str, environ: dict[str, str], names: str
):
    """S6: a token for another host is not used."""
    with pytest.raises(ValueError, match=f"no token for {base}: set {names}") as caught:
        hosts.env_token(base, environ)
    assert "ghp_x" not in str(caught.value)


@pytest.mark.parametrize(
    "base",
    ["https://GITHUB.COM.", "https://api.github.com@evil", "https://g\u0131thub.com"],
)
def test_hostile_url_gets_no_token(base: str):
    """S6: rejected before any variable is read."""
    with pytest.raises(ValueError, match="URL"):
        hosts.env_token(base, {"GH_HOST": "github.com", "GH_TOKEN": "ghp_x"})


@pytest.mark.parametrize(
    "proxy",
    [
        "http://proxy.corp:3128",
        "https://proxy.corp/",
        "http://10.0.0.1:8080",
        "http://[::1]:8080",
        "http://user@proxy.corp",
        "http://us%3Aer:@[fd00::1]:3128",
        "http://user:pa%40ss!$&'()*+,;=:x@proxy.corp:3128",
    ],
)
def test_proxy_urls(proxy: str):
    """S7: a host, a port, and credentials if it requires them."""
    assert hosts.check_proxy(proxy, base=GITHUB, token=True) is proxy


@pytest.mark.parametrize(
    "proxy",
    [
        "",
        "proxy.corp:3128",
        "socks5://proxy.corp",
        "ftp://proxy.corp",
        "127.0.0.1",
        "http://127.0.0.1:99999",
        "http://pr\u00f6xy:8080",
        "http://user:canary-\u00e9@proxy.corp",
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
def test_invalid_proxy_url_is_rejected_without_its_password(proxy: str):
    """S5, S9: the message does not contain the URL."""
    with pytest.raises(ValueError, match="proxy URL") as caught:
        hosts.check_proxy(proxy, base=GITHUB, token=True)
    assert "canary" not in repr(caught.value)


def test_proxy_must_be_a_string():
    """S9: nothing else is converted."""
    with pytest.raises(TypeError, match=r"^proxy must be a string, not bytes"):
        hosts.check_proxy(b"http://proxy.corp", base=GITHUB, token=True)


def test_token_is_not_sent_through_a_proxy_unencrypted():
    """S7: over plain http, even to a loopback address, a proxy could read it."""
    base = "http://127.0.0.1:8080"
    with pytest.raises(ValueError, match=r"^a proxy would see the token: "):
        hosts.check_proxy("http://proxy.corp", base=base, token=True)
    assert hosts.check_proxy("http://proxy.corp", base=base, token=False)
