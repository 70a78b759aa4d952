"""Every Python block of the pages and docstrings, run against a fake GitHub.

The blocks of a page run in order and share their names, as a reader would type
them. What the pages take for granted stands in ``preambles.py``. A block that cannot
run says why, in a comment right before it: ``<!-- not run: ... -->``.
"""

import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from aioghactions import Client
from aioghactions.testing import FakeGitHub, InstantClock
from tests.docs import preambles
from tests.docs.blocks import MODULES, PAGES, Block, examples, of, python


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


@pytest.fixture
def known(
    fake_github: FakeGitHub,
    github_client: Client,
    instant_clock: InstantClock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> dict[str, Any]:
    """Return the names that a page may use, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name, value in preambles.environment(fake_github).items():
        monkeypatch.setenv(name, value)
    return preambles.names(fake_github, github_client, instant_clock)


@pytest.mark.parametrize("page", [page for page in PAGES if any(python(page))], ids=of)
async def test_every_block_of_a_page_runs(page: Path, known: dict[str, Any]) -> None:
    """What the documentation shows works, in the order in which it is read."""
    for block in python(page):
        if block.why_not is None:
            await run(block, known)


@pytest.mark.parametrize(
    "example",
    [example for module in MODULES for example in examples(module)],
    ids=lambda example: f"{of(example.page)}:{example.line}",
)
async def test_every_example_of_a_docstring_runs(
    *, example: Block, known: dict[str, Any], fake_github: FakeGitHub
) -> None:
    """What the reference shows works, each example on its own."""
    await run(example, known | preambles.reference_names(known, fake_github))


def test_no_block_escapes() -> None:
    """Python stands in fences that are found here, and few of them are not run."""
    fences = re.compile(
        r"^[ \t]*(?:```+|~~~+)[ \t{]*(?:code-block[ }]+)?py", re.MULTILINE
    )
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(fences.findall(text)) == len(list(python(page))), of(page)
    unrun = [block for page in PAGES for block in python(page) if block.why_not]
    assert len(unrun) <= 2


def test_no_example_escapes() -> None:
    """Whatever a docstring calls an example is found."""
    for module in MODULES:
        announced = module.read_text(encoding="utf-8").count("Example:\n")
        assert len(list(examples(module))) == announced, of(module)
