"""Look for every part of the fragment in the rendered code.

The parser and the plans may lose something that ``lint`` does not know to look
for. So this reads what came out, as syntax trees, and knows neither of them.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from codegen import fragment, names
from codegen.fragment import Node
from codegen.operations import SCOPES

Trees = Mapping[PurePosixPath, ast.Module]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def losses(document: Node, files: Mapping[PurePosixPath, str]) -> list[str]:
    """Return what of ``document`` is not in ``files``, one sentence each."""
    trees = {path: ast.parse(text) for path, text in files.items()}
    return [*_lost_schemas(document, trees), *_lost_operations(document, trees)]


def _lost_schemas(document: Node, trees: Trees) -> Iterator[str]:
    requests = fragment.requests(document)
    for name, schema in fragment.component(document, "schemas").items():
        if name in requests:
            continue
        tree = trees.get(PurePosixPath("models", f"{names.module(name)}.py"))
        found = _class(tree, name)
        if tree is None or found is None:
            yield f"schema {name}: no class came out"
        elif "enum" in schema:
            yield from _missing(f"enum {name}", schema["enum"], _values(found))
        else:
            members = [names.identifier(key) for key in schema["properties"]]
            yield from _missing(f"schema {name}", members, _attributes(found))
            yield from _missing(f"structuring of {name}", members, _filled(tree))


def _lost_operations(document: Node, trees: Trees) -> Iterator[str]:
    table = trees.get(PurePosixPath("operations", "table.py"))
    for _, _, node in fragment.operations(document):
        tag, name = node["tags"][0], node["operationId"]
        file = f"{names.function(tag)}.py"
        calls = trees.get(PurePosixPath("operations", file))
        statuses = _statuses(table, name)
        if statuses is None:
            yield f"operation {name}: no row in the table came out"
            continue
        wanted = [int(status) for status in node["responses"]]
        yield from _missing(f"responses of {name}", wanted, statuses)
        arguments = _wanted(document, node)
        function = _function(calls, names.function(name))
        yield from _missing(f"function of {name}", arguments, _arguments(function))
        group, _, verb = node["x-method"].rpartition(".")
        handle = _class(
            trees.get(PurePosixPath("resources", file)), names.resource(tag, group)
        )
        known = {*SCOPES[names.scope(tag)], fragment.paged_by(node)}
        expected = [argument for argument in arguments if argument not in known]
        method = _function(handle, verb)
        yield from _missing(
            f"method of {name}", ["self", *expected], _arguments(method)
        )


def _wanted(document: Node, operation: Node) -> list[str]:
    parameters = fragment.parameters(document, operation)
    members = fragment.request(document, operation).get("properties", {})
    given = [fragment.argument(name, node) for name, node in members.items()]
    return [*(parameter["name"] for parameter in parameters), *given]


def _missing(what: str, wanted: list[Any], given: Any) -> Iterator[str]:
    if lost := [str(item) for item in wanted if item not in given]:
        yield f"{what}: {', '.join(lost)} did not come out"


def _class(tree: ast.Module | None, name: str) -> ast.ClassDef | None:
    body = tree.body if tree else []
    found = (n for n in body if isinstance(n, ast.ClassDef) and n.name == name)
    return next(found, None)


def _function(tree: ast.Module | ast.ClassDef | None, name: str) -> Function | None:
    for node in tree.body if tree else []:
        if isinstance(node, Function) and node.name == name:
            return node
    return None


def _arguments(function: Function | None) -> set[str]:
    """Return the arguments that the function does something with."""
    if function is None:
        return set()
    named = {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}
    body = ast.Module(function.body, [])
    return named & {node.id for node in ast.walk(body) if isinstance(node, ast.Name)}


def _attributes(model: ast.ClassDef) -> set[str]:
    return {
        node.target.id
        for node in model.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def _filled(tree: ast.Module) -> set[str]:
    """Return the attributes that are assigned to."""
    attributes = (n for n in ast.walk(tree) if isinstance(n, ast.Attribute))
    return {node.attr for node in attributes if isinstance(node.ctx, ast.Store)}


def _values(enum: ast.ClassDef) -> list[Any]:
    return [ast.literal_eval(n.value) for n in enum.body if isinstance(n, ast.Assign)]


def _statuses(table: ast.Module | None, operation: str) -> list[int] | None:
    """Return the numbers in an operation's row of the table: they are its statuses."""
    for row in ast.walk(table) if table else ():
        if isinstance(row, ast.Call) and ast.unparse(row.func) == "Operation":
            values = {k.arg: k.value for k in row.keywords}
            if ast.literal_eval(values["id"]) == operation:
                constants = (n for n in ast.walk(row) if isinstance(n, ast.Constant))
                return [n.value for n in constants if isinstance(n.value, int)]
    return None
