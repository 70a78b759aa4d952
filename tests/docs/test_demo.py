"""The demo, as the README describes it."""

from runpy import run_path

import pytest

from aioghactions.testing import FakeGitHub
from tests.docs import preambles
from tests.docs.blocks import ROOT


async def demo() -> None:
    """Run the demo as a program."""
    await run_path(str(ROOT / "examples/demo.py"))["main"]()


@pytest.mark.slow
async def test_demo_without_settings_needs_no_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It starts a fake GitHub with a missing and a forbidden repository."""
    for name in ("REPOS", "GITHUB_API_URL", "GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    await demo()
    printed = capsys.readouterr().out
    assert "all 39" in printed
    assert "log files" in printed
    assert printed.count("was skipped") == 2


async def test_demo_queries_the_listed_repositories(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fake_github: FakeGitHub,
) -> None:
    """The server and the token are those of the environment."""
    fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    for name, value in preambles.environment(fake_github).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("REPOS", "octo-org/hello, octo-org/gone")
    await demo()
    printed = capsys.readouterr().out
    assert "all 1" in printed
    assert "octo-org/hello, run 1: " in printed
    assert "octo-org/gone was skipped" in printed
    assert fake_github.counts["list-workflow-runs-for-repo"] == 2


async def test_demo_with_repositories_needs_a_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It does not show invented figures for them."""
    for name in ("GITHUB_API_URL", "GH_HOST", "GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REPOS", "octo-org/hello")
    with pytest.raises(ValueError, match="no token"):
        await demo()
