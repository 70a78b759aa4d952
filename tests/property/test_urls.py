from string import printable

from attrs import evolve
from hypothesis import example, given, settings, strategies as st

from aioghactions import errors
from aioghactions._core.messages import Headers, Request
from aioghactions._http import hosts, redirects
from aioghactions._http.urls import parse_url
from tests.property.strategies import CANARY, URLS

GITHUB = "https://api.github.com"


LOCATIONS = URLS | URLS.map("https://".__add__) | st.text(alphabet=printable)


@settings(max_examples=1_000)
@example(location="//[canary@]", status=302, method="GET", download=True, base=GITHUB)
@given(
    LOCATIONS,
    st.sampled_from(sorted(redirects.STATUSES)),
    st.sampled_from(["GET", "POST", "DELETE"]),
    st.booleans(),
    st.sampled_from([GITHUB, "https://ghe.example/api/v3"]),
)
def test_redirect_to_another_origin_has_no_secrets(
    location: str, status: int, method: str, download: object, base: str
):
    """S1, S2, S14: it stays within the API, has no secrets, or is rejected."""
    secret = f"Bearer {CANARY}"
    request = Request(
        method=method,
        url=f"{base}/repos/o/r",
        headers=Headers(authorization=secret, accept="x"),
        body=b"{}",
    )
    message = ""
    try:
        redirected = redirects.follow(
            request,
            status,
            location,
            base=base,
            download=bool(download),
            visited=(request.url,),
        )
    except errors.RedirectError as error:
        message = str(error)
        redirected = request
    # At most an origin: no user, path, query or credential.
    assert not set(message) & set("?@#%\\")
    assert "Bearer" not in message
    if message:
        return
    target = parse_url(redirected.url)
    if not redirects.is_cross_origin(redirected.url, base):
        assert (redirected.method, redirected.body) == (method, b"{}")
        assert redirected.headers == request.headers
        assert target.origin == parse_url(base).origin
        return
    assert (download, status) == (True, 302)
    assert method == redirected.method == "GET"
    assert redirected.body is None
    assert redirected.headers == {"accept": "*/*"}
    assert target.scheme == "https"
    assert target.port == 443
    assert base != GITHUB or target.host not in {"localhost", "127.0.0.1", "::1"}


@settings(max_examples=1_000)
@given(LOCATIONS)
def test_parsed_url_is_parsed_the_same_again(url: str):
    """S6: formatting an accepted URL and parsing the result changes nothing."""
    try:
        parsed = parse_url(url)
    except ValueError:
        return
    assert parse_url(parsed.url) == evolve(parsed, path=parsed.path or "/")
    assert parse_url(parsed.url).url == parsed.url
    assert parsed.host in url.lower() or ":" in parsed.host


@settings(max_examples=500)
@given(LOCATIONS)
def test_api_base_is_idempotent(url: str):
    """S6, S7: and safe for a token."""
    try:
        base = hosts.api_base(url)
    except ValueError:
        return
    assert hosts.api_base(base) == base
    assert not base.endswith("/")
    assert base.startswith("https://") or parse_url(base).host in {"127.0.0.1", "::1"}
