"""Read a description from the Python code that githubkit generates from it.

GitHub publishes descriptions more often than npm and PyPI have them. The packages
``githubkit-schemas-...`` have the newest ones, as models and methods. Their code is
parsed, never imported. It has operations, parameters, the members of bodies, and bodies
of errors; it does not have what :data:`SILENT` names.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeGuard
from zipfile import ZipFile

from codegen.drift.description import Description, Node, json_schema

SILENT: Final = frozenset(
    {"content", "default", "header", "max_properties", "pattern", "status"}
)
"""Words of a difference that this code says nothing about."""

_TYPES: Final[Mapping[str, Node]] = {
    "Any": {},
    "bool": {"type": "boolean"},
    "dict": {"type": "object", "additionalProperties": True},
    "float": {"type": "number"},
    "int": {"type": "integer"},
    "str": {"type": "string"},
    "_dt.date": {"type": "string"},
    "_dt.datetime": {"type": "string", "format": "date-time"},
}
_KINDS: Final = {bool: "boolean", int: "integer", str: "string"}
_JSON: Final = "application/json"
_FIRST_REFUSAL: Final = 400
_ID: Final = re.compile(r"[\w-]+/[\w-]+\n")


def description(edition: str, package: ZipFile, ours: Description) -> Description:
    """Return the operations of ``ours`` as a package has them.

    Args:
        edition: ``github.com`` or ``ghec``.
        package: A wheel with the folders ``rest`` and ``models``.
        ours: It has the statuses of successes, which the code does not have.
    """
    wanted = ours.operations()
    paths: dict[str, dict[str, Node]] = {}
    for function in _functions(package):
        verb, path = _doc(function).split("\n")[2].split(" ", 1)
        if (node := wanted.get((verb, path))) is not None:
            found = _operation(function, path, ours, node)
            paths.setdefault(path, {})[verb.lower()] = found
    document = {
        "openapi": "3.1.0",
        "info": {"title": "githubkit", "version": "1"},
        "paths": paths,
        "components": {"schemas": dict(_classes(package))},
    }
    return Description(edition, document, silent=SILENT)


def _modules(package: ZipFile, folder: str) -> Iterator[ast.Module]:
    for name in package.namelist():
        *_, parent, file = name.split("/")
        if parent == folder and file.endswith(".py") and file != "__init__.py":
            yield ast.parse(package.read(name))


def _functions(package: ZipFile) -> Iterator[ast.FunctionDef]:
    """Yield the methods that send a request, without their other signatures."""
    for module in _modules(package, "rest"):
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and _ID.match(_doc(node)):
                yield node


def _doc(function: ast.FunctionDef) -> str:
    return ast.get_docstring(function) or ""


def _operation(
    function: ast.FunctionDef, path: str, ours: Description, node: Node
) -> Node:
    arguments = {
        argument.arg: argument.annotation
        for argument in (*function.args.args, *function.args.kwonlyargs)
    }
    query = _query(function)
    names = {name: name for name in arguments if f"{{{name}}}" in path} | query
    parameters = [
        {
            "name": names[name],
            "in": "query" if name in query else "path",
            "required": not _is_optional(arguments[name]),
            "schema": _schema(arguments[name]),
        }
        for name in names
    ]
    return {
        **_body(function, node),
        "parameters": parameters,
        "responses": _responses(function, ours.responses(node)),
    }


def _query(function: ast.FunctionDef) -> dict[str, str]:
    """Return the names of query parameters, by argument."""
    found: dict[str, str] = {}
    for part in ast.walk(function):
        match part:
            case ast.Assign(targets=[ast.Name("params")], value=ast.Dict() as query):
                for key, value in zip(query.keys, query.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Name):
                        found[value.id] = str(key.value)
            case _:
                pass
    return found


def _body(function: ast.FunctionDef, node: Node) -> Node:
    for part in ast.walk(function):
        match part:
            case ast.Call(ast.Name("type_validate_python"), [model, *_]):
                required = node.get("requestBody", {}).get("required", False)
                return {"requestBody": {"required": required, **_content(model)}}
            case _:
                pass
    return {}


def _responses(
    function: ast.FunctionDef, ours: Mapping[str, Node]
) -> Mapping[str, Node]:
    found: dict[str, Node] = {}
    for part in ast.walk(function):
        match part:
            case ast.keyword("response_model", model):
                for status, answer in ours.items():
                    if int(status) < _FIRST_REFUSAL and json_schema(answer):
                        found[status] = _content(model)
            case ast.keyword("error_models", ast.Dict() as errors):
                for key, model in zip(errors.keys, errors.values, strict=True):
                    if isinstance(key, ast.Constant):
                        found[str(key.value)] = _content(model)
            case _:
                pass
    return found


def _content(model: ast.expr) -> Node:
    return {"content": {_JSON: {"schema": _schema(model)}}}


def _classes(package: ZipFile) -> Iterator[tuple[str, Node]]:
    for module in _modules(package, "models"):
        for node in module.body:
            if isinstance(node, ast.ClassDef):
                yield node.name, _object(node)


def _object(node: ast.ClassDef) -> Node:
    properties: dict[str, Node] = {}
    required: list[str] = []
    for member in node.body:
        match member:
            case ast.AnnAssign(ast.Name(name), annotation, ast.Call(keywords=keywords)):
                alias = [k.value for k in keywords if k.arg == "alias"]
                if alias and isinstance(alias[0], ast.Constant):
                    name = str(alias[0].value)
                properties[name] = _schema(annotation)
                required += [name] * (not _is_optional(annotation))
            case _:
                pass
    return {"type": "object", "properties": properties, "required": required}


def _is_optional(annotation: ast.expr | None) -> bool:
    match annotation:
        case ast.Subscript(ast.Name("Missing")):
            return True
        case _:
            return False


def _schema(annotation: ast.expr | None) -> Node:
    """Return the schema of a type."""
    match annotation:
        case ast.Constant(None):
            return {"type": "null"}
        case ast.Subscript(ast.Name("Missing"), inner):
            return _schema(inner)
        case ast.Subscript(ast.Name("Annotated"), ast.Tuple([inner, *_])):
            return _schema(inner)
        case ast.Subscript(ast.Name("list" | "UniqueList"), inner):
            return {"type": "array", "items": _schema(inner)}
        case ast.Subscript(ast.Name("Literal"), inner):
            found: object = ast.literal_eval(inner)
            return _enum(found if _is_tuple(found) else (found,))
        case ast.Subscript(ast.Name("Union"), ast.Tuple(parts)):
            return {"anyOf": [_schema(part) for part in parts]}
        case ast.Subscript(outer):
            return _schema(outer)
        case ast.BinOp(left, ast.BitOr(), right):
            return {"anyOf": [_schema(left), _schema(right)]}
        case ast.Name() | ast.Attribute():
            name = ast.unparse(annotation)
            return _TYPES.get(name, {"$ref": f"#/components/schemas/{name}"})
        case _:
            text = ast.unparse(annotation) if annotation else "nothing"
            raise ValueError(f"{text} is not a type")


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _enum(values: tuple[Any, ...]) -> Node:
    types = {_KINDS[type(value)] for value in values if value is not None}
    if None in values:
        types.add("null")
    kind = types.pop() if len(types) == 1 else sorted(types)
    return {"type": kind, "enum": [it for it in values if it is not None]}
