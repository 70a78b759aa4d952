"""Word the docstrings of functions, methods and resource classes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from codegen import editions, names, text
from codegen.arguments import Argument
from codegen.operations import Operation

ERRORS: Final = {
    303: "ConflictError",
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    410: "GoneError",
    422: "ValidationFailedError",
    451: "UnavailableForLegalReasonsError",
    500: "ServerError",
}
"""The class in ``aioghactions.errors`` for each refusal that may be documented."""

_FUNCTION: Final = 4
_METHOD: Final = 8

_LIMITS: Final = ("checks.between(", "checks.at_most(", "checks.matching(")
Lines = list[str]


def of_function(operation: Operation) -> str:
    """Return the docstring of the function that makes a call.

    It is short: the method describes what both take, return and need.
    """
    width = text.WIDTH - _FUNCTION
    blocks = [
        *_head(operation, {}, width),
        [*text.wrap(_pointer(operation), width), _page(operation)],
        text.section("Raises", _misuse(operation, operation.arguments), width),
    ]
    return text.docstring(blocks, _FUNCTION)


def of_method(operation: Operation, methods: Mapping[str, str]) -> str:
    """Return the docstring of the method that sends a call.

    Args:
        operation: What it is about.
        methods: What the operations are called on handles, by id.
    """
    width = text.WIDTH - _METHOD
    about = [(a.name, " ".join(_about(a, methods))) for a in operation.method_arguments]
    raises = [
        *_misuse(operation, operation.method_arguments),
        *_refusals(operation, methods),
    ]
    blocks = [
        *_head(operation, methods, width),
        text.wrap(text.prose(operation.node["description"], methods), width),
        text.section("Args", about, width),
        _result(operation, methods, width),
        text.section("Raises", raises, width),
        *_foot(operation, width),
    ]
    return text.docstring(blocks, _METHOD)


def handle(operation: Operation) -> str:
    """Return what a user writes for it: ``Repo.runs.get``."""
    return f"{names.handle(operation.tag)}.{operation.method}"


def _head(operation: Operation, names: Mapping[str, str], width: int) -> list[Lines]:
    summary = text.prose(operation.node["summary"], names)
    return [
        text.wrap(summary, width - 3),
        [f"``{operation.verb} {operation.path}``"],
    ]


def _pointer(operation: Operation) -> str:
    """Return the sentences that lead from the function to the method."""
    scope = ", ".join(f"``{name}``" for name in operation.scope)
    if operation.method_arguments:
        scope += ", then the arguments of" if scope else "the arguments of"
    else:
        scope = f"{scope or 'no arguments'}; see"
    sentence = f"Takes {scope} ``{handle(operation)}``."
    if operation.paged_by:
        per_page = next(a.schema for a in operation.arguments if a.name == "per_page")
        default = text.clean(str(per_page.get("default", "GitHub's")))
        by = operation.paged_by
        counts = "counts from 1" if by == "page" else "is from a link to another page"
        sentence += f" ``{by}`` {counts}; the default of ``per_page`` is {default}."
    return sentence


def _about(argument: Argument, names: Mapping[str, str]) -> Iterator[str]:
    yield text.prose(argument.node["description"], names)
    if argument.default == "None" and "default" in argument.schema:
        yield f"Default: ``{text.clean(str(argument.schema['default']))}``."
    yield from editions.since(argument.node)


def _misuse(
    operation: Operation, arguments: Iterable[Argument]
) -> Iterator[tuple[str, str]]:
    reasons: list[str] = []
    if limited := [f"``{a.name}``" for a in arguments if a.value.startswith(_LIMITS)]:
        reasons.append(f"Invalid value for {' or '.join(limited)}.")
    if any(a.place == "query" and "str" in a.annotation for a in arguments):
        reasons.append("A string is empty.")
    if either := [f"``{name}``" for name in operation.at_least_one]:
        reasons.append(f"Neither {' nor '.join(either)} is given.")
    if reasons:
        yield "ValueError", " ".join(reasons)


def _result(operation: Operation, names: Mapping[str, str], width: int) -> Lines:
    """Return the section on what comes back, where there is more than None."""
    if operation.item or operation.result in ("None", "Location"):
        return []
    said = {
        answer.type: text.prose(answer.description, names)
        for answer in operation.answers
    }
    nothing = said.pop("None", "")
    sentence = " ".join(said.values())
    if nothing:
        first, rest = nothing[0].lower(), nothing[1:]
        sentence = f"{sentence.removesuffix('.')}, or None: {first}{rest}"
    return ["Returns:", *text.wrap(f"    {sentence}", width, hang=" " * 4)]


def _refusals(
    operation: Operation, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for status, response in operation.refusals.items():
        yield ERRORS[status], text.prose(response["description"], names)


def _foot(operation: Operation, width: int) -> list[Lines]:
    node = operation.node
    facts = f"{editions.servers(node)} {editions.permissions(node)}"
    return [
        text.wrap(text.prose(facts), width),
        [_page(operation)],
    ]


def _page(operation: Operation) -> str:
    """Return the address of GitHub's page about an operation."""
    return text.clean(operation.node["externalDocs"]["url"])
