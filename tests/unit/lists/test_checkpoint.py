import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aioghactions._lists.checkpoint import Checkpoint, Gap, epoch_second, new_checkpoint
from aioghactions._lists.windows import Window, timestamp

START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2026, 2, 1, tzinfo=UTC)
FIRST, BEYOND = int(START.timestamp()), int(END.timestamp())
SECONDS = st.integers(0, 4_000_000_000)


def test_a_position_begins_where_the_span_does():
    """Nothing was told."""
    position = new_checkpoint("list", START, END, now=0)
    assert position.remaining == position.time_range == Window(FIRST, BEYOND - 1)
    assert (position.after, position.yielded, position.gaps) == (None, 0, ())


def test_a_span_without_an_end_ends_now():
    """The second that runs is part of it."""
    assert new_checkpoint("list", START, None, now=FIRST + 9.5).end == FIRST + 10


@pytest.mark.parametrize("end", [START, START + timedelta(milliseconds=1)])
def test_a_span_may_be_empty(end):
    """Then there is nothing to read, or one second."""
    position = new_checkpoint("list", START, end, now=0)
    assert (position.remaining is None) == (end == START)
    assert position.remaining == position.time_range


def test_a_span_that_begins_later_than_now_is_empty():
    """It is no mistake: there are no such runs yet."""
    assert new_checkpoint("list", END, None, now=FIRST).remaining is None


def test_a_span_does_not_run_backwards():
    """A mistake, told at once."""
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
def test_an_instant_is_a_whole_second(instant, expected):
    """GitHub knows no smaller ones: the next one that is not before."""
    assert epoch_second(instant) == expected


def test_an_instant_says_in_which_time_zone_it_is():
    """Guessing one would read another span."""
    with pytest.raises(ValueError, match="tzinfo=UTC"):
        epoch_second(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake itself


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"start": "2026-01-01T00:00:00Z"}, "start must be a datetime .*, not str"),
        ({"start": START.date()}, "start must be a datetime with a time zone, not dat"),
        ({"start": None}, "start must be a datetime with a time zone, not NoneType"),
        ({"end": 5}, "end must be a datetime with a time zone, not int"),
        ({"resume": "{}"}, "resume must be a mapping, such as a dict, not str"),
    ],
)
def test_an_argument_of_another_kind_is_named(given, told):
    """Before anything is asked for."""
    with pytest.raises(TypeError, match=told):
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
def test_a_position_survives_json(start, end, after, yielded, gaps):
    """A18: what is saved is what is resumed."""
    position = Checkpoint(
        source="list",
        start=start,
        end=end,
        after=after,
        yielded=yielded,
        gaps=tuple(gaps),
    )
    assert Checkpoint.load(json.loads(json.dumps(position.dump()))) == position


def test_what_was_saved_goes_on_in_its_second():
    """Other runs of the same second may be still to come."""
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
def test_what_was_saved_belongs_to_one_list_and_span(change):
    """Going on elsewhere would leave a hole, or tell twice."""
    saved = new_checkpoint("list", START, END, now=0).dump() | change
    with pytest.raises(ValueError, match="pass the same filters"):
        new_checkpoint("list", START, END, now=0, resume=saved)


@pytest.mark.parametrize(
    "saved", [{}, {"of": "list"}, {"after": 7}, {"start": "yesterday"}]
)
def test_what_is_no_position_is_refused(saved):
    """A file may have been damaged."""
    whole = new_checkpoint("list", START, END, now=0).dump()
    damaged = whole | saved if saved else saved
    if saved == {"of": "list"}:
        damaged = saved
    with pytest.raises(ValueError, match="must be a saved position"):
        new_checkpoint("list", START, END, now=0, resume=damaged)
