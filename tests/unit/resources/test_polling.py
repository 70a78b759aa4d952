import pytest
from hypothesis import given, strategies as st

from aioghactions._resources import polling


def interval(**changed):
    """Return the poll interval of one run that has just changed."""
    default = {"unchanged": 0.0, "status": "queued", "watched": 1, "failures": 0}
    return polling.poll_interval(**(default | {"jitter": 0.5} | changed))


@pytest.mark.parametrize(
    ("changed", "seconds"),
    [
        ({}, 2),
        ({"unchanged": 100}, 10),
        ({"unchanged": 3_600}, 20),
        ({"unchanged": 3_600, "status": "waiting"}, 60),
        ({"unchanged": 3_600, "status": "action_required"}, 60),
        ({"failures": 1}, 4),
        ({"failures": 3}, 16),
        ({"failures": 99}, 60),
        ({"watched": 300}, 60),
        ({"watched": 300, "failures": 9}, 60),
        ({"watched": 600, "failures": 9}, 120),
        ({"jitter": 0.0}, 1.8),
    ],
)
def test_the_interval_grows_with_age_failures_and_number_of_runs(changed, seconds):
    """A run is polled often after a change; many runs share the endpoint's limit."""
    assert interval(**changed) == pytest.approx(seconds)


@given(
    unchanged=st.floats(0, 1e9),
    watched=st.integers(1, 100_000),
    failures=st.integers(0, 10_000),
    jitter=st.floats(0, 1, exclude_max=True),
)
def test_polling_uses_at_most_a_third_of_the_endpoints_limit(
    unchanged, watched, failures, jitter
):
    """GitHub allows 900 points a minute; jitter may add a few percent."""
    seconds = interval(
        unchanged=unchanged, watched=watched, failures=failures, jitter=jitter
    )
    assert watched / seconds <= 900 / 60 / 3 / 0.9 + 1e-9
    assert seconds >= 1.8
