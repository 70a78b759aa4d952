"""The transcripts of the page about the command line.

``python -m tests.docs.test_command_line`` writes them again.
"""

import asyncio
import os
import re
import shlex
import signal
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from aioghactions.testing import FakeGitHub, InstantClock, Timings
from tests.docs.blocks import ROOT
from tests.support.command_line import command

PAGE: Final = ROOT / "docs/how-to/command-line.md"
BLOCK: Final = re.compile(
    r"(?<=^<!-- transcript: )(\w+) -->\n```text\n\$ aioghactions (.*)\n((?s:.*?))```",
    re.MULTILINE,
)
TRANSCRIPTS: Final = {
    found[1]: (found[2], found[3]) for found in BLOCK.finditer(PAGE.read_text("utf-8"))
}


async def transcript(words: str) -> str:
    """Return what a command prints, results first."""
    if words == "fake":
        return await asyncio.to_thread(fake)
    clock = InstantClock()
    async with FakeGitHub(clock=clock) as github:
        github.populate(repositories=40, runs_each=150, seed=7)
        hello = github.add_repo("octo-org/hello")
        flow = hello.add_workflow("ci.yml", name="CI", jobs=("build", "test"))
        hello.add_run(flow, status="queued", timings=Timings())
        done = await command(github, clock, *shlex.split(words))
        text = (done.out.strip("\n") + "\n" + done.err).strip() + "\n"
    text = text.replace(str(Path.cwd()), "/home/octocat")
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def fake() -> str:
    """Return what the fake server prints until Ctrl-C, with one port for all."""
    process = subprocess.Popen(
        [sys.executable, "-m", "aioghactions", "fake"],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "80"},
    )
    assert process.stdout is not None
    lines: list[str] = []
    while "watch" not in "".join(lines[-1:]):
        lines.append(process.stdout.readline())
        assert lines[-1], "it has ended"
    process.send_signal(signal.SIGINT)
    process.communicate()
    printed = re.sub(r"127.0.0.1:\d+", "127.0.0.1:40123", "".join(lines))
    return re.sub(r"\bghp_\w+", "ghp_...", printed)


@pytest.mark.slow
@pytest.mark.parametrize("name", TRANSCRIPTS)
async def test_transcript_is_what_the_command_prints(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the fake organization, whose content and time are always the same."""
    monkeypatch.chdir(tmp_path)
    words, shown = TRANSCRIPTS[name]
    assert shown == await transcript(words)


def update() -> None:
    """Write the transcripts."""

    def replace(found: re.Match[str]) -> str:
        with TemporaryDirectory() as folder, chdir(folder):
            printed = asyncio.run(transcript(found[2]))
        return found[0].removesuffix(f"{found[3]}```") + f"{printed}```"

    text = PAGE.read_text("utf-8")
    PAGE.write_text(BLOCK.sub(replace, text), encoding="utf-8")


if __name__ == "__main__":
    update()
