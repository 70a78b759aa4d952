from itertools import product

import pytest

from aioghactions._core.messages import Headers, Request
from aioghactions._http import redirects
from aioghactions.errors import RedirectError

GITHUB = "https://api.github.com"
SERVER = "https://ghe.corp.example/api/v3"
LOOPBACK = "http://127.0.0.1:8080"
LOGS = "/repos/octo-org/hello/actions/jobs/7/logs"
BLOB = "https://blob.example/logs.txt?sig=canary"
CANARY = "canary"


def request(base: str = GITHUB, method: str = "GET", path: str = LOGS) -> Request:
    """Return a request with headers that another origin must not receive."""
    return Request(
        method=method,
        url=base + path,
        headers=Headers(
            {
                "accept": "application/vnd.github+json",
                "authorization": f"Bearer {CANARY}",
                "x-github-api-version": "2022-11-28",
                "cookie": CANARY,
                "proxy-authorization": CANARY,
                "if-none-match": CANARY,
                "x-custom": CANARY,
                "content-type": "application/json",
                "User-Agent": "ci-bot/1",
                "range": "bytes=9-",
                "if-range": '"tag"',
                "accept-encoding": "identity",
            }
        ),
        body=b"{}" if method != "GET" else None,
    )


def follow(
    origin: Request,
    location: str,
    *,
    status: int = 302,
    base: str = GITHUB,
    download: bool = True,
    visited: tuple[str, ...] | None = None,
) -> Request:
    """Follow a redirect, by default the 302 of a download."""
    return redirects.follow(
        origin,
        status,
        location,
        base=base,
        download=download,
        visited=visited or (origin.url,),
    )


STATUSES = sorted(redirects.STATUSES)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
CASES = list(product(STATUSES, METHODS))


def test_redirect_statuses():
    """S2: 300, 304, 305 and 306 cannot be followed."""
    assert STATUSES == [301, 302, 303, 307, 308]


@pytest.mark.parametrize(("status", "method"), CASES)
@pytest.mark.parametrize("base", [GITHUB, SERVER, LOOPBACK])
@pytest.mark.parametrize("form", ["absolute", "relative"])
def test_redirect_within_the_api_keeps_method_headers_and_body(
    status: int, method: str, base: str, form: str
):
    """S2: a renamed repository gets the same request at its new URL."""
    origin = request(base, method)
    target = f"{base}/repositories/9/actions/jobs/7/logs?a=b"
    prefix = base.removeprefix("https://ghe.corp.example")
    path = (prefix if prefix.startswith("/") else "") + target.removeprefix(base)
    location = target if form == "absolute" else path
    if status == 303 and method != "GET":
        with pytest.raises(RedirectError, match=r"^303 response to a write") as caught:
            follow(origin, location, status=status, base=base)
        assert caught.value.outcome_unknown
        return
    there = follow(origin, location, status=status, base=base, download=False)
    assert (there.method, there.url) == (method, target)
    assert there.headers == origin.headers
    assert there.body == origin.body


@pytest.mark.parametrize("base", [GITHUB, SERVER, LOOPBACK])
def test_redirect_to_storage_has_only_allowed_headers(base: str):
    """S1: an allow-list of headers, no body, and GET."""
    there = follow(request(base), BLOB, base=base)
    assert (there.method, there.url, there.body) == ("GET", BLOB, None)
    assert there.headers == {
        "accept": "*/*",
        "User-Agent": "ci-bot/1",
        "range": "bytes=9-",
        "if-range": '"tag"',
        "accept-encoding": "identity",
    }
    assert CANARY not in repr(there)


@pytest.mark.parametrize(("status", "method"), CASES)
@pytest.mark.parametrize("download", [True, False])
def test_only_a_download_is_redirected_to_another_origin(
    status: int, method: str, download: object
):
    """S1, S2: neither a write nor another read."""
    if (status, method) == (302, "GET") and download:
        return
    with pytest.raises(RedirectError) as caught:
        follow(request(method=method), BLOB, status=status, download=bool(download))
    assert caught.value.outcome_unknown is (status == 303 and method != "GET")


def test_second_redirect_from_storage_adds_no_headers():
    """S1: storage may redirect further, with the same headers."""
    first = follow(request(), BLOB)
    second = follow(
        first, "/moved?sig=canary", visited=(request().url, first.url), status=307
    )
    assert second.url == "https://blob.example/moved?sig=canary"
    assert second.headers == first.headers
    third = follow(second, "https://other.example/x", visited=(first.url, second.url))
    assert third.headers == first.headers


@pytest.mark.parametrize(
    "location", [GITHUB + LOGS, GITHUB + "/x", "//api.github.com/"]
)
def test_storage_may_not_redirect_back_to_the_api(location: str):
    """S1: A to B to A is not a download, and would need the token again."""
    first = follow(request(), BLOB)
    with pytest.raises(RedirectError, match="back to the API"):
        follow(first, location, visited=(first.url,))


def test_another_path_of_the_server_is_another_origin():
    """S1: a server's own storage gets no token; its login page is not a response."""
    storage = "https://ghe.corp.example/storage/logs.txt?sig=canary"
    there = follow(request(SERVER), storage, base=SERVER)
    assert there.url == storage
    assert "authorization" not in there.headers
    with pytest.raises(
        RedirectError, match=r"^only the 302 of a download may leave the API"
    ):
        follow(
            request(SERVER),
            "https://ghe.corp.example/login",
            base=SERVER,
            download=False,
        )
    assert redirects.is_cross_origin(storage, SERVER)
    assert not redirects.is_cross_origin(SERVER + LOGS, SERVER)
    assert redirects.is_cross_origin(BLOB, GITHUB)


