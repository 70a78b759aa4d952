import pytest
from hypothesis import given
from hypothesis import strategies as st

from aioghactions._downloads.resume import Received, Restart, Resume, judge
from aioghactions.errors import DownloadError

V1, V2, WEAK = '"v1"', '"v2"', 'W/"v1"'
TAGGED = Received(received=40, total=100, etag=V1)
SIZED = Received(received=40, total=100)
LOOSE = Received(received=40, etag=V1)
NOTHING_TO_KNOW_IT_BY = Received(received=40)


@pytest.mark.parametrize("held", [Received(), TAGGED, SIZED])
@pytest.mark.parametrize(
    ("statuses", "word"),
    [
        ((400, 401, 403, 404, 410), "refused"),
        ((408, 425, 429, 500, 502, 503, 504, 599), "failing"),
        ((204, 304, 402, 405, 418, 451, 600), "unusable"),
    ],
)
def test_a_status_means_the_same_at_any_byte(held, statuses, word):
    """S14, A19: storage refuses a link, fails for now, or is beyond help."""
    for status in statuses:
        limit = {"x-ratelimit-remaining": "0", "retry-after": "60"}
        assert judge(status, limit, held) == word


@pytest.mark.parametrize(
    ("headers", "total", "etag", "framed"),
    [
        ({"content-length": "100", "etag": V1}, 100, V1, True),
        ({"content-length": " 100 ", "etag": WEAK}, 100, "", True),
        ({"transfer-encoding": "chunked", "etag": V1}, None, V1, True),
        ({"transfer-encoding": "gzip, Chunked"}, None, "", True),
        ({"transfer-encoding": "chunked", "content-length": "5"}, None, "", True),
        ({}, None, "", False),
        ({"content-length": "1e3", "etag": "v1"}, None, "", True),
        ({"content-length": "\u0661\u0660"}, None, "", True),
    ],
)
def test_the_first_answer_says_what_to_expect(headers, total, etag, framed):
    """A19: length, version, and whether a cut would be noticed."""
    assert judge(200, headers, Received()) == Restart(
        Received(total=total, etag=etag), framed
    )


def test_a_part_that_nobody_asked_for_is_unusable():
    """A19: before the first byte, only the whole will do."""
    part = {"content-range": "bytes 0-9/100", "content-length": "10"}
    assert judge(206, part, Received()) == "unusable"
    assert judge(416, {"content-range": "bytes */0"}, Received()) == "unusable"
    assert judge(206, part, NOTHING_TO_KNOW_IT_BY) == "unusable"


def part(first, last, total, **headers):
    """Return the headers of a 206."""
    return {
        "content-range": f"bytes {first}-{last}/{total}",
        "content-length": str(last - first + 1),
    } | headers


@pytest.mark.parametrize(
    ("held", "headers", "expected"),
    [
        (TAGGED, part(40, 99, 100, etag=V1), TAGGED),
        (TAGGED, part(40, 99, 100), TAGGED),
        (TAGGED, part(40, 69, 100), TAGGED),
        (TAGGED, part(40, 99, "*", etag=V1), TAGGED),
        (SIZED, part(40, 99, 100), SIZED),
        (SIZED, part(40, 99, 100, etag=V1), TAGGED),
        (LOOSE, part(40, 99, 100, etag=V1), TAGGED),
        (LOOSE, part(40, 99, "*", etag=V1), LOOSE),
    ],
)
def test_the_rest_of_the_same_body_continues_it(held, headers, expected):
    """A19: same total or same version, from the very byte."""
    assert judge(206, headers, held) == Resume(expected)


@pytest.mark.parametrize(
    ("held", "headers"),
    [
        (TAGGED, part(40, 99, 100, etag=V2)),
        (TAGGED, part(40, 100, 101, etag=V1)),
        (TAGGED, part(39, 99, 100, etag=V1)),
        (TAGGED, part(41, 99, 100, etag=V1)),
        (TAGGED, part(0, 99, 100, etag=V1)),
        (TAGGED, part(40, 39, 100, etag=V1)),
        (TAGGED, part(40, 99, "*")),
        (SIZED, part(40, 99, "*")),
        (SIZED, part(40, 98, 99)),
        (LOOSE, part(40, 99, 100)),
        (LOOSE, part(40, 99, 100, etag=WEAK)),
        (TAGGED, {}),
        (TAGGED, {"content-range": "bytes */100"}),
        (TAGGED, {"content-range": "items 40-99/100"}),
        (TAGGED, {"content-range": "bytes 40-99/100", "etag": V1}),
    ],
)
def test_anything_else_is_another_body(held, headers):
    """A19: what may not fit is not put together."""
    assert judge(206, headers, held) == "changed"


