import math

import pytest

from aioghactions.settings import Pace


@pytest.mark.parametrize("base", ["https://api.github.com", "https://api.octo.ghe.com"])
def test_the_cloud_is_paced_from_the_start(base: str):
    """A5: GitHub's published numbers, half of its concurrency."""
    assert Pace.for_host(base) == Pace(
        concurrency=50,
        points_per_minute=900,
        write_interval=1,
        content_per_minute=80,
        content_per_hour=500,
        probe=True,
        release=10,
        once_limited=False,
    )


@pytest.mark.parametrize(
    "base", ["https://ghe.corp.example/api/v3", "http://127.0.0.1:8080"]
)
def test_a_server_is_paced_once_it_shows_limits(base: str):
    """A9: nothing is held back where the owner set no limits."""
    assert Pace.for_host(base) == Pace(probe=False, once_limited=True)


def test_a_host_must_be_an_address():
    """A9: a mistake is told where it is made."""
    with pytest.raises(ValueError, match="address"):
        Pace.for_host("api.github.com")


def test_off_bounds_concurrency_alone():
    """A5: all adjustable."""
    assert Pace.off(concurrency=7) == Pace(
        concurrency=7,
        points_per_minute=None,
        write_interval=None,
        content_per_minute=None,
        content_per_hour=None,
        probe=False,
    )
    assert Pace.off().concurrency == 50


@pytest.mark.parametrize(
    "values",
    [
        {"concurrency": 0},
        {"concurrency": 101},
        {"points_per_minute": 4},
        {"write_interval": -1},
        {"write_interval": math.nan},
        {"content_per_minute": 0},
        {"content_per_hour": 0},
        {"release": -1},
    ],
    ids=str,
)
def test_a_value_out_of_bounds_is_named(values: dict[str, float]):
    """A5: 100 in flight is the most that GitHub allows, and a write weighs 5."""
    with pytest.raises(ValueError, match=next(iter(values))):
        Pace(**values)


def test_the_bounds_are_inclusive():
    """The least and the most that make sense."""
    Pace(
        concurrency=1,
        points_per_minute=5,
        write_interval=0,
        content_per_minute=1,
        content_per_hour=1,
        release=0,
    )
    Pace(concurrency=100)
