"""The content of ``openapi/``, loaded once for all tests."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import yaml
from attrs import frozen

from codegen.load import load

OPENAPI: Final = Path(__file__).parents[2] / "openapi"
FIXTURES: Final = Path(__file__).parents[1] / "fixtures"
PAGES: Final = ("ghes-2.22", "ghes-3.5", "github.com", "ghes-3.12", "ghec")

Node = Mapping[str, Any]


@cache
def document() -> Node:
    """Return the whole fragment."""
    return load(OPENAPI).document


@cache
def corrections() -> Mapping[str, list[Node]]:
    """Return the corrections of descriptions and of pages."""
    loaded: Mapping[str, list[Node]] = yaml.safe_load(
        (OPENAPI / "corrections.yaml").read_text("utf-8")
    )
    return loaded


@cache
def ledger() -> tuple[Mapping[str, str], ...]:
    """Return the rows of the ledger, one for each documented operation."""
    with (OPENAPI / "ledger.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@frozen(kw_only=True)
class Endpoint:
    """One operation of the fragment."""

    method: str
    path: str
    node: Node

    @property
    def id(self) -> str:
        """The operation id."""
        return str(self.node["operationId"])

    @property
    def parameters(self) -> list[Node]:
        """The parameters, with references resolved."""
        return [follow(node) for node in self.node.get("parameters", ())]

    @property
    def body(self) -> Node | None:
        """The schema of the request body, or None."""
        request = self.node.get("requestBody")
        return request and follow(request["content"]["application/json"]["schema"])

    def schema(self, status: str) -> Node | None:
        """Return the schema of a response, or None where it has none."""
        content = self.node["responses"][status].get("content")
        schema: Node | None = content and content["application/json"]["schema"]
        return schema


@cache
def endpoints() -> Mapping[str, Endpoint]:
    """Return the operations by id, in the order of the fragment."""
    found = [
        Endpoint(method=method.upper(), path=path, node=node)
        for path, item in document()["paths"].items()
        for method, node in item.items()
    ]
    return {endpoint.id: endpoint for endpoint in found}


@cache
def schemas() -> Mapping[str, Node]:
    """Return the schemas by name."""
    loaded: Mapping[str, Node] = document()["components"]["schemas"]
    return loaded


def follow(node: Node) -> Node:
    """Return the component that ``node`` refers to, or ``node`` itself."""
    while "$ref" in node:
        _, *keys = node["$ref"].split("/")
        node = document()
        for key in keys:
            node = node[key]
    return node


def name(node: Node) -> str | None:
    """Return the name of the schema that ``node`` refers to."""
    return node["$ref"].rpartition("/")[2] if "$ref" in node else None


@frozen(kw_only=True)
class Example:
    """A documented payload."""

    edition: str
    operation: str
    status: str
    payload: Any

    def __str__(self) -> str:
        return f"{self.edition}/{self.operation}.{self.status}"


@cache
def examples() -> tuple[Example, ...]:
    """Return the documented payloads."""
    return tuple(
        Example(
            edition=path.parent.name,
            operation=path.stem.rpartition(".")[0],
            status=path.stem.rpartition(".")[2],
            payload=json.loads(path.read_text("utf-8")),
        )
        for path in sorted(OPENAPI.glob("examples/*/*.json"))
    )


@cache
def described_examples() -> tuple[Example, ...]:
    """Return the examples of GitHub's description of what no page documents.

    ``python -m tests.contract.accepted --examples`` writes them.
    """
    found = json.loads((FIXTURES / "described_examples.json").read_text("utf-8"))
    return tuple(
        Example(
            edition="description",
            operation=example["operation"],
            status=str(example["status"]),
            payload=example["payload"],
        )
        for example in found
    )


@cache
def webhook_payloads() -> tuple[tuple[str, Any], ...]:
    """Return GitHub's example payloads of webhooks, each with its event."""
    folder = FIXTURES / "webhooks"
    return tuple(
        (path.stem, payload)
        for path in sorted(folder.glob("*.json"))
        for payload in json.loads(path.read_text("utf-8"))
    )


def mappings(node: Any) -> Iterator[Node]:
    """Yield ``node`` if it is a mapping, and every mapping inside it."""
    if isinstance(node, Mapping):
        mapping = cast("Node", node)
        yield mapping
        for value in mapping.values():
            yield from mappings(value)
    elif isinstance(node, list):
        for value in cast("Iterable[Any]", node):
            yield from mappings(value)


def objects(
    schema: Node, value: Any, holder: Node | None = None
) -> Iterator[tuple[str, Node]]:
    """Yield every object inside ``value`` that has a schema, with the schema's name."""
    branches = [*schema.get("allOf", ()), *schema.get("oneOf", ())]
    if (rule := schema.get("x-sibling")) and holder:
        wanted = rule["mapping"][holder[rule["property"]]]
        branches = [branch for branch in schema["anyOf"] if name(branch) == wanted]
    for branch in branches:
        yield from objects(branch, value)
    if "items" in schema and value is not None:
        for item in value:
            yield from objects(schema["items"], item)
    elif (known := name(schema)) and isinstance(value, Mapping):
        found = cast("Node", value)
        yield known, found
        properties = schemas()[known]["properties"]
        for member in properties.keys() & found.keys():
            yield from objects(properties[member], found[member], found)
