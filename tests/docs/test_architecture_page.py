"""The paths through the code that the page describes are the real ones."""

import asyncio
import re
from pathlib import Path

import pytest

from tests import journeys

PAGE = Path(__file__).parents[2] / "docs/explanation/architecture.md"
SECTIONS = {
    "`await repo.runs.get(1)`": "get",
    "`async for run in repo.runs.list()`": "list page",
    "`await log.save(path)`": "log to disk",
    "A 429, then a 200": "429, then 200",
}


def named_files(section: str) -> set[str]:
    """Return the hand-written files that a section names."""
    text = PAGE.read_text(encoding="utf-8").partition(f"### {section}\n")[2]
    files = set(re.findall(r"`([\w/]+\.py)`", text.partition("\n##")[0]))
    return {file for file in files if journeys.is_hand_written(file)}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_call_enters_the_files_that_the_page_names(section: str) -> None:
    """A reader who opens them follows the call."""
    named = named_files(section)
    with journeys.Server() as server:
        trace = asyncio.run(journeys.travel(server, SECTIONS[section]))
    assert len(named) >= 3
    assert named - set(trace.files) == set()
