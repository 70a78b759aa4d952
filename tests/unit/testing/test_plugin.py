"""The pytest plugin, as other projects use it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src"
TESTS = """
import pytest

pytestmark = pytest.mark.asyncio

async def test_one(fake_github, github_client):
    run = fake_github.add_repo("octo-org/hello").add_run(status="queued")
    await github_client.repo("octo-org/hello").runs.cancel(run.id)
    assert run.conclusion == "cancelled"

async def test_two(fake_github, instant_clock):
    assert fake_github.repositories == []
    await instant_clock.sleep(3600)
"""


@pytest.mark.slow
def test_fixtures_work_in_strict_mode(tmp_path):
    """Strict mode is the default of pytest-asyncio."""
    (tmp_path / "test_theirs.py").write_text(TESTS)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:aioghactions",  # where it is installed it has another name
            "-p",
            "aioghactions.testing.plugin",
            "--asyncio-mode=strict",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("program", "unwanted"),
    [
        ("import aioghactions", {"aioghactions.testing"}),
        (
            "import aioghactions.testing",
            {"aioghactions.testing.github", "nacl", "pytest"},
        ),
        # pytest imports the plugin in every project where this library is installed.
        (
            "import aioghactions.testing.plugin",
            {"aioghactions.testing.github", "aiohttp", "attr", "cattrs"},
        ),
    ],
)
def test_imports_are_deferred_until_use(program, unwanted):
    """Neither programs nor pytest import the fake server until it is used."""
    script = f"import sys; {program}; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "aioghactions" in done.stdout.split()
    assert not unwanted.intersection(done.stdout.split())
