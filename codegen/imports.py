"""Write the imports that a module needs: no name missing, none unused."""

import ast
from collections.abc import Iterable, Mapping
from typing import Final

JSON: Final = "..._json"
CORE: Final = "..._core"
PARAMS: Final = "..._params"
MODELS: Final = "..models"

IN_MODELS: Final[Mapping[str, str]] = {
    "Any": "typing",
    "EMPTY": f"{JSON}.frozen",
    "Final": "typing",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "SharedObjects": f"{JSON}.model_support",
    "Model": f"{JSON}.model",
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
    "enum_values": f"{JSON}.model_support",
    "last_unknown": f"{JSON}.model_support",
    "share_equal": f"{JSON}.model_support",
    "by_discriminator": f"{JSON}.model_support",
    "complete": f"{JSON}.model_support",
    "unknown": f"{JSON}.model_support",
    "interned": f"{JSON}.model_support",
    "mutable": f"{JSON}.model_support",
}
"""Module by name that the modules of models use; no member may be called so."""

IN_CALLS: Final[Mapping[str, str]] = {
    "Any": "typing",
    "Call": f"{CORE}.call",
    "Download": "...downloads",
    "Final": "typing",
    "Iterable": "collections.abc",
    "Location": f"{CORE}.call",
    "Mapping": "collections.abc",
    "MappingProxyType": "types",
    "OPERATIONS": "..operations.table",
    "Operation": f"{CORE}.call",
    "Pager": "...pages",
    "ClientResource": "..._request.other_resources",
    "EnterpriseResource": "..._request.other_resources",
    "EnvironmentResource": "..._request.other_resources",
    "OrgHooksResource": "..._request.other_resources",
    "OrgResource": "..._request.other_resources",
    "RepoHooksResource": "..._request.other_resources",
    "RepoResource": "..._request.resource",
    "Returns": f"{CORE}.call",
    "checks": PARAMS,
    "operations": "..",
    "encode": PARAMS,
}
"""Module by name that those of operations and handles use; no argument may be
called so."""


def block(source: str, known: Mapping[str, str], deferred: Iterable[str] = ()) -> str:
    """Return the import statements that ``source`` needs, yet to be sorted.

    Args:
        source: A module without its imports.
        known: Module by name.
        deferred: Names that only type checkers need.
    """
    tree = ast.parse(source)
    read = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    needed = read & known.keys() - _defined(tree)
    later = needed & set(deferred)
    # Annotations that look ahead must not be evaluated.
    future = ["from __future__ import annotations"] * (
        bool(later) or _looks_ahead(tree)
    )
    now = [_statement(name, known) for name in sorted(needed - later)]
    if later:
        now += ["from typing import TYPE_CHECKING", "if TYPE_CHECKING:"]
        now += [f"    {_statement(name, known)}" for name in sorted(later)]
    return "\n".join(future + now)


def _statement(name: str, known: Mapping[str, str]) -> str:
    return f"from {known[name]} import {name}"


def _defined(tree: ast.Module) -> set[str]:
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }


def _looks_ahead(tree: ast.Module) -> bool:
    """Whether a class reads its own name, or a name that it gives to an attribute."""
    for node in tree.body:
        names = [name for name in ast.walk(node) if isinstance(name, ast.Name)]
        given = {name.id for name in names if isinstance(name.ctx, ast.Store)}
        read = {name.id for name in names if isinstance(name.ctx, ast.Load)}
        if isinstance(node, ast.ClassDef) and read & {node.name, *given}:
            return True
    return False
