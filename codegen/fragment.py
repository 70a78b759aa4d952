"""Look things up in the fragment."""

from collections.abc import Iterator
from typing import Any, Final, TypeGuard

VERBS: Final = ("get", "put", "post", "patch", "delete")

Node = dict[str, Any]


def is_object(node: object) -> TypeGuard[Node]:
    """Whether a part of the fragment is an object."""
    return isinstance(node, dict)


def is_array(node: object) -> TypeGuard[list[Any]]:
    """Whether a part of the fragment is an array."""
    return isinstance(node, list)


def resolve(document: Node, node: Node) -> Node:
    """Return the component that ``node`` refers to, or ``node`` itself."""
    if "$ref" not in node:
        return node
    _, _, kind, name = node["$ref"].split("/")
    return component(document, kind)[name]


def component(document: Node, kind: str) -> dict[str, Node]:
    """Return the components of one kind, such as ``schemas``."""
    found: dict[str, Node] = document.get("components", {}).get(kind, {})
    return found


def operations(document: Node) -> Iterator[tuple[str, str, Node]]:
    """Yield path, verb and operation, in the order of the document."""
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            if verb in VERBS:
                yield path, verb, operation


def parameters(document: Node, operation: Node) -> list[Node]:
    """Return the parameters of an operation, resolved, in their order."""
    return [resolve(document, node) for node in operation.get("parameters", [])]


def request(document: Node, operation: Node) -> Node:
    """Return the schema of the request body; empty without one."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    return resolve(document, schema)


def answer(operation: Node, status: str) -> Node:
    """Return the schema of what is answered; empty if nothing is."""
    response = operation["responses"].get(status, {})
    content = response.get("content", {}).get("application/json", {})
    schema: Node = content.get("schema", {})
    return schema


def target(node: Node) -> str:
    """Return the name of the component that ``node`` refers to, or ""."""
    return str(node.get("$ref", "")).rpartition("/")[2]


def references(node: object) -> Iterator[str]:
    """Yield every ``$ref`` in or below ``node``."""
    if is_object(node):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif is_array(node):
        for item in node:
            yield from references(item)


def requests(document: Node) -> frozenset[str]:
    """Return the schemas of request bodies: they become arguments, not models."""
    bodies = [op.get("requestBody", {}) for _, _, op in operations(document)]
    return frozenset(
        ref.rpartition("/")[2] for body in bodies for ref in references(body)
    )


def events(document: Node) -> dict[str, str]:
    """Return the schema of each webhook."""
    return {
        name: next(references(item["post"]["requestBody"])).rpartition("/")[2]
        for name, item in document.get("webhooks", {}).items()
    }


def pages(document: Node) -> dict[str, str]:
    """Return the schemas of pages, each with the member that holds its items."""
    return {
        target(answer(operation, "200")): operation["x-pagination"]["items"]
        for _, _, operation in operations(document)
        if "items" in operation.get("x-pagination", {})
    }


def paged_by(operation: Node) -> str:
    """Return the query parameter that links to other pages set; "" without pages."""
    if "x-pagination" not in operation:
        return ""
    by = str(operation["x-pagination"].get("by", "page"))
    return "" if by == "none" else by


def argument(member: str, node: Node) -> str:
    """Return the name of the argument that becomes a member of the request."""
    return str(node.get("x-argument", member))
