"""S16: code in a fragment is neither executed nor emitted as code."""

import ast
import copy
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from codegen import check, lint
from codegen.bundle import FragmentError

Node = dict[str, Any]
Change = Callable[[Node, str], None]

RUN = "PWNED()"
CODE = {
    "statement": f"\n{RUN}\n",
    "docstring": f'"""\n{RUN}\n"""',
    "docstring_at_the_end": f'a"\n{RUN}\nb"',
    "escaped_docstring": f'\\"""\n{RUN}\n\\"""',
    "backslash": "\\",
    "double_quotes": f'"); {RUN} #',
    "single_quotes": f"'); {RUN} #",
    "expression": f'" + {RUN} + "',
    "template": "{{ cycler.__init__.__globals__.os.system('PWNED') }}{% raw %}",
    "format": "{PWNED.__class__}%(PWNED)s${PWNED}",
    "comment": f"# \n{RUN}",
    "line_separators": f"a\u2028{RUN}\u2029{RUN}\x85{RUN}\x0c{RUN}",
    "bidirectional": f"\u202e{RUN}\u2066",
    "null": f"a\x00{RUN}",
    "surrogate": f"\ud800{RUN}",
    "annotation": f": {RUN} = {RUN}",
}
NAMES = {
    **CODE,
    "path": "../../PWNED",
    "absolute_path": "/tmp/PWNED",  # noqa: S108  # is rejected
    "dotted": "os.system",
    "dunder": "__class__",
    "call": "a(PWNED)",
    "empty": "",
    "non_ascii": "ᴘᴡɴᴇᴅ",
    "space": "a b",
}


def each(node: Any, key: str) -> Iterator[Node]:
    """Yield every object in ``node`` that has ``key``."""
    if isinstance(node, dict):
        if key in node:
            yield node
        for value in node.values():
            yield from each(value, key)
    elif isinstance(node, list):
        for item in node:
            yield from each(item, key)


def put_into_texts(document: Node, code: str) -> None:
    """Put code into all texts and free values of a document."""
    for key in ("summary", "description"):
        for node in each(document, key):
            if isinstance(node[key], str):
                node[key] = f"{code} {node[key]} {code}"
    document["info"] |= {"title": code, "version": code}
    for node in each(document, "classic"):
        node |= {"classic": code, "fine-grained": code}
    for node in each(document, "pattern"):
        node |= {"pattern": f"^{code}$", "x-form": code}


def is_inert(files: dict[PurePosixPath, str]) -> bool:
    """Return whether the code is text only in every file."""
    for path, source in files.items():
        assert not path.is_absolute()
        assert ".." not in path.parts
        for node in ast.walk(ast.parse(source)):
            for field in ("id", "attr", "name", "arg", "module"):
                if "PWNED" in str(getattr(node, field, "")):
                    return False
    return True


@pytest.mark.parametrize("code", CODE.values(), ids=CODE)
def test_code_in_texts_becomes_docstrings(sample, render, code):
    """Titles, summaries and descriptions are docstrings only."""
    put_into_texts(sample, code)
    assert is_inert(render(sample))


def test_import_of_a_hostile_package_runs_no_code_of_the_fragment(
    sample, render, run_generated
):
    """Every module can be imported."""
    for code in CODE.values():
        put_into_texts(sample, code)
    program = f"""
import builtins, importlib, pathlib
builtins.PWNED = lambda *a: pathlib.Path("PWNED").touch()
root = pathlib.Path("aioghactions/_generated")
for path in sorted(root.rglob("*.py")):
    importlib.import_module(".".join(path.with_suffix("").parts))
from aioghactions._generated import models, operations, resources
for package in (models, operations, resources):
    print(*(getattr(package, name).__name__ for name in package.__all__[1:2]))
print(pathlib.Path("PWNED").exists(), {RUN!r} in models.Thing.__doc__)
"""
    out = run_generated(render(sample), program)
    assert out.splitlines()[-1] == "False True"


