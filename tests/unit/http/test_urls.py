import pytest

from aioghactions._http.urls import ParsedUrl, parse_url


@pytest.mark.parametrize(
    ("url", "parsed"),
    [
        ("https://api.github.com", ParsedUrl("https", "api.github.com", 443)),
        ("HTTPS://API.GitHub.COM/", ParsedUrl("https", "api.github.com", 443, "/")),
        ("https://h:443/a?b=c#d", ParsedUrl("https", "h", 443, "/a", "b=c")),
        ("http://h", ParsedUrl("http", "h", 80)),
        ("http://h:65535/?", ParsedUrl("http", "h", 65535, "/")),
        ("https://h?q=/../", ParsedUrl("https", "h", 443, "", "q=/../")),
        ("https://127.0.0.1:8080/x", ParsedUrl("https", "127.0.0.1", 8080, "/x")),
        ("https://[::1]:8443/", ParsedUrl("https", "::1", 8443, "/")),
        ("https://[0:0::0001]/", ParsedUrl("https", "::1", 443, "/")),
        (
            "https://[::FFFF:169.254.169.254]/",
            ParsedUrl("https", "::ffff:169.254.169.254", 443, "/"),
        ),
        (
            "https://my_host-1.corp/a%2Fb",
            ParsedUrl("https", "my_host-1.corp", 443, "/a%2Fb"),
        ),
        (
            "https://xn--bcher-kva.example",
            ParsedUrl("https", "xn--bcher-kva.example", 443),
        ),
        ("https://h/a/..b/.c/d..", ParsedUrl("https", "h", 443, "/a/..b/.c/d..")),
        ("https://h//a//b", ParsedUrl("https", "h", 443, "//a//b")),
        ("https://" + "a" * 63 + ".b", ParsedUrl("https", "a" * 63 + ".b", 443)),
    ],
)
def test_parse_url(url: str, parsed: ParsedUrl):
    """S6: host in lower case, port always known, path and query as written."""
    assert parse_url(url) == parsed


BAD = [
    "",
    "api.github.com",
    "/repos",
    "//api.github.com",
    "https:",
    "https:/h",
    "https:h",
    "https://",
    "https:///h",
    "https://?x",
    "ftp://h",
    "file:///etc/passwd",
    "javascript://h",
    "https://user@h",
    "https://canary:secret@h",
    "https://@h",
    "https://h@",
    "https://api.github.com@evil.example",
    "https://api.github.com%40evil.example",
    "https://api.github.com%2eevil.example",
    "https://api.github.com%00.evil.example",
    "https://api.github.com:443@evil.example",
    "https://api.github.com\\@evil.example",
    "https://evil.example\\.github.com",
    "https://api.github.com .evil.example",
    " https://h",
    "https://h ",
    "https://h\n",
    "https://h/\r\nX: 1",
    "https://h\t.evil",
    "https://h/\x00",
    "https://h/é",
    "https://g\u0131thub.com",
    "https://github。com",
    "https://h/\udc80",
    "https://h.",
    "https://GITHUB.COM./",
    "https://.h",
    "https://a..b",
    "https://-a",
    "https://a-",
    "https://a.-b",
    "https://" + "a" * 64,
    "https://" + ".".join(["a" * 60] * 5),
    "https://h:",
    "https://h:0",
    "https://h:65536",
    "https://h:123456",
    "https://h:-1",
    "https://h:x",
    "https://h:8_0",
    "https://h:80:80",
    "https://2130706433",
    "https://0x7f000001",
    "https://0x7f.1",
    "https://0x",
    "https://017700000001",
    "https://127.1",
    "https://127.0.1",
    "https://127.0.0.01",
    "https://127.0.0.0x1",
    "https://256.0.0.1",
    "https://1.2.3.4.5",
    "https://a.1",
    "https://a.0x7f",
    "https://[::1",
    "https://::1",
    "https://[]",
    "https://[127.0.0.1]",
    "https://[::1]x",
    "https://[::1].evil.example",
    "https://x[::1]",
    "https://[fe80::1%25eth0]",
    "https://[v1.x]",
    "https://[::g]",
    "https://[1:2:3:4:5:6:7:8:9]",
    "https://h/..",
    "https://h/../x",
    "https://h/a/./b",
    "https://h/a/%2e%2E/b",
    "https://h/a/.%2e",
    "https://h/a/%2e",
    "https://h/a%2f..%2fb",
    "https://h/a/%2e%2e%2Fb",
    "https://h/a%5c..",
    "https://h/a|b",
    'https://h/a"b',
    "https://h/<a>",
    "https://h/{a}",
    "https://h/^",
    "https://h/`",
]


@pytest.mark.parametrize("url", BAD)
def test_ambiguous_url_is_rejected_without_its_text(url: str):
    """S6, S14: no form that two programs parse differently."""
    with pytest.raises(ValueError, match=r"^a URL") as caught:
        parse_url(url)
    assert "canary" not in str(caught.value)
    assert "evil" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://user:canary@h", "a URL must not contain a user name or password"),
        ("https://h:0", "a URL has an invalid port"),
        ("https://h:x", "a URL has an invalid host or port"),
        ("https://127.1", "a URL has an invalid host"),
        ("https://h/..", "a URL must not have dot segments in its path"),
        ("ftp://h", "a URL must start with https:// and a host"),
        ("https://h/\u00e9", "a URL must be ASCII and percent-encoded"),
    ],
)
def test_message_names_the_mistake(url: str, why: str):
    """S6: and does not contain the URL."""
    with pytest.raises(ValueError, match=f"^{why}$"):
        parse_url(url)


@pytest.mark.parametrize(
    ("url", "origin", "whole"),
    [
        ("HTTPS://H:443", "https://h", "https://h/"),
        ("http://h:80/a", "http://h", "http://h/a"),
        ("http://h:443/a", "http://h:443", "http://h:443/a"),
        ("https://h:80/?a#b", "https://h:80", "https://h:80/?a"),
        ("https://[::1]:8443/?", "https://[::1]:8443", "https://[::1]:8443/"),
    ],
)
def test_origin_and_url_are_normalised(url: str, origin: str, whole: str):
    """S1: an origin has one spelling."""
    assert parse_url(url).origin == origin
    assert parse_url(url).url == whole


def test_repr_omits_path_and_query():
    """S5: they may be those of a signed link."""
    assert repr(parse_url("https://h/canary?sig=canary")) == (
        "ParsedUrl(scheme='https', host='h', port=443)"
    )


@pytest.mark.parametrize(
    ("url", "base", "under"),
    [
        ("https://h/x", "https://h", True),
        ("https://h", "https://h", True),
        ("https://h/api/v3/repos", "https://h/api/v3", True),
        ("https://h/api/v3", "https://h/api/v3/", True),
        ("https://h/api/v3/", "https://h/api/v3", True),
        ("https://h/api/v30", "https://h/api/v3", False),
        ("https://h/login", "https://h/api/v3", False),
        ("https://h", "https://h/api/v3", False),
        ("https://h:8443/api/v3/x", "https://h/api/v3", False),
        ("http://h/api/v3/x", "https://h/api/v3", False),
        ("https://i/api/v3/x", "https://h/api/v3", False),
    ],
)
def test_is_under(url: str, base: str, under: object):
    """S6: ``/api/v30`` is not under ``/api/v3``."""
    assert parse_url(url).is_under(parse_url(base)) is under
