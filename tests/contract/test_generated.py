"""The generated package of the repository."""

import ast
import inspect
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import attrs
import pytest

from aioghactions import errors, models, operations
from aioghactions._generated import (
    FRAGMENT_SHA256,
    models as model_index,
    operations as operation_index,
    resources,
)
from aioghactions._json.model_support import OpenStrEnum
from aioghactions.operations import OPERATIONS
from codegen import docs, names, tree
from codegen.__main__ import FRAGMENT, TARGET, generate
from codegen.load import load
from tests.support.fragment import Node, endpoints, schemas

MODULES = sorted(TARGET.rglob("*.py"))
EVERY = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(TARGET))
)


def run(program: str) -> str:
    """Run a program in a new interpreter; return its output."""
    done = subprocess.run(  # noqa: S603  # a program of these tests
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_generated_package_is_up_to_date():
    """S16: it equals the output of the generator for the fragment."""
    source = load(FRAGMENT)
    assert list(tree.difference(TARGET, generate(source))) == []
    assert source.sha256 == FRAGMENT_SHA256


def test_operations_match_the_fragment():
    """Method, path, statuses, query, editions and page."""
    assert OPERATIONS.keys() == endpoints().keys()
    for operation in OPERATIONS.values():
        endpoint = endpoints()[operation.id]
        assert (operation.method, operation.path) == (endpoint.method, endpoint.path)
        statuses = sorted([*operation.answers, *operation.refusals])
        assert statuses == sorted(map(int, endpoint.node["responses"]))
        assert operation.is_download is ("302" in endpoint.node["responses"])
        query = [p["name"] for p in endpoint.parameters if p["in"] == "query"]
        assert list(operation.query) == query
        assert list(operation.editions) == endpoint.node["x-editions"]
        assert operation.since == endpoint.node["x-since"]
        assert operation.docs == endpoint.node["externalDocs"]["url"]
        pagination = endpoint.node.get("x-pagination", {"items": None})
        assert operation.items == pagination.get("items", "")
        assert list(operation.capped_by) == endpoint.node.get("x-capped-by", [])


def test_table_of_operations_is_read_only():
    """It is shared by all callers."""
    with pytest.raises(TypeError):
        OPERATIONS["x"] = OPERATIONS["get-workflow-run"]


def test_every_schema_except_requests_is_a_class():
    """Models and open enums have the fragment's names; requests become arguments."""
    expected = {name for name in schemas() if not name.endswith("Request")}
    enums = {name for name in expected if "enum" in schemas()[name]}
    assert set(models.__all__) == expected | {f"{name}Arg" for name in enums}
    for name in enums:
        enum = getattr(models, name)
        assert issubclass(enum, OpenStrEnum)
        assert [member.value for member in enum] == schemas()[name]["enum"]
    for name in expected - enums:
        assert attrs.has(getattr(models, name))


def is_scalar(node: Node) -> bool:
    """Return whether a member's values are kept as they are."""
    kinds = (
        {*node["type"]} if isinstance(node.get("type"), list) else {node.get("type")}
    )
    return "format" not in node and kinds <= {
        *("string", "integer", "number", "boolean", "null")
    }


def test_required_attributes_are_the_required_members():
    """Dates, enums, objects and what is not always sent default to None.

    Except for the members without which an object cannot be read.
    """
    for name in models.__all__:
        model = getattr(models, name)
        if not attrs.has(model):
            continue
        required = {
            field.name.removesuffix("_")
            for field in attrs.fields(model)
            if field.default is attrs.NOTHING
        }
        schema = schemas()[name]
        assert required == {
            member
            for member in schema.get("required", ())
            if member in model.identity or is_scalar(schema["properties"][member])
        }


@pytest.mark.parametrize("index", [model_index, operation_index, resources])
def test_lazy_index_has_the_names_of_its_all(index):
    """Names are imported at first access."""
    assert sorted(index.__all__) == sorted(set(index.__all__))
    assert dir(index) == sorted(index.__all__)
    for name in index.__all__:
        assert getattr(index, name) is getattr(index, name)
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = index.Nothing


def test_importing_operations_imports_no_model():
    """A program that sends one call does not load ninety classes."""
    # Replaces the package itself, which imports more than these modules.
    program = f"""
import importlib, sys, types
package = types.ModuleType("aioghactions")
package.__path__ = [{str(TARGET.parent)!r}]
sys.modules["aioghactions"] = package
from aioghactions._generated.operations import OPERATIONS, get_workflow_run
get_workflow_run("o", "r", 1)
loaded = [name for name in sys.modules if name.startswith("aioghactions.")]
print(len(OPERATIONS), [name for name in loaded if "_generated.models" in name])
print({{"asyncio", "aiohttp", "cattrs"}} & set(sys.modules))
"""
    assert run(program).splitlines() == [
        f"{len(OPERATIONS)} []",
        "set()",
    ]


def test_generator_is_not_imported_at_run_time():
    """It and its dependencies are development dependencies."""
    program = """
import importlib, pathlib, sys
import aioghactions
root = pathlib.Path(aioghactions.__file__).parent
for path in sorted((root / "_generated").rglob("*.py")):
    parts = path.relative_to(root.parent).with_suffix("").parts
    importlib.import_module(".".join(parts))
unwanted = {"httpx", "pydantic", "typer", "jinja2", "openapi_python_client", "ruamel"}
print(sorted(unwanted & {name.partition(".")[0] for name in sys.modules}))
"""
    assert run(program) == "[]"


@EVERY
def test_module_imports_only_lower_layers(path):
    """attrs, the standard library, and lower layers of this library."""
    layer = path.relative_to(TARGET).parts[0]
    allowed = ["__future__", "attrs", "collections.abc", "datetime", "importlib", "re"]
    allowed += [
        *("types", "typing", "aioghactions._generated"),
        *("aioghactions._core", "aioghactions._json", "aioghactions._params"),
    ]
    if layer == "resources":
        allowed += ["aioghactions._request.other_resources"]
        allowed += ["aioghactions._request.resource"]
        allowed += ["aioghactions.downloads", "aioghactions.pages"]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not isinstance(node, ast.Import)
        if isinstance(node, ast.ImportFrom):
            package = ["aioghactions", "_generated", layer][: 4 - node.level]
            parts = package * bool(node.level) + [node.module] * bool(node.module)
            imported = f"{'.'.join(parts)}."
            assert any(imported.startswith(f"{module}.") for module in allowed)


@EVERY
def test_public_names_of_a_module_are_documented(path):
    """Each class, function and attribute has a docstring."""
    module = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(module)
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.name.startswith("_") or ast.get_docstring(node), node.name
        if isinstance(node, ast.ClassDef):
            for member, text in zip(node.body, [*node.body[1:], None], strict=True):
                if isinstance(member, ast.AnnAssign):
                    assert isinstance(text, ast.Expr), ast.unparse(member)


@EVERY
def test_lines_have_at_most_88_columns(path):
    """Except request lines, URLs and patterns."""
    for line in path.read_text("utf-8").splitlines():
        assert len(line) <= 88 or len(line.split()) <= 2, line


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda o: o.id)
def test_docstrings_of_functions_and_methods(operation):
    """Request line and page; the method describes every argument."""
    function = getattr(operations, operation.id.replace("-", "_"))
    group, _, verb = operation.name.rpartition(".")
    module = import_module(f"{resources.__name__}.{names.function(operation.tag)}")
    method = getattr(getattr(module, names.resource(operation.tag, group)), verb)
    short, long = inspect.getdoc(function), inspect.getdoc(method)
    for text in (short, long):
        assert f"``{operation.method} {operation.path}``" in text
        assert operation.docs in text
    described = {*inspect.signature(method).parameters} - {"self"}
    assert all(f"\n    {argument}: " in long for argument in described)
    name = f"{names.handle(operation.tag)}.{operation.name}"
    assert f"``{name}``." in short
    assert {*inspect.signature(function).parameters} - described == {
        *re.findall(r"``(\w+)``", short.partition("Raises:")[0])
    } - {"per_page"}
    assert "Args:" not in short


def test_errors_in_docstrings_exist():
    """Each is a subclass of ResponseError."""
    for name in docs.ERRORS.values():
        assert issubclass(getattr(errors, name), errors.ResponseError)


def test_fragment_is_not_read_at_run_time():
    """The wheel does not contain the openapi folder."""
    text = "".join(Path(module).read_text("utf-8") for module in MODULES)
    assert "open(" not in text
    assert ".yaml" not in text
