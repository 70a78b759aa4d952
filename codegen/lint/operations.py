"""Check that every operation makes a table row, a function and a method."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from codegen import docs, editions, fragment, imports, names
from codegen.fragment import Node
from codegen.lint import forms, schemas
from codegen.operations import SCOPES

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_ARGUMENTS: Final = frozenset({"choice", "described reference", "reference", "scalar"})
_REQUESTED: Final = _ARGUMENTS | {"array", "free object"}
# A 303 says that what was to be created exists; no other redirect is documented.
_FIRST_REFUSAL: Final = 303


def problems(document: Node) -> Iterator[str]:
    """Yield what is wrong with each operation."""
    every = list(fragment.operations(document))
    yield from _twice("operationId", [op["operationId"] for _, _, op in every])
    yield from _twice(
        "method", [f"{op['tags']} {op['x-method']}" for _, _, op in every]
    )
    for path, verb, operation in every:
        where = operation["operationId"]
        for problem in _problems(path, verb, operation, document):
            yield f"{where}: {problem}"
    tags = {tag["name"] for tag in document["tags"]}
    used = {tag for _, _, operation in every for tag in operation["tags"]}
    for tag in sorted(tags ^ used):
        yield f"{tag}: a tag that is {'not used' if tag in tags else 'not declared'}"
    for tag in document["tags"]:
        methods = [op["x-method"] for _, _, op in every if op["tags"] == [tag["name"]]]
        for problem in _groups(methods, tag.get("x-groups", {})):
            yield f"{tag['name']}: {problem}"


def _groups(methods: list[str], declared: Node) -> Iterator[str]:
    """Yield where the groups of a tag are not those that its methods are in."""
    used = {m[: dot.start()] for m in methods for dot in re.finditer(r"\.", m)}
    for group in sorted(used ^ declared.keys()):
        yield f"{group}: a group that is {'not declared' if group in used else 'empty'}"
    for name in sorted(used & {*methods}):
        yield f"{name}: a group and a method"


def _twice(what: str, claims: list[str]) -> Iterator[str]:
    for claim, times in Counter(claims).items():
        if times > 1:
            yield f"{claim}: {times} times as {what}; all but one would be lost"


def _problems(path: str, verb: str, operation: Node, document: Node) -> Iterator[str]:
    for name in (
        names.function(operation["operationId"]),
        *operation["x-method"].split("."),
    ):
        if names.identifier(name) != name:
            yield f"{name}: a word of Python's own cannot be called"
    described = operation["x-editions"]
    if described != [known for known in editions.EDITIONS if known in described]:
        yield f"x-editions: some of {', '.join(editions.EDITIONS)}, in this order"
    yield from _path(path, operation, document)
    yield from _arguments(operation, document)
    yield from _responses(verb, operation, document)
    if "requestBody" in operation:
        yield from _request(operation, document)
    if "x-pagination" in operation:
        yield from _page(operation, document)
    query = _parameters("query", operation, document)
    if strangers := sorted({*operation.get("x-capped-by", ())} - {*query}):
        yield f"x-capped-by names {', '.join(strangers)}: not a query parameter"


def _parameters(place: str, operation: Node, document: Node) -> list[str]:
    every = fragment.parameters(document, operation)
    return [parameter["name"] for parameter in every if parameter["in"] == place]


def _path(path: str, operation: Node, document: Node) -> Iterator[str]:
    wanted = _PLACEHOLDER.findall(path)
    given = _parameters("path", operation, document)
    if sorted(wanted) != sorted(given):
        yield f"path parameters {given} do not match the path's {wanted}"
    scope = SCOPES[names.scope(operation["tags"][0])]
    if tuple(wanted[: len(scope)]) != scope:
        yield f"the path does not begin with {', '.join(scope)}, as its tag says"


def _arguments(operation: Node, document: Node) -> Iterator[str]:
    parameters = fragment.parameters(document, operation)
    members = fragment.request(document, operation).get("properties", {})
    every = [parameter["name"] for parameter in parameters]
    every += [fragment.argument(name, node) for name, node in members.items()]
    yield from _twice("argument", every)
    for name in every:
        if name in {*imports.IN_CALLS, "call", "self", "template"}:
            yield f"{name}: means something else in a function"
        if names.identifier(name) != name:
            yield f"{name}: a word of Python's own cannot be an argument"
    for parameter in parameters:
        yield from _parameter(parameter, document)


def _parameter(parameter: Node, document: Node) -> Iterator[str]:
    name, schema = parameter["name"], parameter["schema"]
    if _names_model(schema, document):
        yield f"{name}: a model cannot be a parameter"
    if forms.form(schema) not in _ARGUMENTS or schema.get("format"):
        yield f"{name}: {forms.form(schema) or 'this'} cannot be a parameter"
    limits = sorted(schema.keys() & set(schemas.LIMITS))
    if parameter["in"] == "path" and limits:
        yield f"{name}: {', '.join(limits)} is not checked in paths"


def _request(operation: Node, document: Node) -> Iterator[str]:
    request = fragment.request(document, operation)
    for name, node in request.get("properties", {}).items():
        if _names_model(node, document):
            yield f"{name}: a model cannot be an argument"
        if forms.form(node) not in _REQUESTED:
            yield f"{name}: {forms.form(node) or 'this'} cannot be an argument"
        if node.get("format"):
            yield f"{name}: arguments have no format"


def _names_model(schema: Node, document: Node) -> bool:
    named = [
        fragment.resolve(document, {"$ref": r}) for r in fragment.references(schema)
    ]
    return any("properties" in component for component in named)


def _responses(verb: str, operation: Node, document: Node) -> Iterator[str]:
    codes = list(operation["responses"])
    successes = [code for code in codes if int(code) < _FIRST_REFUSAL]
    if not successes:
        yield "no success is documented"
    if "302" in successes and (len(successes) > 1 or verb != "get"):
        yield "a redirect is the only success, and of a GET"
    for code in codes:
        if code not in successes and int(code) not in docs.ERRORS:
            yield f"{code}: no class of errors is known for it"
        if "content" in operation["responses"][code]:
            yield from _content(code, fragment.answer(operation, code), document)


def _content(code: str, schema: Node, document: Node) -> Iterator[str]:
    held = schema.get("items", schema) if schema.get("type") == "array" else schema
    target = fragment.resolve(document, held) if held.keys() == {"$ref"} else {}
    if not target.get("properties"):
        yield f"{code}: what is answered is a component with properties, or an array"
    if fragment.target(held) in fragment.requests(document):
        yield f"{code}: {fragment.target(held)} is a request"


def _page(operation: Node, document: Node) -> Iterator[str]:
    page = fragment.resolve(document, fragment.answer(operation, "200"))
    if key := operation["x-pagination"].get("items", ""):
        items = page.get("properties", {}).get(key, {})
        if "$ref" not in items.get("items", {}) or key not in page.get("required", ()):
            yield f"x-pagination: {key} is not a required array of models in the answer"
        if "total_count" not in page.get("required", ()):
            yield "x-pagination: total_count is not in every answer"
    elif page.get("type") != "array":
        yield "x-pagination: without items, the answer is an array"
    by = fragment.paged_by(operation)
    if not by:
        return
    queries = {p["name"]: p["schema"] for p in fragment.parameters(document, operation)}
    if not {by, "per_page"} <= queries.keys():
        yield f"x-pagination: {by} and per_page are not parameters"
    elif "maximum" not in queries["per_page"]:
        yield "x-pagination: per_page has no maximum"