PLACES: dict[str, Change] = {
    "operation_id": lambda d, n: next(each(d["paths"], "operationId")).update(
        operationId=n
    ),
    "method": lambda d, n: next(each(d["paths"], "x-method")).update({"x-method": n}),
    "group": lambda d, n: next(each(d["tags"], "x-groups"))["x-groups"].update({n: n}),
    "declared_tag": lambda d, n: d["tags"][0].update(name=n),
    "tag": lambda d, n: next(each(d["paths"], "tags")).update(tags=[n]),
    "since": lambda d, n: next(each(d["paths"], "x-since")).update({"x-since": n}),
    "edition": lambda d, n: next(each(d["paths"], "x-editions")).update(
        {"x-editions": [n]}
    ),
    "page_items": lambda d, n: next(each(d["paths"], "x-pagination"))[
        "x-pagination"
    ].update(items=n),
    "docs": lambda d, n: next(each(d["paths"], "url")).update(url=n),
    "path": lambda d, n: d["paths"].update({f"/{n}": d["paths"].popitem()[1]}),
    "query_parameter": lambda d, n: next(each(d["paths"], "in")).update(name=n),
    "path_parameter": lambda d, n: d["components"]["parameters"]["thing_id"].update(
        name=n
    ),
    "schema": lambda d, n: d["components"]["schemas"].update({n: {"type": "string"}}),
    "member": lambda d, n: d["components"]["schemas"]["Thing"]["properties"].update(
        {n: {"type": "string", "description": "d"}}
    ),
    "argument": lambda d, n: d["components"]["schemas"]["RerunThingRequest"][
        "properties"
    ].update({n: {"type": "string", "description": "d"}}),
    "enum_value": lambda d, n: d["components"]["schemas"]["Color"]["enum"].append(
        f"{n}+"
    ),
    "required": lambda d, n: d["components"]["schemas"]["Thing"].update(required=[n]),
    "format": lambda d, n: next(each(d, "format")).update(format=n),
    "sibling_model": lambda d, n: next(each(d, "mapping"))["mapping"].update(User=n),
    "sibling_property": lambda d, n: next(each(d, "mapping")).update(property=n),
    "ref": lambda d, n: next(each(d["paths"], "$ref")).update({"$ref": n}),
    "status": lambda d, n: next(each(d["paths"], "responses"))["responses"].update(
        {n: {"description": "d"}}
    ),
    "document_extension": lambda d, n: d.update({f"x-{n}": n}),
    "keyword": lambda d, n: d["components"]["schemas"]["Thing"].update({n: n}),
    "title": lambda d, n: d["components"]["schemas"]["Thing"].update(title=n),
    "example": lambda d, n: d["components"]["schemas"]["Thing"].update(example=n),
    "const": lambda d, n: d["components"]["schemas"]["Thing"].update(const=n),
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("change", PLACES.values(), ids=PLACES)
def test_code_in_place_of_a_name_is_rejected(sample, change: Change, name):
    """Identifiers, paths and file names have to match an allow-list."""
    change(sample, name)
    assert lint.problems(sample) != []


@pytest.mark.parametrize("code", CODE.values(), ids=CODE)
def test_code_in_a_default_is_a_literal(sample, render, code):
    """A default is emitted by repr, or rejected by the parser."""
    schema = {"type": "string", "default": code}
    sample["components"]["parameters"]["thing_id"]["schema"] = schema
    try:
        assert is_inert(render(sample))
    except FragmentError as error:
        assert "default" in str(error)  # noqa: PT017  # both are safe


@pytest.mark.parametrize("code", CODE.values(), ids=CODE)
def test_code_in_an_enum_is_rejected_or_a_literal(sample, render, code):
    """The name of a member matches the allow-list; its value is emitted by repr."""
    sample["components"]["schemas"]["Color"]["enum"].append(code)
    if not lint.problems(sample):
        assert is_inert(render(sample))


def paths_of(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to everything in ``node``."""
    if path:
        yield path
    pairs: Any = ()
    if isinstance(node, dict):
        pairs = node.items()
    elif isinstance(node, list):
        pairs = enumerate(node)
    for key, value in pairs:
        yield from paths_of(value, (*path, key))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_fragment_is_rejected_or_rendered_completely(pristine, render, data):
    """With a missing or wrong node: no crash, and no silent loss."""
    document = copy.deepcopy(pristine.document)
    *steps, last = data.draw(st.sampled_from(list(paths_of(document))))
    node: Any = document
    for step in steps:
        node = node[step]
    junk = st.sampled_from(
        [None, 5, True, "x", RUN, [], {}, ["x"], {"x": 1}, {"$ref": "#/x"}]
    )
    if data.draw(st.booleans()):
        del node[last]
    else:
        node[last] = data.draw(junk)
    if lint.problems(document):
        return
    try:
        files = render(document)
    except FragmentError:
        return
    assert is_inert(files)
    assert check.losses(document, files) == []
