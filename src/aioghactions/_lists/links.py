"""Find the neighbours of a page in its ``Link`` header (RFC 8288)."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from attrs import frozen

from aioghactions._http.urls import ParsedUrl, parse_url
from aioghactions.errors import UnexpectedAnswerError

Target = tuple[str, tuple[tuple[str, str], ...]]

_LONGEST: Final = 16_384
_MOST_FIELDS: Final = 64
_GAP: Final = re.compile(r"[\s,]*")
_URI: Final = re.compile(r"<([^<>]*)>")
_PARAMETER: Final = re.compile(
    r"\s*;\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*"
    r'(?:"((?:[^"\\]|\\.)*)"|([^\s;,"<>]+)))?'
)
_END: Final = re.compile(r"\s*(?:,|$)")
_PLACEHOLDER: Final = re.compile(r"\\\{\w+\\\}")
# GitHub answers with ids where names were asked for, and after a renaming with the
# new names.
_SCOPES: Final = {
    "/repos/{owner}/{repo}/": "/(?:repositories/[0-9]+|repos/[^/]+/[^/]+)/",
    "/orgs/{org}/": "/(?:organizations/[0-9]+|orgs/[^/]+)/",
}


@frozen
class Links:
    """Where a page's neighbours are, each as a path and a query for ``Call.at``.

    Attributes:
        next: The following page; None on the last one.
        last: The last page; None on the last one, or if the server does not say.
    """

    next: Target | None = None
    last: Target | None = None


def neighbours(header: str, *, base: str, template: str) -> Links:
    """Return the checked neighbours of a page.

    A neighbour must be another page of the same list at the same API. It is an error
    if it is not, never the end of the list: that would lose items in silence.

    Args:
        header: The ``Link`` header, or "".
        base: The API's base URL, as :func:`origins.api_base` returns it.
        template: Path template of the operation.

    Raises:
        UnexpectedAnswerError: The header cannot be read, or leads elsewhere.
    """
    api = parse_url(base)
    try:
        targets = parse(header)
        return Links(
            **{
                relation: _target(targets[relation], api, template)
                for relation in ("next", "last")
                if relation in targets
            }
        )
    except ValueError as error:
        raise UnexpectedAnswerError(f"a Link to another page: {error}") from None


def parse(header: str) -> Mapping[str, str]:
    """Return the target of each relation, the first one where several claim it.

    Raises:
        ValueError: It is no ``Link`` header.
    """
    if len(header) > _LONGEST:
        raise ValueError("the header is too long")
    targets: dict[str, str] = {}
    at = _end(_GAP, header, 0)
    while at < len(header):
        uri = _URI.match(header, at)
        if uri is None:
            raise ValueError("the header is malformed")
        parameters, at = _parameters(header, uri.end())
        at = _end(_GAP, header, _end(_END, header, at))
        # A link with an anchor speaks of another document than this one.
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
        raise ValueError("the header is malformed")
    return match.end()


def _target(url: str, api: ParsedUrl, template: str) -> Target:
    there = parse_url(url)
    if not there.is_under(api):
        raise ValueError(f"it leads out of the API, to {there.origin}")
    path = there.path.removeprefix(api.path.rstrip("/"))
    if not re.fullmatch(_route(template), path):
        raise ValueError("it leads to another list")
    query = parse_qsl(
        there.query,
        keep_blank_values=True,
        strict_parsing=bool(there.query),
        errors="strict",
        max_num_fields=_MOST_FIELDS,
    )
    return path, tuple(query)


def _route(template: str) -> str:
    for scope, pattern in _SCOPES.items():
        if template.startswith(scope):
            return pattern + _segments(template.removeprefix(scope))
    return _segments(template)


def _segments(template: str) -> str:
    return _PLACEHOLDER.sub("[^/]+", re.escape(template))
