"""An OpenAPI description, its references followed."""

import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

Node = Mapping[str, Any]
Route = tuple[str, str]

METHODS: Final = ("get", "post", "put", "patch", "delete")
_SERVER: Final = re.compile(r"ghes-(\d+)\.(\d+)")
_CLOUD: Final = (10**6, 0)


def rank(edition: str) -> tuple[int, int]:
    """Return what orders editions by age; the cloud is newest."""
    if edition in {"github.com", "ghec"}:
        return _CLOUD
    if not (match := _SERVER.fullmatch(edition)):
        raise ValueError(f"{edition!r} is not an edition")
    return int(match[1]), int(match[2])


@frozen
class Description:
    """One OpenAPI document, 3.0 or 3.1.

    Attributes:
        edition: ``github.com``, ``ghec`` or ``ghes-3.19``.
        document: The document as it was loaded.
        silent: Words of differences that the document says nothing about.
    """

    edition: str
    document: Node
    silent: frozenset[str] = frozenset()

    def follow(self, node: Node) -> tuple[str | None, Node]:
        """Return what ``node`` refers to, and the name of that component."""
        name = None
        while "$ref" in node:
            name, node = self._target(node["$ref"])
        return name, node

    def _target(self, pointer: str) -> tuple[str, Node]:
        if not pointer.startswith("#/"):
            raise ValueError(f"{pointer!r} leads out of the document")
        node: Any = self.document
        for key in (keys := pointer[2:].split("/")):
            node = node[key]
        return keys[-1], node

    def operations(self) -> Mapping[Route, Node]:
        """Return the operations by method and path."""
        return {
            (method.upper(), path): item[method]
            for path, item in self.document["paths"].items()
            for method in METHODS
            if method in item
        }

    def parameters(self, operation: Node) -> Mapping[tuple[str, str], Node]:
        """Return the parameters of an operation by place and name."""
        return {
            (node["in"], node["name"]): node
            for _, node in map(self.follow, operation.get("parameters", ()))
        }

    def responses(self, operation: Node) -> Mapping[str, Node]:
        """Return the answers of an operation by status."""
        return {
            status: self.follow(node)[1]
            for status, node in operation["responses"].items()
        }


def json_schema(body: Node) -> Node | None:
    """Return the schema of the JSON that a request or an answer carries."""
    for media, content in body.get("content", {}).items():
        if media.split(";")[0].endswith("json"):
            schema: Node = content["schema"]
            return schema
    return None
