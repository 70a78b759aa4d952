"""Public docstrings document arguments, errors and GitHub's page."""

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
from aioghactions import (
    Enterprise,
    Environment,
    Org,
    Repo,
    logs,
    models,
    operations,
    stats,
    testing,
)
from aioghactions._generated import resources
from aioghactions.operations import OPERATIONS
from aioghactions.scopes import AppDeliveries, OrgDeliveries, RepoDeliveries

MODULES: Final = (aioghactions, logs, models, operations, stats, testing)
SCOPES: Final = {
    Repo: ("octo-org", "hello"),
    Environment: ("octo-org", "hello", "production"),
    Org: ("octo-org",),
    Enterprise: ("octo-corp",),
}
ARGUMENT: Final = re.compile(r"^    \*{0,2}(\w+): ", re.MULTILINE)
METHOD: Final = re.compile(r"``([A-Z]\w+)((?:\.\w+)+)``\.")
PAGE: Final = re.compile(r"https://docs\.github\.com/([\w@-]+/)?rest/")
NAMED: Final = re.compile(r"``(\w+)``")


@frozen
class Public:
    """A public function, method or property."""

    name: str
    function: Callable[..., Any]
    is_property: bool = False

    @property
    def doc(self) -> str:
        """Its docstring, dedented."""
        return inspect.getdoc(self.function) or ""

    def section(self, title: str) -> str:
        """Return the content of a Google-style section."""
        found = re.search(
            rf"^{title}:\n((?:    .*\n|\n)+)", self.doc + "\n", re.MULTILINE
        )
        return found[1] if found else ""

    def parameters(self) -> set[str]:
        """Return the names of its parameters."""
        names = list(inspect.signature(inspect.unwrap(self.function)).parameters)
        return {name for name in names if name not in {"self", "cls"}}

    def raised(self) -> set[str]:
        """Return the errors that its own body raises."""
        source = textwrap.dedent(inspect.getsource(inspect.unwrap(self.function)))
        exceptions = (
            node.exc for node in ast.walk(ast.parse(source)) if is_raise(node)
        )
        names = {exc.func.id for exc in exceptions if is_created(exc)}
        return names - {"StopAsyncIteration"}


def is_raise(node: ast.AST) -> bool:
    """Return whether a statement raises an expression."""
    return isinstance(node, ast.Raise) and node.exc is not None


def is_created(exc: ast.expr | None) -> bool:
    """Return whether an expression creates an error by its name."""
    return isinstance(exc, ast.Call) and isinstance(exc.func, ast.Name)


def is_ours(value: object) -> bool:
    """Return whether a function belongs to this library, not to attrs or Python."""
    return (getattr(value, "__module__", None) or "").startswith("aioghactions")


def of_module(module: ModuleType) -> Iterator[Public]:
    """Yield the public functions of a module, with methods."""
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
                place = f"{scope.__name__.lower()}.{name}"
                yield from of_handle(place, member.fget(scope(None, *values)))


def of_handle(place: str, handle: object) -> Iterator[Public]:
    """Yield the methods and groups of a handle, and the methods of the groups."""
    for public in of_class(place, type(handle)):
        yield public
        if public.is_property:
            yield from of_handle(public.name, public.function(handle))


def of_senders() -> Iterator[Public]:
    """Yield the methods of handles that are reached without a scope in their path."""
    for owner, kind in (("repo.hooks", RepoDeliveries), ("org.hooks", OrgDeliveries)):
        yield from of_class(f"{owner}.deliveries", kind)
    yield from of_class("app.deliveries", AppDeliveries)
    for kind in (resources.App, resources.Org, resources.User, resources.Client):
        yield from of_class(kind.__name__.lower(), kind)
    yield from of_class("installation", resources.Installation)


PUBLIC: Final = {
    public.name: public
    for public in (
        *(p for m in MODULES for p in of_module(m)),
        *of_handles(),
        *of_senders(),
    )
}


def test_public_functions_are_found():
    """Every operation as a method and a function, and more than 300 in all."""
    generated = [
        public
        for public in PUBLIC.values()
        if public.function.__module__.startswith("aioghactions._generated.resources")
        and not public.is_property
    ]
    assert len(generated) == len(OPERATIONS)
    assert sum(name.startswith("aioghactions.operations.") for name in PUBLIC) >= len(
        OPERATIONS
    )
    assert len(PUBLIC) > 300


@pytest.mark.parametrize("name", PUBLIC)
def test_public_function_documents_arguments_and_errors(name: str):
    """Each argument and each error that is raised explicitly."""
    public = PUBLIC[name]
    assert public.doc
    if public.is_property:
        # Sphinx parses text before a colon as the type of a property.
        assert not re.match(r"[^`\n]*: ", public.doc)
        return
    documented = set(ARGUMENT.findall(public.section("Args")))
    if public.function.__module__.startswith("aioghactions._generated.operations."):
        # It returns the call that a method sends, and refers to the method for details.
        scope, rest = METHOD.findall(public.doc)[0]
        documented |= PUBLIC[scope.lower() + rest].parameters() | set(
            NAMED.findall(public.doc)
        )
    assert public.parameters() == documented
    raises = public.section("Raises")
    assert {
        error for error in public.raised() if f"    {error}: " not in raises
    } == set()


@pytest.mark.parametrize(
    "name",
    [name for name, it in PUBLIC.items() if "operations" in it.function.__module__],
)
def test_operation_has_a_link_to_githubs_documentation(name: str):
    """In each function and method."""
    assert PAGE.search(PUBLIC[name].doc)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, it in PUBLIC.items()
        if "_generated.resources" in it.function.__module__ and not it.is_property
    ],
)
def test_method_documents_request_editions_and_permission(name: str):
    """In each method of an operation."""
    doc = PUBLIC[name].doc
    assert re.search(r"^``(GET|POST|PUT|PATCH|DELETE) /", doc, re.MULTILINE)
    assert re.search(r"^(Available|Not available) on ", doc, re.MULTILINE)
    assert "Requires " in " ".join(doc.split())
    assert PAGE.search(doc)
