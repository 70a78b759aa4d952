from types import SimpleNamespace

import pytest

from aioghactions._downloads.not_found import likely_reason
from tests.unit.downloads.test_kinds import CALLS, kind_of


@pytest.mark.parametrize("owner", ["run", "attempt", "job"])
@pytest.mark.parametrize(
    ("status", "conclusion", "expected"),
    [
        ("queued", None, "the {} is queued; its log is available once it is completed"),
        ("in_progress", None, "the {} is in_progress; its log is available once"),
        ("completed", "skipped", "the {} was skipped and has no log"),
        (
            "completed",
            "failure",
            "the {} is completed; its log was deleted or never stored",
        ),
    ],
)
def test_the_reason_follows_from_the_state_of_the_owner(
    owner, status, conclusion, expected
):
    """A20: the log is not finished, was never written, or was deleted."""
    found = SimpleNamespace(status=status, conclusion=conclusion)
    reason = likely_reason(kind_of(CALLS[owner]), found)
    assert reason.startswith(expected.format(owner))


@pytest.mark.parametrize(
    ("expired", "expected"),
    [(True, "has expired or was deleted"), (False, "exists, but its content does not")],
)
def test_the_reason_says_whether_an_artifact_has_expired(expired, expected):
    """A20: an expired artifact is still listed."""
    artifact = SimpleNamespace(expired=expired)
    assert expected in likely_reason(kind_of(CALLS["artifact"]), artifact)
