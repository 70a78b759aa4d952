"""Every Python block of the pages and docstrings runs against a fake GitHub.

The blocks of a page run in order and share their names, as in a notebook. Their initial
names are in ``preambles.py``. The blocks of a guide also run pasted into one
``async def main``, as in a program. A block that cannot run gives the reason in a
comment before it: ``<!-- not run: ... -->``.
"""

import ast
import asyncio
import codeop
import inspect
import re
import sys
from collections.abc import Awaitable, Callable, Generator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from fakeredis import TcpFakeServer

from aioghactions import Client
from aioghactions.testing import FakeGitHub, InstantClock
from tests.docs import preambles
from tests.docs.blocks import MODULES, PAGES, Block, as_program, examples, of, python
from tests.support.app import pem


def save(block: Block) -> None:
    """Write a block to the file that the page names, if any."""
    if block.file is not None:
        Path(block.file).write_text(block.code, encoding="utf-8")


async def run(block: Block, names: dict[str, Any]) -> None:
    """Run a block and the tests that it defines; save it if it is a file."""
    save(block)
    code, before = block.compiled(), dict(names)
    if code.co_flags & inspect.CO_COROUTINE:
        await eval(code, names)  # noqa: S307 - code of the documentation
    else:
        # A complete program may call asyncio.run, which needs a thread without a loop.
        await asyncio.to_thread(exec, code, names)
    for name, test in list(names.items()):
        if name.startswith("test_") and before.get(name) is not test:
            await run_test(test)


async def run_test(test: Callable[..., Awaitable[None] | None]) -> None:
    """Run a test of a page with the fixtures of the pytest plugin."""
    clock = InstantClock()
    async with (
        FakeGitHub(clock=clock) as github,
        Client(github.token, base_url=github.url, clock=clock) as client,
    ):
        fixtures = {
            "fake_github": github,
            "github_client": client,
            "instant_clock": clock,
            "tmp_path": Path.cwd(),
        }
        parameters = inspect.signature(test).parameters
        done = test(**{name: fixtures[name] for name in parameters})
        if done is not None:
            await done


async def close(names: dict[str, Any]) -> None:
    """Close the clients that a page opened."""
    for value in names.values():
        if isinstance(value, Client):
            await value.close()


@pytest.fixture(scope="session", autouse=True)
def _redis() -> Generator[None]:
    """Serve a fake Redis on loopback, with its URL in the environment."""
    server = TcpFakeServer(("127.0.0.1", 0))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    host, port = server.server_address[:2]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDIS_URL", f"redis://{host}:{port}")
        yield
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def known(
    fake_github: FakeGitHub,
    github_client: Client,
    instant_clock: InstantClock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> dict[str, Any]:
    """Return the names for an example, in a folder with ``app.pem``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["program.py", "my_program.py"])
    (tmp_path / "app.pem").write_text(pem())
    for name, value in preambles.environment(fake_github).items():
        monkeypatch.setenv(name, value)
    return preambles.names(fake_github, github_client, instant_clock)


@pytest.fixture
def _timed(instant_clock: InstantClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clients of guides use the clock of the fake GitHub."""
    timed = partial(Client.from_env, clock=instant_clock)
    monkeypatch.setattr(Client, "from_env", timed)


WITH_PYTHON = [page for page in PAGES if any(python(page))]
# A page with complete programs runs like any other.
GUIDES = [
    page
    for page in WITH_PYTHON
    if page.parent.name == "how-to" and "asyncio.run(" not in page.read_text()
]


@pytest.mark.parametrize("page", sorted({*WITH_PYTHON} - {*GUIDES}), ids=of)
async def test_every_block_of_a_page_runs(page: Path, known: dict[str, Any]) -> None:
    """In the order of the page."""
    names = preambles.page_names(page, known)
    for block in python(page):
        if block.why_not is None:
            await run(block, names)
    assert names.get("status", 0) == 0  # of a program that a page starts


@pytest.mark.usefixtures("known", "_timed")
@pytest.mark.parametrize("page", GUIDES, ids=of)
async def test_every_block_of_a_guide_runs_in_a_notebook(page: Path) -> None:
    """The blocks need only names that the page defines."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in python(page):
        if block.why_not is None:
            await run(block, names)
    await close(names)


@pytest.mark.usefixtures("known", "_timed")
@pytest.mark.parametrize("page", GUIDES, ids=of)
async def test_every_block_of_a_guide_runs_in_a_program(page: Path) -> None:
    """The blocks of a page also work in one ``async def main``."""
    program: dict[str, Any] = {"__name__": "__main__"}
    exec(as_program(page), program)  # noqa: S102 - code of the documentation
    await close(await program["main"]())


def is_for_files(page: Path) -> bool:
    """Return whether the page about the REPL excludes a guide."""
    text = (page.parent / "interactive.md").read_text(encoding="utf-8")
    return f"]({page.name})" in text.partition("\n##")[0]


@pytest.mark.parametrize(
    "block",
    [b for page in GUIDES if not is_for_files(page) for b in python(page)],
    ids=lambda block: f"{of(block.page)}:{block.line}",
)
def test_a_block_of_a_guide_can_be_pasted_into_a_repl(block: Block) -> None:
    """``python -m asyncio`` compiles line by line: a blank line ends a statement."""
    compiled = codeop.CommandCompiler()
    compiled.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    pending: list[str] = []
    for line in [*block.code.splitlines(), ""]:
        pending.append(line)
        if compiled("\n".join(pending), str(block.page), "single") is not None:
            pending = []
    assert pending == []


@pytest.mark.parametrize(
    "example",
    [example for module in MODULES for example in examples(module)],
    ids=lambda example: f"{of(example.page)}:{example.line}",
)
async def test_every_example_of_a_docstring_runs(
    *, example: Block, known: dict[str, Any], fake_github: FakeGitHub
) -> None:
    """Each example by itself."""
    await run(example, known | preambles.reference_names(known, fake_github))


def test_every_block_is_found() -> None:
    """Every fence with Python; at most two are not run."""
    fences = re.compile(
        r"^[ \t]*(?:```+|~~~+)[ \t{]*(?:code-block[ }]+)?py", re.MULTILINE
    )
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(fences.findall(text)) == len(list(python(page))), of(page)
    skipped = [block for page in PAGES for block in python(page) if block.why_not]
    assert len(skipped) <= 2


def test_every_example_is_found() -> None:
    """Every ``Example:`` section of a docstring."""
    for module in MODULES:
        expected = module.read_text(encoding="utf-8").count("Example:\n")
        assert len(list(examples(module))) == expected, of(module)
