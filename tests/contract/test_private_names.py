"""The library uses only the documented names of its dependencies."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import aioghactions

ROOT = Path(aioghactions.__file__).parent
# The modules that each dependency's documentation names. Any other module of theirs,
# such as aiohttp.client_proto, may change or move in a patch release.
DOCUMENTED: dict[str, tuple[str, ...]] = {
    "aiohttp": ("", "abc", "web"),
    "attr": (),  # the old name of attrs
    "attrs": ("", "exceptions", "validators"),
    "cattrs": ("", "errors", "gen"),
    "multidict": ("",),
    "yarl": ("",),
}
LIBRARIES = (*DOCUMENTED, "asyncio")
# Documented, and missing from __all__.
NOT_EXPORTED = {"__version__", "override"}
# Documented in spite of their underscore: enum members, named tuples.
PUBLIC = {"_name_", "_value_", "_value2member_map_", "_replace", "_asdict"}
BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}


def is_private(name: str) -> bool:
    """Return whether a name has a leading underscore and is not a dunder."""
    return name.startswith("_") and not name.endswith("__") and name not in PUBLIC


def imports(tree: ast.AST) -> Iterator[tuple[str, str, str]]:
    """Yield each imported module, the name taken from it or "", and its local name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", alias.asname or alias.name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield node.module or "", alias.name, alias.asname or alias.name


def library_names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the module and the name of each use of a dependency."""
    modules: dict[str, str] = {}
    for module, name, local in imports(tree):
        whole = f"{module}.{name}".rstrip(".")
        if not name or whole in documented_modules():
            modules[local] = whole
        else:
            yield module, name
    yield from ((module, "") for module in modules.values())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in modules:
            yield modules[ast.unparse(node.value)], node.attr


def documented_modules() -> set[str]:
    """Return the dotted names of all documented modules."""
    return {
        f"{library}.{module}".rstrip(".")
        for library, modules in DOCUMENTED.items()
        for module in modules
    }


def undocumented(tree: ast.AST) -> Iterator[str]:
    """Yield each module or name of a dependency that is not documented."""
    for module, name in library_names(tree):
        library = module.partition(".")[0]
        if library in DOCUMENTED:
            known = module in documented_modules() and name in public_names(module)
        else:
            known = library == "aioghactions" or not any(
                map(is_private, (*module.split("."), name))
            )
        if not known:
            yield f"{module}.{name}"


def public_names(module: str) -> set[str]:
    """Return the documented names of a module."""
    loaded = import_module(module)
    exported = getattr(loaded, "__all__", dir(loaded))
    return {"", *NOT_EXPORTED, *(name for name in exported if not is_private(name))}


def private_uses(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the object and the private name of each access, also by a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            yield ast.unparse(node.value), node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in BY_NAME:
            name = node.args[1]
            if isinstance(name, ast.Constant) and is_private(str(name.value)):
                yield ast.unparse(node.args[0]), str(name.value)


def defined_names(tree: ast.AST) -> Iterator[str]:
    """Yield the names of functions, classes, fields and attributes of ``self``."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.Name(id=name, ctx=ast.Store())
                | ast.Attribute(ast.Name("self"), attr=name, ctx=ast.Store())
            ):
                yield name
            case _:
                pass


def private_names_of_libraries() -> set[str]:
    """Return every private attribute that the source of a dependency mentions."""
    folders = [Path(str(import_module(name).__file__)).parent for name in LIBRARIES]
    return {
        name
        for folder in folders
        for path in (*folder.rglob("*.py"), *folder.rglob("*.pyx"))
        for name in re.findall(r"\.(_[a-z]\w*)", path.read_text(encoding="utf-8"))
    }


TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in ROOT.rglob("*.py")
}


def test_only_documented_modules_and_names_are_imported():
    """A patch release of a dependency must not break an installed client."""
    found = {
        f"{path}: {name}" for path, tree in TREES.items() for name in undocumented(tree)
    }
    assert found == set()


def test_no_private_attribute_of_another_library_is_used():
    """An object's private attribute is used by the module that defines it.

    Where another module of this project defines it, no dependency may have a private
    attribute of the same name: the access could be to either.
    """
    own = {path: set(defined_names(tree)) for path, tree in TREES.items()}
    everywhere = set().union(*own.values())
    foreign = private_names_of_libraries()
    assert "_retry_connection" in foreign
    found = {
        f"{path}: {owner}.{name}"
        for path, tree in TREES.items()
        for owner, name in private_uses(tree)
        if name not in own[path]
        and (name not in everywhere or (owner != "self" and name in foreign))
    }
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        "from aiohttp.client_proto import ResponseHandler",
        "from aiohttp import client_reqrep",
        "import aiohttp.client_reqrep",
        "import aiohttp; aiohttp.http.HttpProcessingError",
        "from aiohttp.http import HttpProcessingError",
        "from aiohttp import web_log",
        "from aiohttp import web; web.web_protocol",
        "import aiohttp as http; http.client_proto",
        "import attr",
        "from attr import _make",
        "import attrs; attrs._make",
        "from cattrs._compat import is_bare",
        "from cattrs.dispatch import MultiStrategyDispatch",
        "from asyncio.base_events import _run_until_complete_cb",
        "import asyncio; asyncio._get_running_loop()",
        "import _asyncio",
        "from concurrent.futures import _base",
    ],
)
def test_undocumented_import_is_found(source: str):
    """The check itself works."""
    assert list(undocumented(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "session._connector",
        "session._connector = None",
        "response.connection._protocol",
        "getattr(session, '_retry_connection', None)",
        "self._session._request('GET')",
    ],
)
def test_private_attribute_is_found(source: str):
    """The check itself works."""
    names = {name for _, name in private_uses(ast.parse(source))}
    assert names & private_names_of_libraries()
