"""Parse the ``Link`` header of a page (RFC 8288), and number pages."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from attrs import frozen

from aioghactions._http.urls import ParsedUrl, parse_url
from aioghactions.errors import UnexpectedAnswerError

# A path and a query, for ``Call.at``.
Target = tuple[str, tuple[tuple[str, str], ...]]

_MAX_LENGTH: Final = 16_384
_SEPARATOR: Final = re.compile(r"[\s,]*")
_URI: Final = re.compile(r"<([^<>]*)>")
_PARAMETER: Final = re.compile(
    r"\s*;\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*"
    r'(?:"((?:[^"\\]|\\.)*)"|([^\s;,"<>]+)))?'
)
_END: Final = re.compile(r"\s*(?:,|$)")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")
_PLACEHOLDER: Final = re.compile(r"\\\{\w+\\\}")
# GitHub's links contain ids in place of the requested names, and the new names after a
# rename.
_SCOPES: Final = {
    "/repos/{owner}/{repo}/": "/(?:repositories/[0-9]+|repos/[^/]+/[^/]+)/",
    "/orgs/{org}/": "/(?:organizations/[0-9]+|orgs/[^/]+)/",
}


@frozen
class Links:
    """The neighbours of a page; None on the last page."""

    next: Target | None = None
    last: Target | None = None  # also None if the server does not say


def neighbours(header: str, *, base: str, template: str | None) -> Links:
    """Return the neighbours of a page, after checking their URLs.

    A neighbour must be another page of the same list on the same host. Any other URL is
    an error, not the end of the list: that would silently lose items. Without a
    template, the path may differ: GitHub's links have ids in place of names.
    """
    api = parse_url(base)
    try:
        targets = {
            relation: _target(url, api, template)
            for relation, url in parse(header).items()
            if relation in {"next", "last"}
        }
    except ValueError as error:
        raise UnexpectedAnswerError(f"invalid Link header: {error}") from None
    return Links(**targets)


def parse(header: str) -> Mapping[str, str]:
    """Return the URL of each relation; the first one if there are several."""
    if len(header) > _MAX_LENGTH:
        raise ValueError(f"longer than {_MAX_LENGTH} characters")
    targets: dict[str, str] = {}
    at = _end(_SEPARATOR, header, 0)
    while at < len(header):
        uri = _URI.match(header, at)
        if uri is None:
            raise ValueError("malformed")
        parameters, at = _parameters(header, uri.end())
        at = _end(_SEPARATOR, header, _end(_END, header, at))
        # A link with an anchor describes another document than this page.
        if "anchor" not in parameters:
            for relation in parameters.get("rel", "").lower().split():
                targets.setdefault(relation, uri[1].strip())
    return targets


def _parameters(header: str, at: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while parameter := _PARAMETER.match(header, at):
        name, quoted, plain = parameter.groups()
        value = re.sub(r"\\(.)", r"\1", quoted) if quoted else plain or ""
        found.setdefault(name.lower(), value)
        at = parameter.end()
    return found, at


def _end(pattern: re.Pattern[str], header: str, at: int) -> int:
    match = pattern.match(header, at)
    if match is None:
        raise ValueError("malformed")
    return match.end()


def _target(url: str, api: ParsedUrl, template: str | None) -> Target:
    parsed = parse_url(url)
    if not parsed.is_under(api):
        raise ValueError(f"the URL is outside the API, at {parsed.origin}")
    path = parsed.path.removeprefix(api.path.rstrip("/"))
    if template is not None and not re.fullmatch(_route(template), path):
        raise ValueError("the URL is not of the same list")
    query = parse_qsl(
        parsed.query,
        keep_blank_values=True,
        strict_parsing=bool(parsed.query),
        errors="strict",
        max_num_fields=64,
    )
    return path, tuple(query)


def _route(template: str) -> str:
    route = re.escape(template)
    for scope, pattern in _SCOPES.items():
        if template.startswith(scope):
            route = pattern + re.escape(template.removeprefix(scope))
    # A branch may have slashes in its name, which a server need not encode.
    route = route.replace(r"\{ref\}", ".+")
    return _PLACEHOLDER.sub("[^/]+", route)


def number(target: Target | None, name: str) -> int | None:
    """Return the parameter ``name`` of ``target``; None unless it is one number."""
    values = [value for key, value in target[1] if key == name] if target else []
    if len(values) != 1 or not _NUMBER.fullmatch(values[0]):
        return None
    return int(values[0])


def numbered(target: Target, **parameters: int) -> Target:
    """Return ``target`` with other numbers; a missing parameter is appended."""
    path, query = target
    for name, value in parameters.items():
        pair = (name, str(value))
        if name in dict(query):
            query = tuple(pair if key == name else (key, it) for key, it in query)
        else:
            query = (*query, pair)
    return path, query


def differ_in_page_only(one: Target, other: Target) -> bool:
    """Return whether the queries of two pages differ in the page number only."""
    first, second = (sorted(numbered(it, page=1)[1]) for it in (one, other))
    return first == second
