"""Know every key that may stand in the fragment, and the type of its value.

What is not listed would be dropped by the parser or by our plans without a
word: `security`, `patternProperties`, a parameter's `content`, `title` (which
renames classes), siblings of `$ref`, and whatever else OpenAPI has.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from codegen.fragment import VERBS, Node, is_array, is_object

# A value is a kind of node, a plain type, `[one]` for an array or `{one}` for an
# object of them. A key with an exclamation mark must be there.
_GRAMMAR: Final[Mapping[str, Mapping[str, str]]] = {
    "document": {
        "openapi!": "str",
        "info!": "info",
        "externalDocs": "docs",
        "servers": "any",
        "tags!": "[tag]",
        "paths!": "{path}",
        "components": "components",
    },
    "info": {
        "title!": "str",
        "version!": "str",
        "summary": "str",
        "description": "str",
    },
    "docs": {"url!": "str"},
    "tag": {"name!": "str", "description!": "str"},
    "path": dict.fromkeys(VERBS, "operation"),
    "operation": {
        "tags!": "[str]",
        "operationId!": "str",
        "summary!": "str",
        "description!": "str",
        "externalDocs!": "docs",
        "parameters": "[parameter]",
        "requestBody": "body",
        "responses!": "{response}",
        "x-method!": "str",
        "x-editions!": "[str]",
        "x-since!": "str",
        "x-permissions!": "permissions",
        "x-pagination": "pagination",
        "x-capped-by": "[str]",
    },
    "permissions": {"classic!": "str", "fine-grained!": "str", "public!": "bool"},
    "pagination": {"items!": "str"},
    "parameter": {
        "name!": "str",
        "in!": "str",
        "required": "bool",
        "description!": "str",
        "schema!": "schema",
        "x-since": "str",
    },
    "body": {"required!": "bool", "content!": "{media}"},
    "response": {
        "description!": "str",
        "headers": "{header}",
        "content": "{media}",
        "x-since": "str",
    },
    "header": {"description!": "str", "required": "bool", "schema!": "schema"},
    "media": {"schema!": "schema"},
    "components": {
        "parameters": "{parameter}",
        "headers": "{header}",
        "schemas": "{schema}",
    },
    "schema": {
        "type": "any",
        "description": "str",
        "format": "str",
        "pattern": "str",
        "minimum": "int",
        "maximum": "int",
        "maxProperties": "int",
        "default": "any",
        "enum": "[str]",
        "items": "schema",
        "properties": "{schema}",
        "required": "[str]",
        "additionalProperties": "bool",
        "allOf": "[schema]",
        "anyOf": "[schema]",
        "oneOf": "[schema]",
        "x-always": "[str]",
        "x-at-least-one": "[str]",
        "x-dedup": "bool",
        "x-form": "str",
        "x-sibling": "sibling",
        "x-since": "str",
        "x-usual": "[str]",
    },
    "sibling": {"property!": "str", "mapping!": "{str}"},
}
_TYPES: Final[Mapping[str, type]] = {
    "any": object,
    "bool": bool,
    "int": int,
    "str": str,
}
_REFERABLE: Final = ("header", "parameter", "schema")


def problems(document: Node) -> Iterator[str]:
    """Yield each key that is unknown or missing and each value of a wrong type."""
    yield from _node(document, "document", "#")


def _node(node: Any, kind: str, where: str) -> Iterator[str]:
    if kind.startswith("["):
        yield from _array(node, kind[1:-1], where)
    elif kind.startswith("{"):
        yield from _object(node, kind[1:-1], where)
    elif kind in _TYPES:
        # True is an int to Python, and never one to us.
        odd = isinstance(node, bool) and kind == "int"
        if odd or not isinstance(node, _TYPES[kind]):
            yield f"{where}: {kind} is wanted, not {type(node).__name__}"
    elif not is_object(node):
        yield f"{where}: an object is wanted, not {type(node).__name__}"
    elif "$ref" in node:
        yield from _reference(node, kind, where)
    else:
        yield from _members(node, _GRAMMAR[kind], where)


def _array(node: Any, kind: str, where: str) -> Iterator[str]:
    if not is_array(node):
        yield f"{where}: an array is wanted, not {type(node).__name__}"
        return
    for index, item in enumerate(node):
        yield from _node(item, kind, f"{where}/{index}")


def _object(node: Any, kind: str, where: str) -> Iterator[str]:
    if not is_object(node):
        yield f"{where}: an object is wanted, not {type(node).__name__}"
        return
    for key, value in node.items():
        yield from _node(value, kind, f"{where}/{key}")


def _reference(node: Node, kind: str, where: str) -> Iterator[str]:
    if kind not in _REFERABLE:
        yield f"{where}: a $ref cannot stand here; it would be lost"
    elif not str(node["$ref"]).startswith(f"#/components/{kind}s/"):
        yield f"{where}: $ref may only name a {kind} of this document"
    if others := sorted(node.keys() - {"$ref"}):
        yield f"{where}: {', '.join(others)} beside $ref would be lost; use allOf"


def _members(node: Node, members: Mapping[str, str], where: str) -> Iterator[str]:
    kinds = {key.rstrip("!"): kind for key, kind in members.items()}
    for key in members:
        if key.endswith("!") and key.rstrip("!") not in node:
            yield f"{where}: {key.rstrip('!')} is missing"
    for key, value in node.items():
        if key in kinds:
            yield from _node(value, kinds[key], f"{where}/{key}")
        else:
            yield f"{where}: {key} is not understood and would be lost"
