"""One normal form for what OpenAPI 3.0 and 3.1 say in different ways."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from codegen.drift.description import Description, Node


@frozen
class Members:
    """The members of an object.

    Attributes:
        component: Name of the schema, or None where it is written in place.
        properties: Schemas by name; empty for a free-form object.
        required: Names of those that are always there.
    """

    component: str | None
    properties: Mapping[str, Node]
    required: frozenset[str]


@frozen(kw_only=True)
class Shape:
    """What a schema lets through.

    Attributes:
        types: JSON types, without null.
        nullable: Null passes too.
        format: ``date-time``, or None: other formats are not checked.
        enum: The allowed values, sorted, or None for any.
        default: Value of a missing member or parameter.
        pattern: Regular expression that a string has to match.
        max_properties: How many members an object may have.
        objects: One entry for each object that is allowed here.
        items: Schema of the items of an array.
    """

    types: tuple[str, ...] = ()
    nullable: bool = False
    format: str | None = None
    enum: tuple[str, ...] | None = None
    default: Any = None
    pattern: str | None = None
    max_properties: int | None = None
    objects: tuple[Members, ...] = ()
    items: Node | None = None


def shape(description: Description, node: Node) -> Shape:
    """Return the normal form of ``node``."""
    component, node = description.follow(node)
    for word in ("allOf", "anyOf", "oneOf"):
        if word in node:
            return _union(description, word, node)
    kinds = node.get("type", "object" if "properties" in node else ())
    types: set[str] = {kinds} if isinstance(kinds, str) else set(kinds)
    values = node.get("enum")
    return Shape(
        types=_all([types - {"null"}]),
        nullable="null" in types or bool(node.get("nullable")),
        format=node.get("format") if node.get("format") == "date-time" else None,
        enum=None if values is None else _all([values]),
        default=node.get("default"),
        pattern=node.get("pattern"),
        max_properties=node.get("maxProperties"),
        objects=(_members(component, node),) if "object" in types else (),
        items=node.get("items"),
    )


def _members(component: str | None, node: Node) -> Members:
    return Members(
        component, node.get("properties", {}), frozenset(node.get("required", ()))
    )


def _union(description: Description, word: str, node: Node) -> Shape:
    parts = [shape(description, part) for part in node[word]]
    if word == "allOf" and len(parts) > 1:
        return _joined(parts)
    # A lone {type: null} only says that the others may be null.
    solid = [part for part in parts if part.types]
    only = solid[0] if len(solid) == 1 else Shape()
    values = [part.enum for part in solid if part.enum is not None]
    return evolve(
        only,
        types=_all(part.types for part in solid),
        nullable=any(part.nullable for part in parts) or bool(node.get("nullable")),
        enum=_all(values) if len(values) == len(solid) else None,
        default=node.get("default", only.default),
        objects=tuple(entry for part in solid for entry in part.objects),
        items=next((part.items for part in solid if part.items), None),
    )


def _joined(parts: list[Shape]) -> Shape:
    """Return the shape of an object that has the members of all ``parts``."""
    entries = [part.objects for part in parts]
    if not all(len(objects) == 1 for objects in entries):
        raise ValueError("allOf of several schemas is compared for objects only")
    [[first], *_] = entries
    properties = {k: v for [one] in entries for k, v in one.properties.items()}
    required = frozenset[str]().union(*(one.required for [one] in entries))
    whole = Members(first.component, properties, required)
    return evolve(parts[0], objects=(whole,))


def _all(values: Iterable[Iterable[str | None]]) -> tuple[str, ...]:
    return tuple(sorted({one for some in values for one in some if one is not None}))


def merged(objects: tuple[Members, ...]) -> Members:
    """Return one object with all members; required is what all agree on."""
    return Members(
        objects[0].component if len(objects) == 1 else None,
        {name: node for entry in objects for name, node in entry.properties.items()},
        frozenset[str].intersection(*(entry.required for entry in objects)),
    )
