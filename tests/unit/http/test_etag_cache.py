import pytest

from aioghactions._core.messages import Response
from aioghactions._http.etag_cache import EtagCache

KEY = "a digest"
TAG = 'W/"0123abc"'
DATE = "Tue, 05 May 2026 10:00:00 GMT"


def make_response(body: bytes = b"{}", status: int = 200, **headers: str) -> Response:
    """Return a response with headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status=status, headers=named, body=body)


def cached(cache: EtagCache, key: str = KEY):
    """Return the entry for a key."""
    found = cache.get(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("headers", "conditional"),
    [
        ({"etag": TAG}, {"if-none-match": TAG}),
        ({"etag": '"strong"'}, {"if-none-match": '"strong"'}),
        ({"etag": '""'}, {"if-none-match": '""'}),
        ({"last_modified": DATE}, {"if-modified-since": DATE}),
        ({"etag": TAG, "last_modified": DATE}, {"if-none-match": TAG}),
        ({"etag": "bare", "last_modified": DATE}, {"if-modified-since": DATE}),
        ({"etag": TAG, "cache_control": "private, max-age=60"}, {"if-none-match": TAG}),
    ],
)
def test_response_with_validator_is_stored(
    headers: dict[str, str], conditional: dict[str, str]
):
    """A8: revalidated by its ETag, or by its date if it has none."""
    cache = EtagCache()
    assert cache.get(KEY) is None
    assert cache.store(KEY, make_response(**headers), "model")
    found = cached(cache)
    assert found.conditional_headers == conditional
    assert found.value == "model"


@pytest.mark.parametrize(
    "response",
    [
        make_response(),
        make_response(etag=""),
        make_response(etag="bare"),
        make_response(etag='w/"x"'),
        make_response(etag='"a\nb"'),
        make_response(etag='"a"b"'),
        make_response(etag='"é"'),
        make_response(etag='"' + "x" * 257 + '"'),
        make_response(last_modified="<script>"),
        make_response(last_modified="x" * 65),
        make_response(etag=TAG, cache_control="no-store"),
        make_response(etag=TAG, cache_control="private, No-Store"),
        *(
            make_response(status=status, etag=TAG)
            for status in (201, 203, 206, 304, 404)
        ),
    ],
    ids=range(17),
)
def test_other_responses_are_not_stored(response: Response):
    """A8, S9: no validator, an invalid one, no success, or ``no-store``."""
    cache = EtagCache()
    assert cache.store(KEY, response) is False
    assert cache.get(KEY) is None
    assert len(cache) == 0


def test_entry_is_for_one_key():
    """A8: a response to one token is never returned for another."""
    cache = EtagCache()
    cache.store(KEY, make_response(etag=TAG))
    assert cache.get("another digest") is None


def test_headers_of_a_304_are_merged():
    """A8: rate limit, date and request id are new; body and content headers stay."""
    cache = EtagCache()
    stored = make_response(
        b"[1]",
        etag=TAG,
        content_type="application/json",
        content_length="3",
        link="<u>; rel=next",
        x_ratelimit_remaining="9",
        date="then",
    )
    cache.store(KEY, stored)
    found = cached(cache)
    merged = found.with_headers_of(
        make_response(
            b"ignored",
            304,
            content_type="text/html",
            content_length="0",
            transfer_encoding="chunked",
            x_ratelimit_remaining="9",
            x_github_request_id="AB:CD",
            date="now",
        )
    )
    assert (merged.status, merged.body) == (200, b"[1]")
    assert merged.headers == {
        "etag": TAG,
        "content-type": "application/json",
        "content-length": "3",
        "link": "<u>; rel=next",
        "x-ratelimit-remaining": "9",
        "x-github-request-id": "AB:CD",
        "date": "now",
    }
    assert found.response == stored


def key(number: int) -> str:
    """Return one of many keys."""
    return f"digest {number}"


def test_least_recently_used_entry_is_evicted():
    """A8: bounded by number."""
    cache = EtagCache(entries=3)
    for number in range(3):
        cache.store(key(number), make_response(etag=TAG))
    cache.get(key(0))
    cache.store(key(3), make_response(etag=TAG))
    assert len(cache) == 3
    assert cache.get(key(1)) is None
    assert all(cache.get(key(number)) for number in (0, 2, 3))


def test_cache_is_bounded_by_bytes():
    """A8: large responses evict small ones; too large ones are not stored."""
    cache = EtagCache(size=10_000)
    for number in range(10):
        assert cache.store(key(number), make_response(b"x" * 952, etag=TAG))
    assert len(cache) == 3
    assert cache.store(key(10), make_response(b"x" * 7_952, etag=TAG))
    assert len(cache) == 1
    assert not cache.store(key(11), make_response(b"x" * 7_953, etag=TAG))
    assert len(cache) == 1
    assert cache.get(key(10))


def test_default_bounds():
    """A8: 1,000 responses, 32 MiB."""
    cache = EtagCache()
    assert (cache._max_entries, cache._max_bytes) == (1_000, 33_554_432)


def test_replaced_and_discarded_bytes_are_subtracted():
    """A8: the count returns to 0."""
    cache = EtagCache(size=10_000)
    for _ in range(100):
        assert cache.store(KEY, make_response(b"x" * 5_000, etag=TAG))
    cache.discard(KEY)
    cache.discard(KEY)
    assert cache._bytes == 0
    assert cache.store(KEY, make_response(b"x" * 7_952, etag=TAG))
    assert not cache.store(KEY, make_response(b"y"))
    assert (len(cache), cache._bytes) == (0, 0)


@pytest.mark.parametrize("bounds", [{"entries": 0}, {"size": 0}], ids=str)
def test_cache_of_size_zero_stores_nothing(bounds: dict[str, int]):
    """A31: the cache can be switched off."""
    assert not EtagCache(**bounds).store(KEY, make_response(etag=TAG))


def test_evicted_entry_stays_valid_for_its_holder():
    """A8: a 304 that arrives later still has its body."""
    cache = EtagCache(entries=1)
    cache.store(KEY, make_response(b"old", etag=TAG))
    found = cached(cache)
    cache.store(key(1), make_response(etag=TAG))
    assert cache.get(KEY) is None
    assert found.with_headers_of(make_response(b"", 304)).body == b"old"


def test_repr_contains_no_body():
    """S5: nor what it was decoded to."""
    cache = EtagCache()
    cache.store(KEY, make_response(b"canary", etag=TAG), "canary")
    assert "canary" not in repr(cached(cache))
