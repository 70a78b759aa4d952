"""What the source must not say, whatever its tests show."""

import ast
from collections.abc import Iterator
from pathlib import Path

import aioghactions

ROOT = Path(aioghactions.__file__).parent
FILES = [
    path
    for path in ROOT.rglob("*.py")
    if not path.is_relative_to(ROOT / "testing")  # runs in tests only
]
# It leaves siblings running, swallows a cancellation, or outlives who started it.
LOOSE = {"wait_for", "gather", "ensure_future", "run_coroutine_threadsafe"}
# Who raises these makes callers look at what they should not know of.
OTHERS = {"aiohttp", "asyncio", "json", "cattrs", "yarl", "multidict", "ssl"}
BARE = {"KeyError", "IndexError", "Exception", "BaseException", "AssertionError"}
# It becomes a ConnectionLostError where it is caught, a few lines above.
TRANSLATED = {"_http/aiohttp_response.py: aiohttp.ClientPayloadError"}


def nodes(kind: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node of ``kind`` in the library, and where it stands."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, kind):
                yield path.relative_to(ROOT).as_posix(), node


def test_no_task_outlives_who_started_it():
    """A23: tasks are made by a TaskGroup only, and bounds by asyncio.timeout."""
    calls = [
        (where, node.func)
        for where, node in nodes(ast.Call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    made = {
        f"{where}: {ast.unparse(function)}"
        for where, function in calls
        if function.attr == "create_task" and "group" not in ast.unparse(function)
    }
    assert made == set()
    assert not [where for where, function in calls if function.attr in LOOSE]
    assert any(function.attr == "create_task" for _, function in calls)


def test_nothing_raises_what_others_have_named():
    """A12: an error is this library's own, or says that it was misused."""
    raised = {
        f"{where}: {ast.unparse(node.exc.func)}"
        for where, node in nodes(ast.Raise)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    }
    foreign = {
        said
        for said in raised
        if (name := said.partition(": ")[2].partition(".")[0]) in OTHERS or name in BARE
    }
    assert foreign == TRANSLATED
    assert len(raised) > 50
