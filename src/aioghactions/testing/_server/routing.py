"""Find the documented operation of a path.

Most paths contain a repository or an organization, by name or by id, as in the
``Link`` headers of the real server: ``/repos/{owner}/{repo}/...`` or
``/repositories/{id}/...``. The others are about the sender, such as ``/user/repos``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal
from urllib.parse import unquote

from attrs import frozen

from aioghactions._core.call import Operation

Scope = Literal["repo", "org", "enterprise", "sender"]
_Template = tuple[str, ...]

# By first segment of a path: the scope, and how many segments name it.
_SCOPES: Mapping[str, tuple[Scope, int]] = {
    "repos": ("repo", 2),
    "repositories": ("repo", 1),
    "orgs": ("org", 1),
    "organizations": ("org", 1),
    "enterprises": ("enterprise", 1),
}
_SENDER: tuple[Scope, int] = ("sender", 0)


@frozen
class Route:
    """The operation of a path, and the values in the path.

    Attributes:
        operation: The documented operation.
        scope: Whether the path contains a repository, an organization, an
            enterprise, or none of them.
        name: The name or id in the path, such as ``octo-org/hello``; "" for none.
        by_number: Whether ``name`` is an id.
        values: The other parameters in the path, decoded.
        rest: The path after the name, percent-encoded.
    """

    operation: Operation[Any]
    scope: Scope
    name: str
    by_number: bool
    values: Mapping[str, str]
    rest: str


class Router:
    """Finds the operation of a method and a path."""

    def __init__(self, operations: Iterable[Operation[Any]]) -> None:
        self._table: dict[
            tuple[str, Scope, int], list[tuple[_Template, Operation[Any]]]
        ] = defaultdict(list)
        for operation in operations:
            _, first, *segments = operation.path.split("/")
            scope, length = _SCOPES.get(first, _SENDER)
            if scope == "sender":
                segments = [first, *segments]
            template = tuple(segments[length:])
            key = (operation.method, scope, len(template))
            self._table[key].append((template, operation))
        for candidates in self._table.values():
            # `/secrets/public-key` comes before `/secrets/{secret_name}`.
            candidates.sort(key=lambda candidate: [s[0] == "{" for s in candidate[0]])

    def find(self, method: str, path: str) -> Route | None:
        """Return the route of ``path``, which is percent-encoded, or None."""
        _, first, *segments = path.split("/")
        scope, length = _SCOPES.get(first, _SENDER)
        if scope == "sender":
            segments = [first, *segments]
        name = "/".join(map(unquote, segments[:length]))
        rest = segments[length:]
        for template, operation in self._table.get((method, scope, len(rest)), ()):
            values = _match(template, rest)
            if values is not None:
                by_number = first in {"repositories", "organizations"}
                tail = "".join(f"/{segment}" for segment in rest)
                return Route(operation, scope, name, by_number, values, tail)
        return None


def _match(template: _Template, segments: list[str]) -> dict[str, str] | None:
    values: dict[str, str] = {}
    for pattern, segment in zip(template, segments, strict=True):
        if pattern[0] == "{" and segment:
            values[pattern[1:-1]] = unquote(segment)
        elif pattern != segment:
            return None
    return values
