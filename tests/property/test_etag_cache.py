from hypothesis import given, strategies as st

from aioghactions._core.messages import Response
from aioghactions._http.etag_cache import EtagCache


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["store", "get", "discard"]),
            st.integers(0, 9),
            st.integers(0, 6_000),
        ),
        max_size=60,
    ),
    st.integers(0, 5),
    st.integers(0, 20_000),
)
def test_cache_keeps_its_bounds_and_identities(
    events: list[tuple[str, int, int]], entries: int, size: int
):
    """A8: never above its size, never a response under another key."""
    cache = EtagCache(entries=entries, size=size)
    for event, number, length in events:
        key = f"digest {number}"
        if event == "store":
            body = bytes([number]) * length
            headers = {"etag": f'"{number}"'}
            cache.store(key, Response(status=200, headers=headers, body=body))
        elif event == "discard":
            cache.discard(key)
        elif (found := cache.get(key)) is not None:
            assert set(found.response.body) <= {number}
            assert found.conditional_headers == {"if-none-match": f'"{number}"'}
        assert len(cache) <= entries
        assert 0 <= cache._bytes <= size
