"""Import the names of a module on first use, and list its own ones only."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeVar


def importer(
    namespace: dict[str, Any], homes: Mapping[str, str]
) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a module whose names are imported on first use.

    Args:
        namespace: The ``globals()`` of the module; keeps what was imported.
        homes: The module that defines each name, by absolute name.
    """
    module = namespace["__name__"]

    def __getattr__(name: str) -> Any:  # noqa: N807 - the name that tracebacks show
        if name not in homes:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        found = namespace[name] = getattr(import_module(homes[name]), name)
        return found

    return __getattr__


def public_names(namespace: dict[str, Any], *aliases: str) -> list[str]:
    """Return what ``dir`` of a module shows, without what it imports for itself.

    Args:
        namespace: The ``globals()`` of the module. Its ``__all__`` is returned, or the
            classes and functions that it defines.
        aliases: Other names to list.
    """
    module = namespace["__name__"]
    own = [
        name
        for name, value in namespace.items()
        if getattr(value, "__module__", None) == module
        and not name.startswith("_")
        and not isinstance(value, TypeVar)
    ]
    return sorted([*namespace.get("__all__", own), *aliases])
