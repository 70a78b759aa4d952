"""Numbers in the guides match the code."""

import re
from typing import Final

from aioghactions import Pace, Patience
from tests.docs.blocks import ROOT

GUIDES: Final = ROOT / "docs/how-to"


def test_patience_in_the_guide_for_services_is_the_default():
    """The table lists the defaults."""
    page = (GUIDES / "web-service.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE)
    assert len(rows) == 5
    assert {name: float(value) for name, value in rows} == {
        name: getattr(Patience(), name) for name, _ in rows
    }


def test_limits_in_the_guide_are_the_default_pace():
    """Each number is in the text."""
    page = (GUIDES / "limits.md").read_text(encoding="utf-8")
    pace, patience = Pace(), Patience()
    assert pace.write_interval == 1
    sentence = " ".join(page.split())
    for words in (
        f"{pace.points_per_minute} points a minute for each endpoint",
        f"at most {pace.concurrency} requests at once, one second between writes",
        f"{pace.content_per_minute} creations a minute and {pace.content_per_hour} an",
        f"may take {patience.longest_limit_wait:.0f} seconds (`longest_limit_wait`)",
        f"and a whole call {patience.deadline:,.0f} (`deadline`)",
    ):
        assert words in sentence
