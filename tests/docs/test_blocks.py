"""Every Python block of the README and of the site, run against a fake GitHub.

The blocks of a page run in order and share their names, as a reader would type
them. What the pages take for granted stands in ``preambles.py``. A block that cannot
run says why, in a comment right before it: ``<!-- not run: ... -->``.
"""

import ast
import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from attrs import frozen

from aioghactions import Client
from aioghactions.testing import FakeGitHub, InstantClock
from tests.docs import preambles

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"(?:<!-- not run: (?P<why>[^\n]+) -->\n+)?^```python\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@frozen
class Block:
    """A fenced block of Python."""

    page: Path
    line: int
    code: str
    why_not: str | None

    def compiled(self) -> CodeType:
        """Return the block as code that may await, with the page's line numbers."""
        source = "\n" * self.line + self.code
        return compile(
            source,
            str(self.page),
            "exec",
            flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT,
            dont_inherit=True,
        )


def blocks(page: Path) -> Iterator[Block]:
    """Yield the Python blocks of a page."""
    text = page.read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("code"))
        yield Block(page, line, found["code"], found["why"])


def of(page: Path) -> str:
    """Return the name of a page."""
    return page.relative_to(ROOT).as_posix()


async def run(block: Block, names: dict[str, Any]) -> None:
    """Run a block, then the tests that it defines."""
    code, before = block.compiled(), dict(names)
    if code.co_flags & inspect.CO_COROUTINE:
        await eval(code, names)  # noqa: S307 - the project's own words
    else:
        # A whole program may call asyncio.run: it gets a thread without a loop.
        await asyncio.to_thread(exec, code, names)
    for name, test in list(names.items()):
        if name.startswith("test_") and before.get(name) is not test:
            await run_test(test)


async def run_test(test: Callable[..., Awaitable[None]]) -> None:
    """Run a test of a page with what the pytest plugin would give it."""
    clock = InstantClock()
    async with (
        FakeGitHub(clock=clock) as github,
        Client(github.token, base_url=github.url, clock=clock) as client,
    ):
        fixtures = {
            "fake_github": github,
            "github_client": client,
            "instant_clock": clock,
        }
        await test(
            **{name: fixtures[name] for name in inspect.signature(test).parameters}
        )


@pytest.mark.parametrize("page", [page for page in PAGES if any(blocks(page))], ids=of)
async def test_every_block_of_a_page_runs(
    *,
    page: Path,
    fake_github: FakeGitHub,
    github_client: Client,
    instant_clock: InstantClock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """What the documentation shows works, in the order in which it is read."""
    monkeypatch.chdir(tmp_path)
    for name, value in preambles.environment(fake_github).items():
        monkeypatch.setenv(name, value)
    known = preambles.names(fake_github, github_client, instant_clock)
    for block in blocks(page):
        if block.why_not is None:
            await run(block, known)


def test_no_block_escapes() -> None:
    """Python stands in fences that are found here, and few of them are not run."""
    fences = re.compile(
        r"^[ \t]*(?:```+|~~~+)[ \t{]*(?:code-block[ }]+)?py", re.MULTILINE
    )
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(fences.findall(text)) == len(list(blocks(page))), of(page)
    unrun = [block for page in PAGES for block in blocks(page) if block.why_not]
    assert len(unrun) <= 2
