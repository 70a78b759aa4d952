"""Decide where a redirect may lead and what may travel with it."""

import re
from typing import Final
from urllib.parse import urljoin

from attrs import evolve

from aioghactions._core.messages import Headers, Request
from aioghactions._http import addresses
from aioghactions._http.urls import ParsedUrl, parse_url
from aioghactions.errors import RedirectError

STATUSES: Final = frozenset({301, 302, 303, 307, 308})
_FOUND: Final = 302
_SEE_OTHER: Final = 303
_MOST_HOPS: Final = 5
_HTTPS: Final = 443
_LONGEST: Final = 16_384
_PERMITTED: Final = re.compile(r"[\x21-\x5b\x5d-\x7e]+")
# A scheme without a host, or more slashes than two, is read differently by everyone.
_AMBIGUOUS: Final = re.compile(r"///|//$|[A-Za-z][A-Za-z0-9+.-]*:(?!//[^/])")
# Storage refuses a request with two kinds of credentials, and owns neither our token
# nor our headers: it gets what a download needs.
_CROSS_ORIGIN_HEADERS: Final = frozenset(
    {"user-agent", "range", "if-range", "accept-encoding"}
)


def follow(
    request: Request,
    status: int,
    location: str,
    *,
    base: str,
    download: bool,
    visited: tuple[str, ...],
) -> Request:
    """Return the request that follows a redirect.

    Within the API it is the same request at another address, body and method
    included: a renamed repository. Out of the API it is a bare GET, and only by the
    302 that is documented as the success of a download: after any other redirect a
    download is asked for again, with the token, so it stays within.

    Args:
        request: The request that was redirected.
        status: One of ``STATUSES``.
        location: The ``Location`` header, or "".
        base: The API's base URL, as :func:`origins.api_base` returns it.
        download: The operation's documented success is a redirect to storage.
        visited: Every URL requested for this call, ``request.url`` last.

    Raises:
        RedirectError: It leads where this request must not go. No message shows a
            path or a query.
    """
    if status == _SEE_OTHER and request.method != "GET":
        # "Done, see there": not to be repeated, and not to be turned into a GET.
        error = RedirectError("a write was answered by a 303")
        error.outcome_unknown = True
        raise error
    api, here = parse_url(base), parse_url(request.url)
    there = _target(here, location)
    if len(visited) > _MOST_HOPS:
        raise RedirectError(f"more than {_MOST_HOPS} redirects, last to {there.origin}")
    if there.url in visited:
        raise RedirectError(f"redirects in a circle at {there.origin}")
    if here.is_under(api) and there.is_under(api):
        return evolve(request, url=there.url)
    documented = download and (status == _FOUND or not here.is_under(api))
    if not (documented and request.method == "GET"):
        raise RedirectError(
            "only the 302 of a download may leave the API; this one leads to "
            f"{there.origin}: look at base_url"
        )
    _check_abroad(here, there, api)
    headers = Headers(accept="*/*")
    headers.update(
        (name, value)
        for name, value in request.headers.items()
        if name.lower() in _CROSS_ORIGIN_HEADERS
    )
    return Request(method="GET", url=there.url, headers=headers)


def is_cross_origin(url: str, base: str) -> bool:
    """Return whether ``url`` lies outside the API at ``base``.

    Raises:
        ValueError: One of them is no absolute URL.
    """
    return not parse_url(url).is_under(parse_url(base))


def _target(here: ParsedUrl, location: str) -> ParsedUrl:
    text = location.strip(" \t")
    if not text:
        raise RedirectError("a redirect without a Location")
    unsafe = not _PERMITTED.fullmatch(text) or _AMBIGUOUS.match(text)
    if len(text) > _LONGEST or unsafe:
        raise RedirectError("a redirect to a malformed Location")
    try:
        there = parse_url(urljoin(here.url, text))
    except ValueError:
        # What the standard library complains about is shown by it, secrets included.
        raise RedirectError("a redirect to a malformed Location") from None
    if (here.scheme, there.scheme) == ("https", "http"):
        raise RedirectError(f"a redirect from https to {there.origin}")
    return there


def _check_abroad(here: ParsedUrl, there: ParsedUrl, api: ParsedUrl) -> None:
    if there.is_under(api):
        raise RedirectError(f"{here.origin} leads back to the API")
    if api.port == _HTTPS and there.port != _HTTPS:
        raise RedirectError(f"a redirect to an unusual port: {there.origin}")
    if not addresses.host_allowed(there.host, api.url):
        raise RedirectError(f"a redirect into a private network: {there.origin}")
