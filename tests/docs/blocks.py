"""The code of the documentation: fences of pages, examples of docstrings."""

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Final

from attrs import frozen

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / place / "README.md" for place in ("openapi", "codegen", "examples")),
]
MODULES: Final = [
    path
    for path in sorted((ROOT / "src/aioghactions").rglob("*.py"))
    if "_generated" not in path.parts
]
FENCE: Final = re.compile(
    r"(?:<!-- not run: (?P<why>[^\n]+) -->\n+)?"
    r"^(?P<margin> *)```(?P<kind>[\w{}-]*)[^\n]*\n(?P<code>.*?)^(?P=margin)```$",
    re.MULTILINE | re.DOTALL,
)
FILE: Final = re.compile(r"Put this into\s`(?P<name>[\w.]+)`")
EXAMPLE: Final = re.compile(r"^Example:\n    ::\n\n((?: {8}.*\n|\n)+)", re.MULTILINE)
DOCUMENTED: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)


@frozen
class Block:
    """A block of code in a page or a module."""

    page: Path
    line: int
    kind: str
    code: str
    why_not: str | None = None
    file: str | None = None  # "Put this into `file`"

    def compiled(self) -> CodeType:
        """Return the block as code that may await, with the page's line numbers."""
        return compile(
            "\n" * self.line + self.code,
            str(self.page),
            "exec",
            flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT,
            dont_inherit=True,
        )


def fenced(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page, in any language."""
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        line = text.count("\n", 0, found.start("code"))
        code = textwrap.dedent(found["code"])
        paragraph = text[: found.start()].rstrip().rpartition("\n\n")[2]
        file = FILE.search(paragraph)
        yield Block(
            page, line, found["kind"], code, found["why"], file and file["name"]
        )


def python(page: Path) -> Iterator[Block]:
    """Yield the blocks of Python of a page."""
    return (block for block in fenced(page) if block.kind == "python")


def as_program(page: Path) -> CodeType:
    """Return a module with the blocks of a page in ``async def main``.

    ``main`` returns its names. Lines keep their numbers.
    """
    lines = [""] * (page.read_text(encoding="utf-8").count("\n") + 1)
    lines[0] = "async def main():"
    for block in python(page):
        if block.why_not is None:
            code = textwrap.indent(block.code, "    ").splitlines()
            lines[block.line : block.line + len(code)] = code
    lines.append("    return locals()")
    return compile("\n".join(lines), str(page), "exec", dont_inherit=True)


def examples(module: Path) -> Iterator[Block]:
    """Yield the examples of a module's docstrings."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        text = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
        for found in EXAMPLE.finditer(f"{text}\n"):
            line = node.body[0].lineno + text.count("\n", 0, found.start(1)) - 1
            yield Block(module, line, "python", textwrap.dedent(found[1]))


def of(page: Path) -> str:
    """Return the name of a page or module."""
    return page.relative_to(ROOT).as_posix()
