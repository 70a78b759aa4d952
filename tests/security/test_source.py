"""Patterns that the source must not contain."""

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
# They leave tasks running, swallow a cancellation, or outlive their caller.
LOOSE = {"wait_for", "gather", "ensure_future", "run_coroutine_threadsafe"}
WRITING = {
    *("mkdir", "mkdtemp", "mkstemp", "touch", "write_text", "write_bytes"),
    *("NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory"),
}
# Exceptions of other packages must not be part of the interface.
OTHERS = {"aiohttp", "asyncio", "json", "cattrs", "yarl", "multidict", "ssl"}
BARE = {"KeyError", "IndexError", "Exception", "BaseException", "AssertionError"}


def nodes(kind: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Yield each node of ``kind`` with the path of its module."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, kind):
                yield path.relative_to(ROOT).as_posix(), node


def test_tasks_are_created_by_task_groups_only():
    """A23: no task outlives its caller; timeouts use asyncio.timeout."""
    calls = [
        (where, node.func)
        for where, node in nodes(ast.Call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    created = {
        f"{where}: {ast.unparse(function)}"
        for where, function in calls
        if function.attr == "create_task" and "group" not in ast.unparse(function)
    }
    assert created == set()
    assert not [where for where, function in calls if function.attr in LOOSE]
    assert any(function.attr == "create_task" for _, function in calls)


def test_files_are_written_by_downloads_and_the_command_line_only():
    """A program that downloads nothing finds no file of this library."""
    writing = {
        where
        for where, node in nodes(ast.Attribute)
        if isinstance(node, ast.Attribute)
        and (node.attr in WRITING or ast.unparse(node) == "os.open")
    }
    assert writing == {
        *("_archives/extract.py", "_downloads/files.py"),
        "_resources/save_many.py",
        *("cli/process.py", "cli/report.py"),  # the null device, and the report
    }


def test_no_exception_of_another_package_is_raised():
    """A12: only this library's own, and those for misuse."""
    raised = {
        f"{where}: {ast.unparse(node.exc.func)}"
        for where, node in nodes(ast.Raise)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    }
    foreign = {
        entry
        for entry in raised
        if (name := entry.partition(": ")[2].partition(".")[0]) in OTHERS
        or name in BARE
    }
    assert foreign == set()
    assert len(raised) > 50
