"""The public interface is what `public_api.txt` says: a change shows in review.

After a change that is meant, ``python -m tests.contract.test_public_api`` writes the
file anew. Its difference is what the changelog has to tell.
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
from aioghactions import logs, models, operations, scopes, testing

SNAPSHOT: Final = Path(__file__).with_name("public_api.txt")
MODULES: Final = (aioghactions, scopes, logs, operations, models, testing)
# Types print with the module that they happen to live in, which is nobody's business.
# A field's annotation is a text until somebody resolves it: both have to read alike.
_HOME: Final = re.compile(r"\b(?:[a-z_]\w*\.)+(?=[A-Z]|datetime\b)")
_UNPACKED: Final = re.compile(r"\*<class ([\w.]+)>")  # before Python 3.13


def lines() -> Iterator[str]:
    """Yield a line for each name, its members indented below it."""
    for module in MODULES:
        yield f"# {module.__name__}"
        for name in sorted(names(module)):
            yield from described(name, getattr(module, name))


def names(module: ModuleType) -> list[str]:
    """Return what a module offers."""
    if hasattr(module, "__all__"):
        return module.__all__
    here = inspect.getmembers(module, inspect.isclass)
    return [name for name, kind in here if kind.__module__ == module.__name__]


def described(name: str, value: Any) -> Iterator[str]:
    """Yield the lines of one name."""
    if isinstance(value, ModuleType):
        yield f"{name}: module"
    elif inspect.isclass(value):
        bases = ", ".join(base.__name__ for base in value.__bases__)
        yield f"class {name}({bases})"
        yield from (f"    {line}" for line in members(value))
    elif callable(value) and not name.endswith("Arg"):
        yield f"{name}{signature(value)}"
    else:
        yield f"{name}: {type(value).__name__}"


def members(kind: type) -> Iterator[str]:
    """Yield the public members of a class, inherited ones of this library too."""
    fields = (
        {field.name: field for field in attrs.fields(kind)} if attrs.has(kind) else {}
    )
    for name, field in fields.items():
        if not name.startswith("_"):
            default = "" if field.default is attrs.NOTHING else " = ..."
            yield f"{name}: {plain(inspect.formatannotation(field.type))}{default}"
    # attrs makes the constructors of its classes, and users make no errors.
    made = not (attrs.has(kind) or issubclass(kind, Exception))
    for name in sorted(set(dir(kind)) - set(fields)):
        if name.startswith("_") and not (made and name == "__init__"):
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
    """Return the signature of a function, without the homes of types."""
    given = inspect.signature(function)
    shown = [
        one.replace(default=...)
        if one.default is not one.empty and "0x" in repr(one.default)
        else one
        for one in given.parameters.values()
    ]
    prefix = " async" if inspect.iscoroutinefunction(function) else ""
    return plain(f"{given.replace(parameters=shown)}{prefix}")


def plain(text: str) -> str:
    """Return an annotation without quotes and homes of types."""
    bare = text.replace("'", "").replace('"', "")
    return _HOME.sub("", _UNPACKED.sub(r"Unpack[\1]", bare))


def test_the_public_interface_is_the_announced_one() -> None:
    """No name, member or signature changes unannounced."""
    announced = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    difference = difflib.unified_diff(
        announced, list(lines()), "announced", "found", lineterm="", n=1
    )
    if changed := "\n".join(difference):
        pytest.fail(
            "if this is meant: python -m tests.contract.test_public_api, and a line in"
            f" the changelog\n{changed}",
            pytrace=False,
        )


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(lines()) + "\n", encoding="utf-8")
