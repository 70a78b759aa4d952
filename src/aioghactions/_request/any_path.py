"""Calls of endpoints that have no operation: from a method and a path."""

import re
from collections.abc import Mapping
from typing import Any, Final, cast, get_args
from urllib.parse import parse_qsl

from attrs import evolve

from aioghactions._core.call import Call, Method, Operation
from aioghactions._http.urls import parse_url
from aioghactions._params import encode

_PLACEHOLDER: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
# What a path may contain unencoded (RFC 3986), a percent sign with two digits, a slash.
_PATH: Final = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+")
_LARGEST_PAGE: Final = "100"
_DOTS: Final = re.compile(r"/(?:\.|%2[eE]){1,2}(?:/|$)")


def make_call(
    base_url: str,
    method: str,
    path: str,
    *,
    query: Mapping[str, Any] | None,
    body: object,
    values: Mapping[str, str | int],
) -> Call[Any]:
    """Return the call of ``method`` on ``path``, a template or a URL of the API."""
    verb = _checked_method(method)
    pairs = encode.encode_query(**(query or {}))
    if isinstance(cast("object", path), str) and "://" in path:
        path, given = _below(base_url, path)
        pairs = (*given, *pairs)
    literal = _PLACEHOLDER.sub("x", _checked_type("path", path, str))
    if not _PATH.fullmatch(literal) or _DOTS.search(literal):
        raise ValueError(
            "path must begin with a slash and be percent-encoded, without . and .., "
            "such as '/repos/{owner}/{repo}/topics'; parameters belong in query"
        )
    names = set(_PLACEHOLDER.findall(path))
    if strangers := sorted(names ^ values.keys()):
        name = strangers[0]
        known = name in names
        raise TypeError(
            f"path has {{{name}}}; pass {name}=..." if known else
            f"path has no {{{name}}}, so {name} cannot be passed"
        )  # fmt: skip
    return Call(
        operation=Operation(
            id=f"{verb} {_endpoint(path)}",
            method=verb,
            path=_endpoint(path),
            tag="",
            name="request",
            answers={},
        ),
        path=encode.fill_path(path, **values),
        query=pairs,
        body=None if body is None else encode.json_body(body),
    )


def make_list_call(
    base_url: str,
    method: str,
    path: str,
    *,
    query: Mapping[str, Any] | None,
    values: Mapping[str, str | int],
) -> Call[Any]:
    """Return the call of the first page of a list, with 100 items by default."""
    if method != "GET":
        _checked_method(method)
        raise ValueError("method must be GET: other methods do not return a list")
    call = make_call(base_url, method, path, query=query, body=None, values=values)
    if all(name != "per_page" for name, _ in call.query):
        call = call.at(call.path, (*call.query, ("per_page", _LARGEST_PAGE)))
    return evolve(call, operation=evolve(call.operation, items=""))


def _checked_method(method: object) -> Method:
    methods = get_args(Method)
    if method not in methods:
        raise ValueError(f"method must be one of {', '.join(methods)}")
    return cast("Method", method)


def _checked_type(name: str, value: object, kind: type[str]) -> str:
    if not isinstance(value, kind):
        found = type(value).__name__
        raise TypeError(f"{name} must be a string, not {found}")
    return value


def _below(base_url: str, url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the path and the query of a URL of the API; refuse any other."""
    api, parsed = parse_url(base_url), parse_url(url)
    if not parsed.is_under(api):
        raise ValueError(f"the URL is outside the API, which is {base_url}")
    path = parsed.path.removeprefix(api.path.rstrip("/"))
    return path, tuple(parse_qsl(parsed.query, keep_blank_values=True))


def _endpoint(path: str) -> str:
    """Return what names the endpoint: the template, or the start of a written path.

    Limits are counted for each endpoint, so there must not be one for each repository.
    """
    first, *rest = path[1:].split("/")
    return path if "{" in path or not rest else f"/{first}/..."