@pytest.mark.parametrize(
    ("held", "headers", "expected"),
    [
        (TAGGED, {"content-length": "100", "etag": V1}, Resume(TAGGED, 40)),
        (SIZED, {"content-length": "100"}, Resume(SIZED, 40)),
        (SIZED, {"content-length": "100", "etag": V1}, Resume(TAGGED, 40)),
        (
            LOOSE,
            {"transfer-encoding": "chunked", "etag": V1},
            Resume(LOOSE, 40),
        ),
        (
            TAGGED,
            {"content-length": "100", "etag": V2},
            Restart(Received(total=100, etag=V2)),
        ),
        (
            TAGGED,
            {"content-length": "99", "etag": V1},
            Restart(Received(total=99, etag=V1)),
        ),
        (SIZED, {"transfer-encoding": "chunked"}, Restart(Received())),
        (LOOSE, {"etag": V1}, Restart(Received(etag=V1), framed=False)),
        (
            NOTHING_TO_KNOW_IT_BY,
            {"content-length": "100"},
            Restart(Received(total=100)),
        ),
    ],
)
def test_the_whole_once_more_continues_what_it_surely_is(held, headers, expected):
    """A19: storage that ignores ranges costs bytes, not the download."""
    assert judge(200, headers, held) == expected


@pytest.mark.parametrize(
    ("held", "headers", "word"),
    [
        (
            Received(received=100, etag=V1),
            part_end := {"content-range": "bytes */100"},
            0,
        ),
        (Received(received=100, etag=V1), part_end | {"etag": V1}, 1),
        (Received(received=100, etag=V1), part_end | {"etag": V2}, 0),
        (Received(received=100, total=100), part_end, 1),
        (TAGGED, part_end | {"etag": V1}, 0),
        (TAGGED, {}, 0),
    ],
)
def test_nothing_left_to_send_may_be_the_end(held, headers, word):
    """A19: only the end of a chunked body was lost; or it has become shorter."""
    assert judge(416, headers, held) == ("changed", "over")[word]


def test_what_is_wanted_is_what_is_missing():
    """A19: a range only where the answer can be recognised."""
    assert TAGGED.wanted() == {"range": "bytes=40-", "if-range": V1}
    assert LOOSE.wanted() == {"range": "bytes=40-", "if-range": V1}
    assert SIZED.wanted() == {"range": "bytes=40-"}
    for whole in (Received(), Received(total=100, etag=V1), NOTHING_TO_KNOW_IT_BY):
        assert whole.wanted() == {}


def test_more_than_announced_is_an_error():
    """A19: a lie about the length is not passed on."""
    assert SIZED.advanced(60) == Received(received=100, total=100)
    assert SIZED.is_short
    assert not SIZED.advanced(60).is_short
    assert not LOOSE.is_short
    with pytest.raises(DownloadError, match="announced 100 bytes and sent more"):
        SIZED.advanced(61)


TAGS = st.sampled_from(["", V1, V2])
TOTALS = st.none() | st.integers(0, 9)


@given(
    st.builds(Received, received=st.integers(0, 9), total=TOTALS, etag=TAGS),
    st.sampled_from([200, 206, 416]),
    st.fixed_dictionaries(
        {},
        optional={
            "content-length": st.sampled_from(["0", "5", "9", "x"]),
            "content-range": st.sampled_from(
                ["bytes 5-8/9", "bytes 5-8/*", "bytes */5", "bytes 0-0/1", "x"]
            ),
            "etag": TAGS,
            "transfer-encoding": st.just("chunked"),
        },
    ),
)
def test_no_answer_joins_different_bodies(held, status, headers):
    """A19: what continues a body has its version or length, and contradicts neither."""
    verdict = judge(status, headers, held)
    if isinstance(verdict, Resume):
        assert verdict.held.received == held.received > 0
        assert verdict.skip in {0, held.received}
        assert held.total is None or verdict.held.total == held.total
        assert held.etag in {"", verdict.held.etag}
        assert held.etag or held.total is not None
