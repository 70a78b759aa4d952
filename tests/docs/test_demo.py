"""The demo, as the README describes it."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from aioghactions.testing import FakeGitHub
from tests.docs import preambles
from tests.docs.blocks import ROOT


async def demo(**variables: str) -> tuple[int | None, str, str]:
    """Run the demo as a program; return its code and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, ROOT / "examples/demo.py"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": os.pathsep.join(sys.path), **variables},
    )
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


def report_of(printed: str) -> str:
    """Return the page whose path is printed last."""
    return Path(printed.splitlines()[-1]).read_text("utf-8")


@pytest.mark.slow
async def test_demo_without_settings_needs_no_token() -> None:
    """It starts a fake GitHub with a missing and a forbidden repository."""
    code, printed, messages = await demo()
    assert code == 0
    assert "octo-labs/billing-service" in printed
    assert "octo-org/never-was: " in messages
    assert "this needs actions=read" in messages
    assert "3,900 runs of 39 repositories" in report_of(printed)


@pytest.mark.slow
async def test_demo_queries_the_listed_repositories(fake_github: FakeGitHub) -> None:
    """The server and the token are those of the environment."""
    fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    code, printed, messages = await demo(
        REPOS="octo-org/hello, octo-org/gone", **preambles.environment(fake_github)
    )
    assert code == 0
    assert "octo-org/hello" in printed
    assert "octo-org/gone: " in messages
    assert "1 run of 1 repository" in report_of(printed)
    assert fake_github.counts["list-workflow-runs-for-repo"] == 4


@pytest.mark.slow
async def test_demo_with_repositories_needs_a_token() -> None:
    """It does not show invented figures for them."""
    code, _, messages = await demo(REPOS="octo-org/hello")
    assert code == 4
    assert "no token" in messages
