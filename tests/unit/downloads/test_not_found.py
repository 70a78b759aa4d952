from types import SimpleNamespace

import pytest

from aioghactions._downloads.not_found import likely
from tests.unit.downloads.test_kinds import CALLS, kind_of


@pytest.mark.parametrize("owner", ["run", "attempt", "job"])
@pytest.mark.parametrize(
    ("status", "conclusion", "expected"),
    [
        ("queued", None, "the {} is queued: its log comes when it is completed"),
        ("in_progress", None, "the {} is in_progress: its log comes when it"),
        ("completed", "skipped", "the {} was skipped, and wrote no log"),
        ("completed", "failure", "the {} is completed: its log was deleted, or none"),
    ],
)
def test_the_state_of_the_owner_tells_why(owner, status, conclusion, expected):
    """A20: not finished yet, nothing written, or gone."""
    state = SimpleNamespace(status=status, conclusion=conclusion)
    said = likely(kind_of(CALLS[owner]), state)
    assert said.startswith(expected.format(owner))


@pytest.mark.parametrize(
    ("expired", "expected"),
    [(True, "deleted, or has expired"), (False, "is there, its content not")],
)
def test_an_artifact_tells_whether_it_has_expired(expired, expected):
    """A20: the list still names it."""
    state = SimpleNamespace(expired=expired)
    assert expected in likely(kind_of(CALLS["artifact"]), state)
