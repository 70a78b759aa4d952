from bisect import bisect_left, bisect_right

from hypothesis import given
from hypothesis import strategies as st

from aioghactions._lists.windows import Window, WindowQueue

BURSTS = st.lists(
    st.tuples(st.integers(0, 99_999), st.integers(1, 4_000), st.integers(1, 3_000)),
    max_size=8,
)


def instants_of(bursts):
    """Return the seconds at which runs start: each burst at one, or over some."""
    starts = (
        min(at + number % width, 99_999)
        for at, count, width in bursts
        for number in range(count)
    )
    return sorted(starts)


@given(bursts=BURSTS, width=st.integers(1, 6))
def test_windows_cover_a_span_once(bursts, width):
    """A18: whatever lies where, each second is in one window that fits."""
    instants = instants_of(bursts)
    walk, read, asked = WindowQueue(Window(0, 99_999)), [], 0
    while cut := walk.cut(width):
        asked += len(cut)
        for window in cut:
            total = bisect_right(instants, window.last) - bisect_left(
                instants, window.first
            )
            if window.fits(total):
                read.append(window)
                walk.fitted(window, total)
            else:
                walk.put_back(window, total)
    read.sort()
    assert [window.first for window in read] == [
        0,
        *(window.last + 1 for window in read[:-1]),
    ]
    assert read[-1].last == 99_999
    assert asked <= 20 + len(instants) / 50 + 60 * len(bursts)


@given(st.data())
def test_what_is_put_back_comes_again_in_its_place(data):
    """A failed request loses no window: the next ones begin with the earliest."""
    walk, left = WindowQueue(Window(0, 9_999)), Window(0, 9_999).seconds
    walk.put_back(*walk.cut(1), 5_000)
    for _ in range(200):
        cut = walk.cut(data.draw(st.integers(1, 4)))
        if not cut:
            break
        assert cut == sorted(cut)
        for window in cut:
            if data.draw(st.booleans()):
                left -= window.seconds
            else:
                walk.put_back(window)
    else:
        while cut := walk.cut(10):
            left -= sum(window.seconds for window in cut)
    assert left == 0
