"""Write the imports that a module needs: no name missing, none unused."""

import ast
from collections.abc import Iterable, Mapping
from typing import Final

JSON: Final = "aioghactions._json"
CORE: Final = "aioghactions._core"
PARAMS: Final = "aioghactions._params"
MODELS: Final = "aioghactions._generated.models"

IN_MODELS: Final[Mapping[str, str]] = {
    "Any": "typing",
    "EMPTY": f"{JSON}.frozen",
    "Final": "typing",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "Memo": f"{JSON}.sharing",
    "OpenStrEnum": f"{JSON}.model_support",
    "TypeAlias": "typing",
    "array": f"{JSON}.model_support",
    "datetime": "datetime",
    "field": "attrs",
    "freeze": f"{JSON}.frozen",
    "freeze_object": f"{JSON}.frozen",
    "frozen": "attrs",
    "instant": f"{JSON}.model_support",
    "member_names": f"{JSON}.model_support",
    "members": f"{JSON}.model_support",
    "shared": f"{JSON}.sharing",
    "told_by": f"{JSON}.model_support",
    "unknown": f"{JSON}.model_support",
    "usual": f"{JSON}.model_support",
    "writable": f"{JSON}.model_support",
}
"""Module by name that the modules of models use; no member may be called so."""

IN_CALLS: Final[Mapping[str, str]] = {
    "Any": "typing",
    "Call": f"{CORE}.call",
    "Download": "aioghactions.downloads",
    "Final": "typing",
    "Iterable": "collections.abc",
    "Location": f"{CORE}.call",
    "Mapping": "collections.abc",
    "MappingProxyType": "types",
    "OPERATIONS": "aioghactions._generated.operations.table",
    "Operation": f"{CORE}.call",
    "Pager": "aioghactions.pages",
    "OrgResource": "aioghactions._request.resource",
    "RepoResource": "aioghactions._request.resource",
    "Returns": f"{CORE}.call",
    "body": PARAMS,
    "checks": PARAMS,
    "make_call": f"{PARAMS}.calls",
    "operations": "aioghactions._generated",
    "paths": PARAMS,
    "query": PARAMS,
}
"""Module by name that those of operations and handles use; no argument may be
called so."""


def block(source: str, known: Mapping[str, str], deferred: Iterable[str] = ()) -> str:
    """Return the import statements that ``source`` needs.

    Args:
        source: A module without its imports.
        known: Module by name.
        deferred: Names that only type checkers need.
    """
    read = {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    needed = read & known.keys() - _defined(source)
    later = needed & set(deferred)
    now = needed - later
    if later:
        now.add("TYPE_CHECKING")
    parts: list[str] = []
    if later or _names_itself(source):
        parts.append("from __future__ import annotations")
    parts += _groups(now, {**known, "TYPE_CHECKING": "typing"})
    if later:
        lines = "\n".join(_groups(later, known)).split("\n")
        parts.append("if TYPE_CHECKING:\n" + "\n".join(f"    {x}" for x in lines if x))
    return "\n\n".join(parts)


def _names_itself(source: str) -> bool:
    """Whether a class refers to itself, and so to what is not defined yet."""
    return any(
        isinstance(name, ast.Name) and name.id == node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
        for name in ast.walk(node)
    )


def _defined(source: str) -> set[str]:
    return {
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }


def _groups(names: set[str], known: Mapping[str, str]) -> list[str]:
    """Return imports in isort's order: standard, attrs, our own, the same folder."""
    groups: tuple[set[str], ...] = (set(), set(), set(), set())
    for name in names:
        groups[_rank(known[name])].add(name)
    return ["\n".join(_statements(group, known)) for group in groups if group]


def _rank(module: str) -> int:
    if module.startswith("."):
        return 3
    return 2 if module.startswith("aioghactions") else int(module == "attrs")


def _statements(names: set[str], known: Mapping[str, str]) -> list[str]:
    modules = sorted({known[name] for name in names})
    return [
        f"from {module} import "
        + ", ".join(sorted((n for n in names if known[n] == module), key=_by_kind))
        for module in modules
    ]


def _by_kind(name: str) -> tuple[int, str]:
    kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
    return kind, name
