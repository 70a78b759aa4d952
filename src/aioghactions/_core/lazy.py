"""Import the names of a module on first use."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


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
