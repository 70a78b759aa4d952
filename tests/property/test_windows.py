from bisect import bisect_left, bisect_right

from hypothesis import given, strategies as st

from aioghactions._lists.windows import Window, WindowQueue

BURSTS = st.lists(
    st.tuples(st.integers(0, 99_999), st.integers(1, 4_000), st.integers(1, 3_000)),
    max_size=8,
)


def instants_of(bursts):
    """Return the seconds at which runs start: each burst within ``width`` seconds."""
    starts = (
        min(at + number % width, 99_999)
        for at, count, width in bursts
        for number in range(count)
    )
    return sorted(starts)


@given(bursts=BURSTS, width=st.integers(1, 6))
def test_windows_cover_a_time_range_once(bursts, width):
    """A18: whenever the runs were created, each second is in one window that fits."""
    instants = instants_of(bursts)
    queue, read, count = WindowQueue(Window(0, 99_999)), [], 0
    while taken := queue.take(width):
        count += len(taken)
        for window in taken:
            total = bisect_right(instants, window.last) - bisect_left(
                instants, window.first
            )
            if window.fits(total):
                read.append(window)
                queue.set_density(window, total)
            else:
                queue.put_back(window, total)
    read.sort()
    assert [window.first for window in read] == [
        0,
        *(window.last + 1 for window in read[:-1]),
    ]
    assert read[-1].last == 99_999
    assert count <= 20 + len(instants) / 50 + 60 * len(bursts)


@given(st.data())
def test_a_window_that_is_put_back_is_taken_again_in_order(data):
    """A failed request loses no window: the earliest unread one is taken next."""
    queue, left = WindowQueue(Window(0, 9_999)), Window(0, 9_999).seconds
    queue.put_back(*queue.take(1), 5_000)
    for _ in range(200):
        taken = queue.take(data.draw(st.integers(1, 4)))
        if not taken:
            break
        assert taken == sorted(taken)
        for window in taken:
            if data.draw(st.booleans()):
                left -= window.seconds
            else:
                queue.put_back(window)
    else:
        while taken := queue.take(10):
            left -= sum(window.seconds for window in taken)
    assert left == 0
