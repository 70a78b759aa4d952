import pytest

from aioghactions._core.messages import Response
from aioghactions._http.etag_cache import CacheKey, EtagCache

KEY = CacheKey("me", "https://api.github.com/x?a=b", "application/json", "2022-11-28")
TAG = 'W/"0123abc"'
DATE = "Tue, 05 May 2026 10:00:00 GMT"


def answer(body: bytes = b"{}", status: int = 200, **headers: str) -> Response:
    """Return an answer with headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status=status, headers=named, body=body)


def remembered(memory: EtagCache, key: CacheKey = KEY):
    """Return what is stored."""
    found = memory.recall(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("headers", "asked"),
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
def test_an_answer_with_a_validator_is_asked_for_again(
    headers: dict[str, str], asked: dict[str, str]
):
    """A8: by its tag, or by its date where it has none."""
    memory = EtagCache()
    assert memory.recall(KEY) is None
    assert memory.remember(KEY, answer(**headers), "model")
    found = remembered(memory)
    assert found.headers() == asked
    assert found.value == "model"


@pytest.mark.parametrize(
    "response",
    [
        answer(),
        answer(etag=""),
        answer(etag="bare"),
        answer(etag='w/"x"'),
        answer(etag='"a\nb"'),
        answer(etag='"a"b"'),
        answer(etag='"é"'),
        answer(etag='"' + "x" * 257 + '"'),
        answer(last_modified="<script>"),
        answer(last_modified="x" * 65),
        answer(etag=TAG, cache_control="no-store"),
        answer(etag=TAG, cache_control="private, No-Store"),
        *(answer(status=status, etag=TAG) for status in (201, 203, 206, 304, 404)),
    ],
    ids=range(17),
)
def test_other_answers_are_not_stored(response: Response):
    """A8, S9: no validator, a hostile one, no success, or not to be kept."""
    memory = EtagCache()
    assert memory.remember(KEY, response) is False
    assert memory.recall(KEY) is None
    assert len(memory) == 0


OTHER_KEYS = [
    CacheKey("you", KEY.url, KEY.accept, KEY.api_version),
    CacheKey("", KEY.url, KEY.accept, KEY.api_version),
    CacheKey("me", KEY.url + "c", KEY.accept, KEY.api_version),
    CacheKey("me", KEY.url, "text/plain", KEY.api_version),
    CacheKey("me", KEY.url, KEY.accept, ""),
]


@pytest.mark.parametrize("other", OTHER_KEYS, ids=range(5))
def test_an_answer_is_for_one_identity_address_and_version(other: CacheKey):
    """A8: what one token saw is never shown to another."""
    memory = EtagCache()
    memory.remember(KEY, answer(etag=TAG))
    assert memory.recall(other) is None


def test_a_304_brings_news_and_no_body():
    """A8: limits, date and request id are new; the body and its description stay."""
    memory = EtagCache()
    stored = answer(
        b"[1]",
        etag=TAG,
        content_type="application/json",
        content_length="3",
        link="<u>; rel=next",
        x_ratelimit_remaining="9",
        date="then",
    )
    memory.remember(KEY, stored)
    found = remembered(memory)
    revived = found.revived(
        answer(
            b"overwritten?",
            304,
            content_type="text/html",
            content_length="0",
            transfer_encoding="chunked",
            x_ratelimit_remaining="9",
            x_github_request_id="AB:CD",
            date="now",
        )
    )
    assert (revived.status, revived.body) == (200, b"[1]")
    assert revived.headers == {
        "etag": TAG,
        "content-type": "application/json",
        "content-length": "3",
        "link": "<u>; rel=next",
        "x-ratelimit-remaining": "9",
        "x-github-request-id": "AB:CD",
        "date": "now",
    }
    assert found.response == stored


def key(number: int) -> CacheKey:
    """Return one of many keys."""
    return CacheKey("me", f"https://api.github.com/{number}")


def test_the_answers_used_last_are_kept():
    """A8: bounded by number, the one unused for longest goes first."""
    memory = EtagCache(entries=3)
    for number in range(3):
        memory.remember(key(number), answer(etag=TAG))
    memory.recall(key(0))
    memory.remember(key(3), answer(etag=TAG))
    assert len(memory) == 3
    assert memory.recall(key(1)) is None
    assert all(memory.recall(key(number)) for number in (0, 2, 3))


def test_the_memory_is_bounded_by_bytes():
    """A8: large answers push out small ones, and too large ones are not kept."""
    memory = EtagCache(size=10_000)
    for number in range(10):
        assert memory.remember(key(number), answer(b"x" * 952, etag=TAG))
    assert len(memory) == 3
    assert memory.remember(key(10), answer(b"x" * 7_952, etag=TAG))
    assert len(memory) == 1
    assert not memory.remember(key(11), answer(b"x" * 7_953, etag=TAG))
    assert len(memory) == 1
    assert memory.recall(key(10))


def test_the_default_bounds():
    """A8: a thousand answers, 32 MiB."""
    memory = EtagCache()
    assert (memory._most_entries, memory._most_bytes) == (1_000, 33_554_432)


def test_bytes_are_given_back():
    """A8: replacing and forgetting free what was counted."""
    memory = EtagCache(size=10_000)
    for _ in range(100):
        assert memory.remember(KEY, answer(b"x" * 5_000, etag=TAG))
    memory.forget(KEY)
    memory.forget(KEY)
    assert memory._bytes == 0
    assert memory.remember(KEY, answer(b"x" * 7_952, etag=TAG))
    assert not memory.remember(KEY, answer(b"y"))
    assert (len(memory), memory._bytes) == (0, 0)


@pytest.mark.parametrize("bounds", [{"entries": 0}, {"size": 0}], ids=str)
def test_a_memory_without_room_stores_nothing(bounds: dict[str, int]):
    """A31: the memory can be switched off."""
    assert not EtagCache(**bounds).remember(KEY, answer(etag=TAG))


def test_what_is_remembered_stays_good_when_it_is_evicted():
    """A8: a 304 that arrives later still finds its body."""
    memory = EtagCache(entries=1)
    memory.remember(KEY, answer(b"old", etag=TAG))
    found = remembered(memory)
    memory.remember(key(1), answer(etag=TAG))
    assert memory.recall(KEY) is None
    assert found.revived(answer(b"", 304)).body == b"old"


def test_nothing_printable_shows_what_is_stored():
    """S5: neither an address nor a body stands in a repr."""
    memory = EtagCache()
    memory.remember(KEY, answer(b"canary", etag=TAG), "canary")
    assert "canary" not in repr(remembered(memory))
    assert "github.com" not in repr(KEY)
