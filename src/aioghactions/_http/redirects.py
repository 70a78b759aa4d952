"""Redirect policy: which redirects to follow, and with which headers."""

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
_MAX_REDIRECTS: Final = 5
_HTTPS: Final = 443
_MAX_LENGTH: Final = 16_384
# Strings, which ``re`` compiles for the first redirect.
_PERMITTED: Final = r"[\x21-\x5b\x5d-\x7e]+"
# A scheme without a host, or more than two slashes, is parsed differently by programs.
_AMBIGUOUS: Final = r"///|//$|[A-Za-z][A-Za-z0-9+.-]*:(?!//[^/])"
# Another origin must not receive the token, and storage rejects a request with both a
# token and a signature. So it gets only the headers that a download needs.
_KEPT_HEADERS: Final = frozenset({"user-agent", "range", "if-range", "accept-encoding"})


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

    Within the API, the same request is sent to the new URL with its method, headers
    and body: a renamed repository. To another origin, only a GET without credentials
    is sent, and only after the 302 that is documented as the success of a
    ``download``; storage may redirect further with any status. ``visited`` contains
    every URL requested for this call, ``request.url`` last.

    Raises:
        RedirectError: The redirect is not allowed. The message contains no path and
            no query.
    """
    if status == _SEE_OTHER and request.method != "GET":
        # The write may have been processed: do not resend it or turn it into a GET.
        error = RedirectError("303 response to a write")
        error.outcome_unknown = True
        raise error
    api, source = parse_url(base), parse_url(request.url)
    target = _target(source, location)
    if len(visited) > _MAX_REDIRECTS:
        raise RedirectError(
            f"more than {_MAX_REDIRECTS} redirects, the last to {target.origin}"
        )
    if target.url in visited:
        raise RedirectError(f"redirect loop at {target.origin}")
    if source.is_under(api) and target.is_under(api):
        return evolve(request, url=target.url)
    documented = download and (status == _FOUND or not source.is_under(api))
    if not (documented and request.method == "GET"):
        raise RedirectError(
            "only the 302 of a download may leave the API, not a redirect to "
            f"{target.origin}; check base_url"
        )
    _check_cross_origin(source, target, api)
    kept = {k: v for k, v in request.headers.items() if k.lower() in _KEPT_HEADERS}
    headers = Headers({"accept": "*/*", **kept})
    return Request(method="GET", url=target.url, headers=headers)


def is_cross_origin(url: str, base: str) -> bool:
    """Return whether ``url`` is outside the API at ``base``."""
    return not parse_url(url).is_under(parse_url(base))


def _target(source: ParsedUrl, location: str) -> ParsedUrl:
    text = location.strip(" \t")
    if not text:
        raise RedirectError("redirect without a Location")
    unsafe = not re.fullmatch(_PERMITTED, text) or re.match(_AMBIGUOUS, text)
    if len(text) > _MAX_LENGTH or unsafe:
        raise RedirectError("redirect with a malformed Location")
    try:
        target = parse_url(urljoin(source.url, text))
    except ValueError:
        # Not chained: the message of the standard library contains the URL.
        raise RedirectError("redirect with a malformed Location") from None
    if (source.scheme, target.scheme) == ("https", "http"):
        raise RedirectError(f"redirect from https to {target.origin}")
    return target


def _check_cross_origin(source: ParsedUrl, target: ParsedUrl, api: ParsedUrl) -> None:
    if target.is_under(api):
        raise RedirectError(f"redirect from {source.origin} back to the API")
    if api.port == _HTTPS and target.port != _HTTPS:
        raise RedirectError(f"redirect to a port other than 443: {target.origin}")
    if not addresses.host_allowed(target.host, api.url):
        raise RedirectError(f"redirect into a private network: {target.origin}")
