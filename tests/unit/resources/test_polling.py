from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aioghactions._resources import watch


def pause(**about):
    """Return the pause before the next look at a run that is young and alone."""
    usual = {"unchanged": 0.0, "status": "queued", "watched": 1, "failures": 0}
    return watch.poll_interval(**(usual | {"jitter": 0.5} | about))


@pytest.mark.parametrize(
    ("about", "seconds"),
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
def test_looks_become_rarer_with_age_failures_and_company(about, seconds):
    """A young run is looked at often; many runs share what an endpoint allows."""
    assert pause(**about) == pytest.approx(seconds)


@given(
    unchanged=st.floats(0, 1e9),
    watched=st.integers(1, 100_000),
    failures=st.integers(0, 10_000),
    jitter=st.floats(0, 1, exclude_max=True),
)
def test_looks_never_exceed_a_third_of_what_an_endpoint_allows(
    unchanged, watched, failures, jitter
):
    """GitHub allows 900 points a minute; a few percent more is jitter."""
    seconds = pause(
        unchanged=unchanged, watched=watched, failures=failures, jitter=jitter
    )
    assert watched / seconds <= 900 / 60 / 3 / 0.9 + 1e-9
    assert seconds >= 1.8


def test_what_is_about_to_appear_is_looked_for_at_once():
    """Then a little less often."""
    assert list(islice(watch.search_delays(), 7)) == [1, 1, 2, 3, 5, 5, 5]