@pytest.mark.parametrize(
    "location",
    [
        "",
        " ",
        "\t",
        "https:blob.example/x",
        "http://blob.example/x",
        "///blob.example/x",
        "//",
        "//evil@blob.example/x",
        "https://user:canary@blob.example/x",
        "https://blob.example:/x",
        "https://blob.example:8443/x",
        "https://blob.example:80/x",
        "//blob.example:22/x",
        "\\\\blob.example\\x",
        "/\\blob.example/x",
        "https:\\\\blob.example/x",
        "https://blob.example\\@api.github.com/x",
        "https://blob.example/\r\nX-Evil: 1",
        "/x\n",
        "https://blöb.example/x",
        "https://blob.example/a/../b",
        "/a/%2e%2e/b",
        "https://127.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[fe80::1%25eth0]/x",
        "//[canary]/x",
        "//[user:canary@::1]/x",
        "https://localhost/x",
        "ftp://blob.example/x",
        "file:///etc/passwd",
        "data:text/plain,canary",
        "https://blob.example/" + "a" * 16_384,
    ],
)
def test_hostile_location_is_rejected_without_its_path(location: str):
    """S2, S14: no downgrade, no private address, no ambiguous form.

    test_urls.py and test_addresses.py have all forms.
    """
    with pytest.raises(RedirectError) as caught:
        follow(request(), location)
    assert CANARY not in str(caught.value)
    assert "/x" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("", "redirect without a Location"),
        ("\\", "redirect with a malformed Location"),
        ("//[x]", "redirect with a malformed Location"),
        ("http://h/x?y", "redirect from https to http://h"),
        ("https://h:8/x?y", "redirect to a port other than 443: https://h:8"),
        ("https://10.0.0.1/", "redirect into a private network: https://10.0.0.1"),
    ],
)
def test_message_contains_at_most_an_origin(location: str, why: str):
    """S5: no path and no query of a Location."""
    with pytest.raises(RedirectError) as caught:
        follow(request(), location)
    assert str(caught.value) == why


@pytest.mark.parametrize("base", [SERVER, LOOPBACK])
@pytest.mark.parametrize(
    "host", ["10.0.0.1", "127.0.0.1", "[::1]", "localhost", "169.254.169.254"]
)
def test_storage_of_a_server_may_be_in_a_private_network(base: str, host: str):
    """S14: a GitHub Enterprise Server may be there itself."""
    there = follow(request(base), f"https://{host}/x", base=base)
    assert there.url == f"https://{host}/x"


def test_api_on_another_port_allows_any_port():
    """S14: port 443 is required only if the API uses it."""
    base = "https://ghe.corp.example:8443/api/v3"
    there = follow(request(base), "https://ghe.corp.example:9000/x", base=base)
    assert there.url == "https://ghe.corp.example:9000/x"
    with pytest.raises(RedirectError, match="port other than 443"):
        follow(request(SERVER), "https://ghe.corp.example:9000/x", base=SERVER)


def test_http_may_redirect_to_https_but_not_back():
    """S2: never from https to http."""
    first = follow(request(LOOPBACK), "http://127.0.0.1:9090/x", base=LOOPBACK)
    assert first.url == "http://127.0.0.1:9090/x"
    second = follow(first, BLOB, base=LOOPBACK, visited=(first.url,))
    assert second.url == BLOB
    with pytest.raises(RedirectError, match="https to http"):
        follow(second, "http://127.0.0.1:9090/y", base=LOOPBACK, visited=(BLOB,))


def test_sixth_redirect_is_rejected():
    """S2: at most five are followed."""
    visited: tuple[str, ...] = ()
    origin = request()
    for hop in range(5):
        visited = (*visited, origin.url)
        origin = follow(origin, f"/hop/{hop}", visited=visited)
    visited = (*visited, origin.url)
    assert len(visited) == 6
    with pytest.raises(RedirectError, match="more than 5 redirects"):
        follow(origin, "/hop/5", visited=visited)


@pytest.mark.parametrize(
    "location", [GITHUB + LOGS, LOGS, "#again", GITHUB + ":443" + LOGS, "?", "logs"]
)
def test_redirect_loop_is_rejected(location: str):
    """S2: no URL is requested twice."""
    with pytest.raises(RedirectError, match="loop"):
        follow(request(), location)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/x", "https://api.github.com/x"),
        (" /x\t", "https://api.github.com/x"),
        ("x?y=z#f", "https://api.github.com/repos/octo-org/hello/actions/jobs/7/x?y=z"),
        (
            "../8/logs",
            "https://api.github.com/repos/octo-org/hello/actions/jobs/8/logs",
        ),
        ("?a=b:c", f"{GITHUB}{LOGS}?a=b:c"),
        ("//api.github.com:443/x", "https://api.github.com/x"),
        ("HTTPS://API.github.com/x", "https://api.github.com/x"),
        ("//blob.example", "https://blob.example/"),
        (
            "https://BLOB.example:443/%2F?s=%2B&t=a+b",
            "https://blob.example/%2F?s=%2B&t=a+b",
        ),
        ("https://140.82.112.3/x", "https://140.82.112.3/x"),
        ("https://xn--bcher-kva.example/x", "https://xn--bcher-kva.example/x"),
    ],
)
def test_location_is_resolved_as_in_rfc_3986(location: str, url: str):
    """S2: relative and absolute, path and query as written."""
    assert follow(request(), location).url == url


@pytest.mark.parametrize("length", [16_384, 16_385])
def test_length_of_a_location_is_bounded(length: int):
    """At most 16 KiB are parsed."""
    location = "https://blob.example/".ljust(length, "a")
    if length == 16_384:
        assert follow(request(), location).url == location
        return
    with pytest.raises(RedirectError, match="malformed"):
        follow(request(), location)
