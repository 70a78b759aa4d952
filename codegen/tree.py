"""Format the rendered files, and bring them to disk or compare them with it."""

import difflib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from codegen.bundle import FragmentError
from codegen.render import Files

_ISORT: Final = 'lint.isort.known-first-party=["aioghactions"]'
_RUFF: Final = (
    ("check", "--select=I", "--fix", "--config", _ISORT),
    ("format", "--line-length=88"),
)
_ALWAYS: Final = ("--isolated", "--no-cache", "--quiet", "--target-version=py311")


def formatted(files: Files) -> Files:
    """Return ``files`` as the pinned ruff writes them.

    Raises:
        FragmentError: A file is not valid Python.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, files)
        for command in _RUFF:
            ruff = subprocess.run(
                [sys.executable, "-m", "ruff", *command, *_ALWAYS, str(folder)],
                capture_output=True,
                text=True,
                check=False,
            )
            if ruff.returncode:
                reason = f"{ruff.stdout}{ruff.stderr}"
                raise FragmentError(f"a rendered file is not valid Python:\n{reason}")
        return {path: inside(folder, path).read_text("utf-8") for path in files}


def inside(folder: Path, path: PurePosixPath) -> Path:
    """Return ``folder / path``, which must not lie outside of ``folder``.

    Raises:
        FragmentError: It does.
    """
    target = folder / path
    if not target.resolve().is_relative_to(folder.resolve()):
        raise FragmentError(f"{path} is outside of the package")
    return target


def read(folder: Path) -> Files:
    """Return the Python files that are in ``folder`` now."""
    return {
        PurePosixPath(path.relative_to(folder).as_posix()): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


def write(folder: Path, files: Files) -> int:
    """Write ``files``, delete other modules; return how many files changed."""
    before = read(folder)
    for path in before.keys() - files.keys():
        inside(folder, path).unlink()
    changed = {path: text for path, text in files.items() if before.get(path) != text}
    for path, text in changed.items():
        target = inside(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return len(changed) + len(before.keys() - files.keys())


def difference(folder: Path, files: Files) -> Iterator[str]:
    """Yield the lines of a unified diff from what is there to what should be."""
    before = read(folder)
    for path in sorted(before.keys() | files.keys()):
        yield from difflib.unified_diff(
            before.get(path, "").splitlines(),
            files.get(path, "").splitlines(),
            f"{folder.name}/{path} (is)",
            f"{folder.name}/{path} (should be)",
            lineterm="",
        )
