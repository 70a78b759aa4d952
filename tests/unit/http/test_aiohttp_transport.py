import pytest
from hypothesis import given, strategies as st
from yarl import URL

from aioghactions._http.aiohttp_transport import _parse

ORIGINS = [
    "https://api.github.com",
    "http://h",
    "http://127.0.0.1:8080",
    "http://[::1]:8080",
    "https://git.example.com:8443",
]


def parts(url: URL) -> tuple[object, ...]:
    """Return all that aiohttp reads of a URL."""
    return (
        *(str(url), url.scheme, url.raw_host, url.port, url.host_port_subcomponent),
        *(url.raw_path, url.raw_path_qs, url.raw_query_string, url.raw_fragment),
    )


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize(
    "rest",
    [
        *("", "/", "//", "/repos/a/b", "/repos/a/b/", "/a//b", "/a%2Fb%C3%A9/..."),
        *("/a?b=c%26d&e=/f", "?a=/b", "/a#b", "#/b", "/api/v3/x:y@z", "/a?b#c"),
    ],
)
def test_a_url_is_what_yarl_reads(origin: str, rest: str):
    """Only its origin is parsed once for all requests."""
    assert parts(_parse(origin + rest)) == parts(URL(origin + rest, encoded=True))


@given(
    st.sampled_from(ORIGINS),
    st.text("ab/%2F.:@!$&'()*+,;=-_~?#", max_size=20),
)
def test_any_url_is_what_yarl_reads(origin: str, rest: str):
    """Dots, slashes and escapes are sent as they are."""
    url = f"{origin}/{rest}"
    assert parts(_parse(url)) == parts(URL(url, encoded=True))
