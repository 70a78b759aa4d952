"""Plan the package, module by module."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import field, frozen
from openapi_python_client.parser import GeneratorData

from codegen import fragment, models, names, operations
from codegen.fragment import Node
from codegen.models import Model, OpenEnum
from codegen.operations import SCOPES, Operation

_LONG: Final = 5
"""Fewer names fit in the line that would name them."""


@frozen(kw_only=True)
class Handle:
    """A class with operations as its methods, and groups of others as its properties.

    Attributes:
        name: Name of the class.
        text: What it is about.
        operations: Those without a group, or those of one group.
        groups: Name, class and text of each group within it.
    """

    name: str
    text: str
    operations: tuple[Operation, ...]
    groups: tuple[tuple[str, str, str], ...]


@frozen(kw_only=True)
class Resource:
    """The operations of one tag, and their handle: ``RepoRuns`` for ``repo-runs``."""

    tag: str
    text: str
    operations: tuple[Operation, ...]
    groups: Mapping[str, str] = field(factory=dict[str, str])  # their texts

    @property
    def name(self) -> str:
        """Class name of the handle."""
        return names.resource(self.tag)

    @property
    def handles(self) -> Iterator[Handle]:
        """Yield the handle, then those of its groups."""
        for group, text in {"": self.text, **self.groups}.items():
            yield Handle(
                name=names.resource(self.tag, group),
                text=text,
                operations=tuple(op for op in self.operations if op.group == group),
                groups=tuple(
                    (name, names.resource(self.tag, each), self.groups[each])
                    for each in self.groups
                    for above, _, name in [each.rpartition(".")]
                    if above == group
                ),
            )

    @property
    def module(self) -> str:
        """Name of both modules."""
        return names.function(self.tag)

    @property
    def scope(self) -> tuple[str, ...]:
        """Path parameters that the handle sets."""
        return SCOPES[names.scope(self.tag)]

    @property
    def base(self) -> str:
        """Base class with the scope of the handle."""
        scope = names.scope(self.tag)
        return f"{names.resource(scope) if SCOPES[scope] else 'Client'}Resource"


@frozen(kw_only=True)
class Plan:
    """Everything that is rendered, in the order of the fragment."""

    models: tuple[Model, ...]
    enums: tuple[OpenEnum, ...]
    resources: tuple[Resource, ...]
    events: Mapping[str, str]  # the model of each webhook

    @property
    def operations(self) -> Iterator[Operation]:
        """All operations, handle by handle."""
        for resource in self.resources:
            yield from resource.operations

    @property
    def twins(self) -> dict[tuple[str, ...], str]:
        """Names of the long tuples of parameters that several operations share."""
        names: dict[tuple[str, ...], list[str]] = {}
        for operation in self.operations:
            name = f"_{operation.function.upper()}"
            names.setdefault(operation.query, []).append(f"{name}_QUERY")
            names.setdefault(operation.capped_by, []).append(f"{name}_CAPPED_BY")
        return {
            values: found[0]
            for values, found in names.items()
            if len(found) > 1 and len(values) >= _LONG
        }


def plan(document: Node, parsed: GeneratorData) -> Plan:
    """Return the plan for a fragment that ``lint`` has nothing against."""
    schemas = fragment.component(document, "schemas")
    modelled = schemas.keys() - fragment.requests(document)
    return Plan(
        models=tuple(
            models.plan(model, document)
            for model in parsed.models
            if model.class_info.name in modelled
        ),
        enums=tuple(
            models.plan_enum(name, node)
            for name, node in schemas.items()
            if "enum" in node
        ),
        resources=tuple(_resources(document, parsed)),
        events=fragment.events(document),
    )


def _resources(document: Node, parsed: GeneratorData) -> Iterator[Resource]:
    endpoints = {
        str(endpoint.name): endpoint
        for collection in parsed.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    }
    for tag in document["tags"]:
        found = tuple(
            operations.plan(path, verb, node, endpoint, document)
            for path, verb, node in fragment.operations(document)
            for endpoint in [endpoints[names.function(node["operationId"])]]
            if node["tags"] == [tag["name"]]
        )
        yield Resource(
            tag=tag["name"],
            text=tag["description"],
            operations=found,
            groups=tag.get("x-groups", {}),
        )
