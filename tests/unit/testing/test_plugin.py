"""What the pytest plugin brings to other people's tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
def test_the_fixtures_work_in_strict_mode(tmp_path):
    """pytest-asyncio's strict mode, its default, is enough."""
    (tmp_path / "test_theirs.py").write_text(TESTS)
    source = Path(__file__).parents[3] / "src"
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
        env=os.environ | {"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_importing_the_library_does_not_import_the_fake():
    """Programs do not pay for what only tests need, nor need pytest."""
    script = (
        "import sys, aioghactions;"
        "assert not [m for m in sys.modules if m.startswith('aioghactions.testing')];"
        "import aioghactions.testing;"
        "assert 'pytest' not in sys.modules and 'nacl' not in sys.modules"
    )
    source = Path(__file__).parents[3] / "src"
    subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(source)},
        check=True,
    )
