"""Check the component schemas."""

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Final

from codegen import fragment, imports, names
from codegen.fragment import Node
from codegen.lint import forms

LIMITS: Final = ("maximum", "maxProperties", "minimum", "pattern")

_ENUM_MEMBER: Final = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def problems(document: Node) -> Iterator[str]:
    """Yield what is wrong with each schema."""
    requests = fragment.requests(document)
    pages = fragment.pages(document)
    for name, schema in fragment.component(document, "schemas").items():
        match forms.form(schema):
            case "enum":
                yield from _enum(name, schema)
            case "object":
                answered = name not in requests
                yield from _object(name, schema, answered=answered)
                if answered:
                    yield from _model(name, schema, paged=name in pages)
            case found:
                yield f"{name}: {found or forms.hint(schema)}, not a component"
    yield from _cycles(document)


def _enum(name: str, schema: Node) -> Iterator[str]:
    taken: dict[str, str] = {}
    for text in schema["enum"]:
        member = names.enum_member(text)
        if not _ENUM_MEMBER.fullmatch(member):
            yield f"{name}: {text!r} makes no name for a member"
        elif member in taken:
            yield f"{name}: {text!r} and {taken[member]!r} would both be {member}"
        taken[member] = text


def _object(name: str, schema: Node, *, answered: bool) -> Iterator[str]:
    members = schema["properties"]
    for key, node in members.items():
        where = f"{name}.{key}"
        hints = {"x-usual"} if answered else set[str]()
        yield from _member(where, {k: v for k, v in node.items() if k not in hints})
    for key in ("required", "x-always", "x-at-least-one"):
        if strangers := sorted(set(schema.get(key, ())) - members.keys()):
            yield f"{name}: {key} names {', '.join(strangers)}, which is not a member"


def _member(where: str, node: Node) -> Iterator[str]:
    found = forms.form(node)
    if found not in forms.MEMBERS:
        yield f"{where}: {forms.hint(node)}"
    if found == "array" and forms.form(node["items"]) not in forms.ITEMS:
        yield f"{where}: items: {forms.hint(node['items'])}"
    if found == "discriminated":
        models = node["x-sibling"]["mapping"].values()
        if set(models) != {fragment.target(choice) for choice in node["anyOf"]}:
            yield f"{where}: x-sibling and anyOf do not name the same models"


def _is_plain_text(node: Node) -> bool:
    kind = node.get("type")
    return kind in ("string", ["string", "null"]) and "format" not in node


def _model(name: str, schema: Node, *, paged: bool) -> Iterator[str]:
    """Check what only answers have: attributes, and hints for reading them fast."""
    members = schema["properties"]
    reserved = {*imports.IN_MODELS, "extra", "items" if paged else "extra"}
    if clash := sorted(members.keys() & reserved):
        yield f"{name}: {', '.join(clash)} means something else in a model"
    if both := sorted({*schema.get("x-always", ())} & {*schema.get("required", ())}):
        yield f"{name}: {', '.join(both)} is both required and x-always"
    if schema.get("x-dedup") and "id" not in members:
        yield f"{name}: x-dedup goes by id, and there is none"
    if "x-at-least-one" in schema:
        yield f"{name}: x-at-least-one is for requests"
    for key, node in members.items():
        if unchecked := sorted(node.keys() & set(LIMITS)):
            yield f"{name}.{key}: {', '.join(unchecked)} is not checked in answers"
        if "x-usual" in node and not _is_plain_text(node):
            yield f"{name}.{key}: x-usual is for texts, and names some"
        sibling = node.get("x-sibling", {}).get("property", key)
        if sibling not in members:
            yield f"{name}.{key}: its sibling {sibling} is not a member"


def _cycles(document: Node) -> Iterator[str]:
    """Refuse models whose modules would have to import each other."""
    schemas = fragment.component(document, "schemas")
    needs = {
        name: {r.rpartition("/")[2] for r in fragment.references(schema)} - {name}
        for name, schema in schemas.items()
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = ", ".join(sorted(set(error.args[1])))
        yield f"{circle}: refer to each other in a circle"
