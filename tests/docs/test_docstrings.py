"""Public docstrings describe arguments and errors, and link to GitHub's page."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Final

import pytest
from attrs import frozen

import aioghactions
from aioghactions import Org, Repo, logs, models, operations, stats, testing

MODULES: Final = (aioghactions, logs, models, operations, stats, testing)
SCOPES: Final = {Repo: ("octo-org", "hello"), Org: ("octo-org",)}
ARGUMENT: Final = re.compile(r"^    \*{0,2}(\w+): ", re.MULTILINE)
METHOD: Final = re.compile(r"``(Repo|Org)(\.\w+\.\w+)``\.")
NAMED: Final = re.compile(r"``(\w+)``")


@frozen
class Public:
    """A function or method that a program may call, or a property that it may read."""

    name: str
    function: Callable[..., Any]
    is_property: bool = False

    @property
    def doc(self) -> str:
        """Its docstring, without the margin."""
        return inspect.getdoc(self.function) or ""

    def section(self, title: str) -> str:
        """Return the section with a title of Google's style."""
        found = re.search(
            rf"^{title}:\n((?:    .*\n|\n)+)", self.doc + "\n", re.MULTILINE
        )
        return found[1] if found else ""

    def parameters(self) -> set[str]:
        """Return what it can be given."""
        names = list(inspect.signature(inspect.unwrap(self.function)).parameters)
        return {name for name in names if name not in {"self", "cls"}}

    def raised(self) -> set[str]:
        """Return the errors that its own body raises."""
        source = textwrap.dedent(inspect.getsource(inspect.unwrap(self.function)))
        thrown = (node.exc for node in ast.walk(ast.parse(source)) if is_raise(node))
        names = {exc.func.id for exc in thrown if is_made(exc)}
        return names - {"StopAsyncIteration"}


def is_raise(node: ast.AST) -> bool:
    """Whether a statement raises something new."""
    return isinstance(node, ast.Raise) and node.exc is not None


def is_made(exc: ast.expr | None) -> bool:
    """Whether an error is made on the spot, by its name."""
    return isinstance(exc, ast.Call) and isinstance(exc.func, ast.Name)


def is_ours(value: object) -> bool:
    """Whether a function was written here, rather than by attrs or Python."""
    return (getattr(value, "__module__", None) or "").startswith("aioghactions")


def of_module(module: ModuleType) -> Iterator[Public]:
    """Yield what a module offers, methods included."""
    names = getattr(module, "__all__", None) or [
        name for name, it in vars(module).items() if name[0] != "_" and is_ours(it)
    ]
    for name in names:
        value = getattr(module, name)
        if inspect.isclass(value):
            yield from of_class(name, value)
        elif inspect.isfunction(value):
            yield Public(f"{module.__name__}.{name}", value)


def of_class(name: str, kind: type) -> Iterator[Public]:
    """Yield the public methods and properties of a class."""
    for member in dir(kind):
        value = inspect.getattr_static(kind, member, None)
        if isinstance(value, classmethod | staticmethod):
            value = value.__func__
        if member.startswith("_"):
            continue
        if isinstance(value, property):
            yield Public(f"{name}.{member}", value.fget, is_property=True)
        elif inspect.isfunction(value) and is_ours(value):
            yield Public(f"{name}.{member}", value)


def of_handles() -> Iterator[Public]:
    """Yield the methods of all handles."""
    for scope, values in SCOPES.items():
        for name, member in vars(scope).items():
            if isinstance(member, property):
                handle = type(member.fget(scope(None, *values)))
                place = f"{scope.__name__.lower()}.{name}"
                yield from of_class(place, handle)


PUBLIC: Final = {
    public.name: public
    for public in (*(p for m in MODULES for p in of_module(m)), *of_handles())
}


def test_enough_is_looked_at():
    """The search finds the 70 operations twice, and everything else."""
    generated = [
        public
        for public in PUBLIC.values()
        if public.function.__module__.startswith("aioghactions._generated.resources")
    ]
    assert len(generated) == 70
    assert sum(name.startswith("aioghactions.operations.") for name in PUBLIC) >= 70
    assert len(PUBLIC) > 300


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_function_says_what_it_takes_and_raises(name: str):
    """Every argument has a line, and so has every error that is raised on purpose."""
    public = PUBLIC[name]
    assert public.doc
    if public.is_property:
        # Sphinx takes the text before a colon for the type of a property.
        assert not re.match(r"[^`\n]*: ", public.doc)
        return
    taken = set(ARGUMENT.findall(public.section("Args")))
    if public.function.__module__.startswith("aioghactions._generated.operations."):
        # It makes the call that a method sends, and leaves the details to it.
        scope, rest = METHOD.findall(public.doc)[0]
        taken |= PUBLIC[scope.lower() + rest].parameters() | set(
            NAMED.findall(public.doc)
        )
    assert public.parameters() == taken
    named = public.section("Raises")
    assert {e for e in public.raised() if f"    {e}: " not in named} == set()


@pytest.mark.parametrize(
    "name",
    [name for name, it in PUBLIC.items() if "operations" in it.function.__module__],
)
def test_an_operation_leads_to_the_page_of_github(name: str):
    """It links to GitHub's own description."""
    assert "https://docs.github.com/rest/" in PUBLIC[name].doc


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, it in PUBLIC.items()
        if "_generated.resources" in it.function.__module__
    ],
)
def test_a_method_of_the_api_says_where_it_is_and_who_may(name: str):
    """Each of the 70 has editions, permission, request and page."""
    doc = PUBLIC[name].doc
    assert re.search(r"^``(GET|POST|PUT|PATCH|DELETE) /", doc, re.MULTILINE)
    assert re.search(r"^(Available|Not available) on ", doc, re.MULTILINE)
    assert "Requires the classic scope" in " ".join(doc.split())
    assert "https://docs.github.com/rest/" in doc
