"""The public interface equals `public_api.txt`, so that a review shows each change.

After an intended change, ``python -m tests.contract.test_public_api`` updates the file.
The changelog has to describe the difference.
"""

import difflib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import attrs
import pytest

import aioghactions
from aioghactions import logs, models, operations, report, scopes, stats, testing
from aioghactions.testing import faults

SNAPSHOT: Final = Path(__file__).with_name("public_api.txt")
MODULES: Final = (
    aioghactions,
    scopes,
    logs,
    operations,
    models,
    report,
    stats,
    testing,
    faults,
)
# Types are printed with the name of their module, which is not part of the interface.
# The annotation of a field may be a string or a type: both must be printed alike.
_MODULE: Final = re.compile(r"\b(?:[a-z_]\w*\.)+(?=[A-Z]|datetime\b)")
_UNPACKED: Final = re.compile(r"\*<class ([\w.]+)>")  # before Python 3.13


def lines() -> Iterator[str]:
    """Yield a line for each name, with its members indented below it."""
    for module in MODULES:
        yield f"# {module.__name__}"
        for name in sorted(names(module)):
            yield from lines_of(name, getattr(module, name))


def names(module: ModuleType) -> list[str]:
    """Return the public names of a module."""
    if hasattr(module, "__all__"):
        return module.__all__
    classes = inspect.getmembers(module, inspect.isclass)
    return [name for name, kind in classes if kind.__module__ == module.__name__]


def lines_of(name: str, value: Any) -> Iterator[str]:
    """Yield the lines of one name."""
    if isinstance(value, ModuleType):
        yield f"{name}: module"
    elif inspect.isclass(value):
        bases = ", ".join(base.__name__ for base in value.__bases__)
        yield f"class {name}({bases})"
        yield from (f"    {line}" for line in members(value))
    elif inspect.isroutine(value):
        yield f"{name}{signature(value)}"
    else:
        yield f"{name}: {type(value).__name__}"


def members(kind: type) -> Iterator[str]:
    """Yield the public members of a class, with those of its bases in this library."""
    fields = (
        {field.name: field for field in attrs.fields(kind)} if attrs.has(kind) else {}
    )
    for name, field in fields.items():
        if not name.startswith("_"):
            default = "" if field.default is attrs.NOTHING else " = ..."
            yield f"{name}: {plain(inspect.formatannotation(field.type))}{default}"
    # attrs generates constructors, and users do not create errors.
    has_constructor = not (attrs.has(kind) or issubclass(kind, Exception))
    for name in sorted(set(dir(kind)) - set(fields)):
        if name.startswith("_") and not (has_constructor and name == "__init__"):
            continue
        value = inspect.getattr_static(kind, name)
        owner = next(one for one in kind.__mro__ if name in vars(one))
        if owner.__module__.startswith("aioghactions"):
            yield member(name, value)


def member(name: str, value: Any) -> str:
    """Return the line of one member."""
    if isinstance(value, property):
        returns = inspect.signature(value.fget).return_annotation if value.fget else ""
        return f"{name} -> {plain(inspect.formatannotation(returns))}"
    if isinstance(value, classmethod | staticmethod):
        return f"{name}{signature(value.__func__)}"
    if inspect.isroutine(value):
        return f"{name}{signature(value)}"
    return f"{name}: {type(value).__name__}"


def signature(function: Any) -> str:
    """Return the signature of a function, without module names."""
    full = inspect.signature(function)
    parameters = [
        one.replace(default=...)
        if one.default is not one.empty and "0x" in repr(one.default)
        else one
        for one in full.parameters.values()
    ]
    prefix = " async" if inspect.iscoroutinefunction(function) else ""
    return plain(f"{full.replace(parameters=parameters)}{prefix}")


def plain(text: str) -> str:
    """Return an annotation without quotes and module names."""
    bare = text.replace("'", "").replace('"', "")
    return _MODULE.sub("", _UNPACKED.sub(r"Unpack[\1]", bare))


def test_public_interface_is_unchanged() -> None:
    """No name, member or signature changes unnoticed."""
    expected = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    difference = difflib.unified_diff(
        expected, list(lines()), "expected", "found", lineterm="", n=1
    )
    if changed := "\n".join(difference):
        pytest.fail(
            "if this is intended: python -m tests.contract.test_public_api, and a line"
            f" in the changelog\n{changed}",
            pytrace=False,
        )


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(lines()) + "\n", encoding="utf-8")
