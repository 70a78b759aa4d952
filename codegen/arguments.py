"""Decide what the arguments of an operation's function are."""

from collections.abc import Iterable

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import Property

from codegen import fragment, text
from codegen.fragment import Node
from codegen.shapes import properties, shape


@frozen(kw_only=True)
class Argument:
    """One argument of an operation's function.

    Attributes:
        name: As in the path, the query or the body, or the member's `x-argument`.
        member: As in the request.
        place: ``path``, ``query`` or ``body``.
        annotation: Its type.
        default: Literal of its default, or "" where it has none.
        value: What is passed on: the argument, checked where there is a limit.
        node: Its parameter or member in the fragment.
        schema: What it may be.
    """

    name: str
    member: str
    place: str
    annotation: str
    default: str
    value: str
    node: Node
    schema: Node

    @property
    def declared(self) -> str:
        """How a signature declares it."""
        default = f" = {self.default}" if self.default else ""
        return f"{self.name}: {self.annotation}{default}"

    @property
    def passed(self) -> str:
        """How a method hands it on."""
        return self.name if self.place == "path" else f"{self.name}={self.name}"


def signature(given: Iterable[Argument], *before: str) -> str:
    """Return how a function declares its arguments: those of the path by position."""
    declared = [*before]
    for argument in sorted(given, key=lambda a: a.place != "path"):
        if argument.place != "path" and "*" not in declared:
            declared.append("*")
        declared.append(argument.declared)
    return ", ".join(declared)


def plan(node: Node, endpoint: Endpoint, document: Node) -> tuple[Argument, ...]:
    """Return the arguments of an operation's function: path, query, then body."""
    request = fragment.request(document, node)
    nodes = {
        (parameter["in"], parameter["name"]): (parameter, parameter["schema"])
        for parameter in fragment.parameters(document, node)
    }
    for name, member in request.get("properties", {}).items():
        nodes["body", name] = member, member
    # The parser has those of the path in the order of the path, and knows them all.
    parsed = [(str(place), prop) for place, prop in endpoint.iter_all_parameters()]
    if request:
        parsed += [("body", prop) for prop in properties(endpoint.bodies[0].prop)]
    return tuple(
        _argument(prop, place, *nodes[place, prop.name.get_untrusted_value()], document)
        for place, prop in parsed
    )


def _argument(
    prop: Property, place: str, node: Node, schema: Node, document: Node
) -> Argument:
    member = prop.name.get_untrusted_value()
    name = fragment.argument(member, schema)
    form = shape(prop)
    optional = "" if prop.required else " | None"
    default = "" if prop.required else "None"
    if place == "path" and "default" in schema:
        default = repr(schema["default"])
    return Argument(
        name=name,
        member=member,
        place=place,
        annotation=f"{form.argument}{optional}",
        default=default,
        value=_checked(name, _resolved(document, schema), place),
        node=node,
        schema=schema,
    )


def _resolved(document: Node, schema: Node) -> Node:
    """Return the component of a reference, also of one with a default."""
    [target, *more] = schema.get("allOf", [schema])
    return schema if more else fragment.resolve(document, target)


def _checked(name: str, schema: Node, place: str) -> str:
    """Return the expression of an argument within its documented limits."""
    quoted = f'"{name}"'
    if place == "path":  # which would take any text
        numeric = schema.get("type") == "integer"
        return f"checks.integer({quoted}, {name})" if numeric else name
    if schema.get("type") == "array":
        return f"encode.as_list({quoted}, {name})"
    if place == "query" and "enum" in schema:
        return f"checks.known({quoted}, {name}, {tuple(schema['enum'])!r})"
    if "maxProperties" in schema:
        texts = schema.get("x-texts")
        value = f"checks.texts({quoted}, {name})" if texts else name
        return f"checks.at_most({quoted}, {value}, {schema['maxProperties']!r})"
    if "minimum" in schema:
        most = f", {schema['maximum']!r}" if "maximum" in schema else ""
        return f"checks.between({quoted}, {name}, {schema['minimum']!r}{most})"
    if "pattern" in schema:
        form = f"{schema['pattern']!r}, {text.clean(schema['x-form'])!r}"
        return f"checks.matching({quoted}, {name}, {form})"
    return name
