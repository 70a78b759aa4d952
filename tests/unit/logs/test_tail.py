"""The last lines of a log."""

import tracemalloc

import pytest
from hypothesis import given, strategies as st

from aioghactions import logs


async def source(raws):
    """Yield lines."""
    for raw in raws:
        yield raw


@given(
    st.lists(st.sampled_from(["##[group]a", "x", "##[endgroup]", "##[error]y"])),
    st.integers(1, 12),
)
async def test_tail_is_the_end_of_what_read_yields(raws, count):
    """A20: with the numbers, kinds and groups of the whole log."""
    whole = [line async for line in logs.read(source(raws))]
    assert await logs.tail(source(raws), count) == tuple(whole[-count:])


async def test_tail_keeps_at_most_16_mi_characters():
    """S10: whatever the count."""
    raws = [*("x" * 2**20 for _ in range(20)), "end"]
    last = await logs.tail(source(raws), 1000)
    assert [len(line.raw) for line in last] == [2**20] * 15 + [3]


async def test_tail_does_not_keep_the_lines_before_it():
    """S10: the peak does not grow with the log."""

    async def peak(count):
        tracemalloc.reset_peak()
        await logs.tail(source("y" * 100 + str(n) for n in range(count)), 50)
        return tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        assert await peak(20_000) < 2 * await peak(200)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("count", [0, -1])
async def test_tail_of_no_lines_is_an_error(count):
    """The message has the value."""
    with pytest.raises(ValueError, match=f"count must be 1 or more, got {count}"):
        await logs.tail(source(["x"]), count)
