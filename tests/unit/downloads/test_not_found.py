from types import SimpleNamespace

import pytest

from aioghactions._downloads.not_found import likely_reason, why_no_log
from tests.unit.downloads.test_kinds import CALLS, kind_of

STEPS = (SimpleNamespace(number=1),)


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
    found = SimpleNamespace(status=status, conclusion=conclusion, steps=STEPS)
    reason = likely_reason(kind_of(CALLS[owner]), found)
    assert reason.startswith(expected.format(owner))


def job(**members):
    """Return a completed job without runner and steps."""
    defaults = {
        "status": "completed",
        "conclusion": "cancelled",
        "steps": (),
        "runner_id": None,
        "runner_name": None,
    }
    return SimpleNamespace(**defaults | members)


@pytest.mark.parametrize("runner", [None, 0])
@pytest.mark.parametrize("steps", [None, ()])
@pytest.mark.parametrize(
    ("conclusion", "expected"),
    [
        ("cancelled", "ended (cancelled) before it was given a runner"),
        ("failure", "ended (failure) before it was given a runner"),
        ("timed_out", "ended (timed_out) before"),
        ("startup_failure", "ended (startup_failure) before"),
        ("stale", "ended (stale) before"),
        ("action_required", "ended (action_required) before"),
        ("skipped", "was skipped and has no log"),
        ("success", ""),
        (None, ""),
    ],
)
def test_job_that_never_began_has_no_log(conclusion, expected, steps, runner):
    """A20: nothing is requested for it."""
    found = job(conclusion=conclusion, steps=steps, runner_id=runner, runner_name="")
    reason = why_no_log("job", found)
    assert expected in reason
    assert bool(reason) is bool(expected)


@pytest.mark.parametrize(
    "members", [{"steps": STEPS}, {"runner_id": 5}, {"runner_name": "box"}]
)
@pytest.mark.parametrize("conclusion", ["cancelled", "failure", "timed_out"])
def test_job_that_began_may_have_a_log(conclusion, members):
    """A20: one sign that it ran is enough."""
    assert why_no_log("job", job(conclusion=conclusion, **members)) == ""


def test_state_that_is_not_known_is_no_reason():
    """A20: a server may leave out the status."""
    assert why_no_log("job", job(status=None, steps=STEPS)) == ""
    assert why_no_log("run", job(conclusion="cancelled")) == ""
    assert why_no_log("artifact", SimpleNamespace()) == ""


@pytest.mark.parametrize(
    ("expired", "expected"),
    [(True, "has expired or was deleted"), (False, "exists, but its content does not")],
)
def test_the_reason_says_whether_an_artifact_has_expired(expired, expected):
    """A20: an expired artifact is still listed."""
    artifact = SimpleNamespace(expired=expired)
    assert expected in likely_reason(kind_of(CALLS["artifact"]), artifact)


@pytest.mark.parametrize("steps", [None, ()])
def test_step_that_the_job_does_not_have_is_named(steps):
    """With what to use instead."""
    found = job(conclusion="success", steps=steps)
    reason = likely_reason(kind_of(CALLS["step"]), found, 5)
    assert reason == "the job has no step 5: use a number of its steps"


@pytest.mark.parametrize(
    ("conclusion", "expected"),
    [
        ("skipped", "step 1 was skipped and has no log"),
        ("success", "the job is completed; its log was deleted or never stored"),
    ],
)
def test_skipped_step_has_no_log(conclusion, expected):
    """Another one had a log."""
    step = SimpleNamespace(number=1, conclusion=conclusion)
    found = job(conclusion="failure", steps=(step,))
    assert likely_reason(kind_of(CALLS["step"]), found, 1) == expected
