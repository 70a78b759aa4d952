"""Recognize the forms of schemas that the parser keeps whole."""

from typing import Final

from codegen.fragment import Node, is_array

SCALARS: Final = ("boolean", "integer", "number", "string")
MEMBERS: Final = frozenset(
    {"array", "choice", "described reference", "discriminated", "free object"}
    | {"nullable reference", "scalar"}
)
"""What the members of an object may be."""
ITEMS: Final = frozenset({"free object", "reference", "scalar"})
"""What the items of an array may be."""

_NULL: Final[Node] = {"type": "null"}
_REMARKS: Final = frozenset({"description", "x-since", "x-argument", "default"})
_KEYS: Final = {
    "object": {"type", "properties", "required", "x-always", "x-at-least-one"}
    | {"x-dedup", "x-identity"},
    "free object": {"type", "additionalProperties", "maxProperties", "x-texts"},
    "array": {"type", "items"},
    "enum": {"type", "enum"},
    "scalar": {"type", "format", "pattern", "minimum", "maximum", "x-form"},
}


def form(schema: Node) -> str:
    """Return which of the forms that the generator knows ``schema`` has, or ""."""
    keys: set[str] = schema.keys() - _REMARKS
    if keys == {"$ref"}:
        return "reference"
    if keys == {"allOf"}:
        return "described reference" * (_references(schema["allOf"]) == 1)
    if keys == {"oneOf"}:
        return _choice(schema["oneOf"])
    if keys == {"anyOf", "x-sibling"}:
        return "discriminated" * (_references(schema["anyOf"]) > 1)
    found = _typed(schema)
    return found if found and keys <= _KEYS[found] else ""


def hint(schema: Node) -> str:
    """Return what is lost if ``schema`` is of no known form."""
    if "properties" in schema and schema.keys() & {"anyOf", "oneOf", "allOf"}:
        return "an object with properties beside anyOf, oneOf or allOf vanishes"
    if "properties" in schema:
        return "an object within another gets an invented name; make it a component"
    if "x-usual" in schema:
        return "x-usual is for members of answers"
    if "enum" in schema:
        return "an inline enum is generated twice; make it a component"
    if schema.get("type") == "array":
        return "an array without items removes the whole schema"
    if schema.get("type") == "object":
        return "an object without properties needs additionalProperties: true"
    return f"no known form has just {', '.join(sorted(schema)) or 'nothing'}"


def _references(schemas: list[Node]) -> int:
    """Return the number of ``schemas`` if all are references, else 0."""
    return len(schemas) if all(s.keys() == {"$ref"} for s in schemas) else 0


def _choice(schemas: list[Node]) -> str:
    rest = [schema for schema in schemas if schema != _NULL]
    if len(rest) < len(schemas):
        return "nullable reference" * (len(rest) == _references(rest) == 1)
    plain = {form(schema) for schema in rest} <= {"free object", "scalar"}
    return "choice" * (plain and len(rest) > 1)


def _typed(schema: Node) -> str:
    """Return the form by the type, which may be nullable for arrays and scalars."""
    kind = schema.get("type")
    if is_array(kind):
        # Nullable: only arrays and scalars may be, by a type beside "null".
        if kind[1:] != ["null"] or kind[0] == "object" or "enum" in schema:
            return ""
        kind = kind[0]
    match kind:
        case "object" if schema.get("properties"):
            return "object"
        case "object":
            return "free object" * (schema.get("additionalProperties") is True)
        case "array":
            return "array" * ("items" in schema)
        case "string" if "enum" in schema:
            return "enum"
        case _:
            return "scalar" * (kind in SCALARS)
