import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from aioghactions._lists.checkpoint import (
    Checkpoint,
    Gap,
    epoch_second,
    new_checkpoint,
)
from aioghactions._lists.windows import Window, timestamp

START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2026, 2, 1, tzinfo=UTC)
FIRST, BEYOND = int(START.timestamp()), int(END.timestamp())
SECONDS = st.integers(0, 4_000_000_000)


def test_a_new_checkpoint_is_at_the_start_of_the_time_range():
    """No run was yielded."""
    position = new_checkpoint("list", START, END, now=0)
    assert position.remaining == position.time_range == Window(FIRST, BEYOND - 1)
    assert (position.after, position.yielded, position.gaps) == (None, 0, ())


def test_a_time_range_without_an_end_ends_now():
    """The current second is part of it."""
    assert new_checkpoint("list", START, None, now=FIRST + 9.5).end == FIRST + 10


@pytest.mark.parametrize("end", [START, START + timedelta(milliseconds=1)])
def test_a_time_range_may_be_empty(end):
    """The end is exclusive, and is rounded up to a whole second."""
    position = new_checkpoint("list", START, end, now=0)
    assert (position.remaining is None) == (end == START)
    assert position.remaining == position.time_range


def test_a_time_range_that_starts_in_the_future_is_empty():
    """It is not an error: there are no such runs yet."""
    assert new_checkpoint("list", END, None, now=FIRST).remaining is None


def test_an_end_before_the_start_is_rejected():
    """The message names both arguments."""
    with pytest.raises(ValueError, match="must not be before start"):
        new_checkpoint("list", END, START, now=0)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (START, FIRST),
        (START + timedelta(microseconds=1), FIRST + 1),
        (datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))), FIRST),
        ("2026-01-01T00:00:00Z", FIRST),
    ],
)
def test_an_instant_is_rounded_up_to_a_whole_second(instant, expected):
    """GitHub's filter has no fractions of a second."""
    assert epoch_second(instant) == expected


def test_an_instant_without_a_time_zone_is_rejected():
    """Guessing one would read another time range."""
    with pytest.raises(ValueError, match="tzinfo=UTC"):
        epoch_second(datetime(2026, 1, 1))  # noqa: DTZ001 - what is tested


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"start": "2026-01-01T00:00:00Z"}, "start must be a datetime .*, not str"),
        ({"start": START.date()}, "start must be a datetime with a time zone, not dat"),
        ({"start": None}, "start must be a datetime with a time zone, not NoneType"),
        ({"end": 5}, "end must be a datetime with a time zone, not int"),
        ({"resume": "{}"}, "resume must be a mapping, such as a dict, not str"),
    ],
)
def test_an_argument_of_the_wrong_type_is_rejected(given, message):
    """The message names it."""
    with pytest.raises(TypeError, match=message):
        new_checkpoint(
            **{"source": "list", "start": START, "end": END, "now": 0} | given
        )


@given(
    start=SECONDS,
    end=SECONDS,
    after=st.none() | st.tuples(SECONDS, st.integers(0, 2**63)),
    yielded=st.integers(0),
    gaps=st.lists(st.builds(Gap, SECONDS, SECONDS, st.integers(0), st.integers(0))),
)
def test_a_checkpoint_survives_json(start, end, after, yielded, gaps):
    """A18: loading a dumped checkpoint returns an equal one."""
    position = Checkpoint(
        source="list",
        start=start,
        end=end,
        after=after,
        yielded=yielded,
        gaps=tuple(gaps),
    )
    assert Checkpoint.load(json.loads(json.dumps(position.dump()))) == position


def test_resuming_starts_in_the_second_of_the_last_run():
    """Other runs of the same second may not have been yielded."""
    saved = Checkpoint(
        source="list", start=FIRST, end=BEYOND, after=(FIRST + 60, 7), yielded=3
    )
    for end in (END, None):
        position = new_checkpoint("list", START, end, now=0, resume=saved.dump())
        assert position == saved
        assert position.remaining == Window(FIRST + 60, BEYOND - 1)


@pytest.mark.parametrize(
    "change",
    [
        {"of": "another"},
        {"start": timestamp(FIRST - 1)},
        {"end": timestamp(BEYOND + 1)},
    ],
)
def test_a_checkpoint_of_another_list_or_time_range_is_rejected(change):
    """Resuming it would miss runs, or yield them twice."""
    saved = new_checkpoint("list", START, END, now=0).dump() | change
    with pytest.raises(ValueError, match="pass the same filters"):
        new_checkpoint("list", START, END, now=0, resume=saved)


@pytest.mark.parametrize(
    "saved", [{}, {"of": "list"}, {"after": 7}, {"start": "yesterday"}]
)
def test_a_value_of_another_structure_is_rejected(saved):
    """A file may be damaged."""
    whole = new_checkpoint("list", START, END, now=0).dump()
    damaged = whole | saved if saved else saved
    if saved == {"of": "list"}:
        damaged = saved
    with pytest.raises(ValueError, match="must be a saved position"):
        new_checkpoint("list", START, END, now=0, resume=damaged)
