"""The lines of steps, found in the log of their job by time."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, strategies as st

from aioghactions import logs
from aioghactions.logs.step_tails import StepTails

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def step(start: float | None, end: float | None) -> Any:
    """Return a step with these times in seconds, cut off as GitHub does it."""
    times = [
        None if it is None else NOON + timedelta(seconds=int(it)) for it in (start, end)
    ]
    return SimpleNamespace(started_at=times[0], completed_at=times[1])


def line(at: float, text: str) -> str:
    """Return a line of a log."""
    when = NOON + timedelta(seconds=at)
    return f"{when:%Y-%m-%dT%H:%M:%S.%f}0Z {text}"


def tails(raws: list[str], *steps: Any, count: int = 100) -> list[list[str]]:
    """Return the lines of each step, then those of the whole log."""
    found = StepTails(steps, count)
    for each in logs.parse(raws):
        found.feed(each)
    return [[it.text for it in found.of(one)] for one in steps] + [
        [it.text for it in found.whole]
    ]


def test_lines_belong_to_the_step_that_ran_at_their_time():
    """A20: one without a timestamp belongs to the line before it."""
    raws = [
        "preamble",
        line(0.5, "set up"),
        line(2, "a"),
        "still a",
        line(4, "b"),
        line(8, "later"),
    ]
    first, second, unknown = step(2, 3), step(4, 7), step(None, 7)
    assert tails(raws, first, second, unknown) == [
        ["a", "still a"],
        ["b"],
        [],
        ["preamble", "set up", "a", "still a", "b", "later"],
    ]
    assert tails(raws, step(4, None))[0] == ["b", "later"]
    assert tails(raws, first, count=1)[0] == ["still a"]


def test_lines_of_a_step_end_with_its_last_error():
    """A20: what the next step wrote in the same second is left out."""
    raws = [
        line(1, "run"),
        line(2, "##[error]first"),
        line(2.1, "more"),
        line(2.2, "##[error]no"),
        "second line of it",
        line(2.3, "Post job"),
    ]
    assert tails(raws, step(1, 2))[0] == [
        *("run", "first", "more", "no", "second line of it"),
    ]
    assert tails(raws, step(1, 2), count=2)[0] == ["no", "second line of it"]


@pytest.mark.parametrize("noise", [0, 5, 5_000])
def test_an_error_is_kept_however_much_follows_in_its_second(noise):
    """S10: with bounded memory."""
    raws = [line(1, "##[error]no"), *(line(1.5, str(n)) for n in range(noise))]
    assert tails(raws, step(0, 1), count=3)[0] == ["no"]


@given(
    st.lists(
        st.tuples(st.floats(0.001, 30), st.integers(0, 5), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_a_step_has_all_of_its_lines(stages):
    """A20: or, after an error, those up to its last error."""
    raws: list[str] = []
    steps: list[tuple[Any, list[str]]] = []
    at = 0.0
    for number, (length, count, fails) in enumerate(stages):
        own = [f"{number}.{n}" for n in range(count)]
        raws += [
            line(at + length * n / (count + 1), text) for n, text in enumerate(own)
        ]
        if fails:
            own.append(f"error of {number}")
            raws.append(line(at + length, f"##[error]error of {number}"))
        steps.append((step(at, at + length), own))
        at += length
    found = tails(raws, *(it for it, _ in steps))
    for lines, (_, own) in zip(found, steps, strict=False):
        if not own or own[-1].startswith("error"):
            assert not own or set(own) <= set(lines)
    assert found[-1] == [text for _, own in steps for text in own]
