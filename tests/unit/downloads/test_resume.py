import pytest
from hypothesis import given, strategies as st

from aioghactions._downloads.resume import Received, Restart, Resume, judge
from aioghactions.errors import DownloadError

V1, V2, WEAK = '"v1"', '"v2"', 'W/"v1"'
TAGGED = Received(count=40, total=100, etag=V1)
SIZED = Received(count=40, total=100)
UNSIZED = Received(count=40, etag=V1)
UNIDENTIFIED = Received(count=40)


@pytest.mark.parametrize("received", [Received(), TAGGED, SIZED])
@pytest.mark.parametrize(
    ("statuses", "verdict"),
    [
        ((400, 401, 403, 404, 410), "rejected"),
        ((408, 425, 429, 500, 502, 503, 504, 599), "unavailable"),
        ((204, 304, 402, 405, 418, 451, 600), "unusable"),
    ],
)
def test_error_statuses_do_not_depend_on_what_was_received(received, statuses, verdict):
    """S14, A19: rejected links, temporary failures, and everything else."""
    for status in statuses:
        limit = {"x-ratelimit-remaining": "0", "retry-after": "60"}
        assert judge(status, limit, received) == verdict


@pytest.mark.parametrize(
    ("headers", "total", "etag", "delimited"),
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
def test_the_first_response_announces_length_and_etag(headers, total, etag, delimited):
    """A19: and whether a truncated body can be detected."""
    assert judge(200, headers, Received()) == Restart(
        Received(total=total, etag=etag), delimited
    )


def test_a_part_that_was_not_requested_is_unusable():
    """A19: without a range request, only a whole body is usable."""
    part = {"content-range": "bytes 0-9/100", "content-length": "10"}
    assert judge(206, part, Received()) == "unusable"
    assert judge(416, {"content-range": "bytes */0"}, Received()) == "unusable"
    assert judge(206, part, UNIDENTIFIED) == "unusable"


def part(first, last, total, **headers):
    """Return the headers of a 206."""
    return {
        "content-range": f"bytes {first}-{last}/{total}",
        "content-length": str(last - first + 1),
    } | headers


@pytest.mark.parametrize(
    ("received", "headers", "expected"),
    [
        (TAGGED, part(40, 99, 100, etag=V1), TAGGED),
        (TAGGED, part(40, 99, 100), TAGGED),
        (TAGGED, part(40, 69, 100), TAGGED),
        (TAGGED, part(40, 99, "*", etag=V1), TAGGED),
        (SIZED, part(40, 99, 100), SIZED),
        (SIZED, part(40, 99, 100, etag=V1), TAGGED),
        (UNSIZED, part(40, 99, 100, etag=V1), TAGGED),
        (UNSIZED, part(40, 99, "*", etag=V1), UNSIZED),
    ],
)
def test_a_matching_part_resumes_the_body(received, headers, expected):
    """A19: same length or ETag, starting at the next byte."""
    assert judge(206, headers, received) == Resume(expected)


@pytest.mark.parametrize(
    ("received", "headers"),
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
        (UNSIZED, part(40, 99, 100)),
        (UNSIZED, part(40, 99, 100, etag=WEAK)),
        (TAGGED, {}),
        (TAGGED, {"content-range": "bytes */100"}),
        (TAGGED, {"content-range": "items 40-99/100"}),
        (TAGGED, {"content-range": "bytes 40-99/100", "etag": V1}),
    ],
)
def test_a_part_that_does_not_match_means_changed(received, headers):
    """A19: parts of different bodies are never joined."""
    assert judge(206, headers, received) == "changed"


@pytest.mark.parametrize(
    ("received", "headers", "expected"),
    [
        (TAGGED, {"content-length": "100", "etag": V1}, Resume(TAGGED, 40)),
        (SIZED, {"content-length": "100"}, Resume(SIZED, 40)),
        (SIZED, {"content-length": "100", "etag": V1}, Resume(TAGGED, 40)),
        (
            UNSIZED,
            {"transfer-encoding": "chunked", "etag": V1},
            Resume(UNSIZED, 40),
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
        (UNSIZED, {"etag": V1}, Restart(Received(etag=V1), is_delimited=False)),
        (
            UNIDENTIFIED,
            {"content-length": "100"},
            Restart(Received(total=100)),
        ),
    ],
)
def test_a_whole_body_is_skipped_up_to_what_was_received_if_it_matches(
    received, headers, expected
):
    """A19: storage may ignore range requests."""
    assert judge(200, headers, received) == expected


@pytest.mark.parametrize(
    ("received", "headers", "same"),
    [
        (
            Received(count=100, etag=V1),
            part_end := {"content-range": "bytes */100"},
            0,
        ),
        (Received(count=100, etag=V1), part_end | {"etag": V1}, 1),
        (Received(count=100, etag=V1), part_end | {"etag": V2}, 0),
        (Received(count=100, total=100), part_end, 1),
        (TAGGED, part_end | {"etag": V1}, 0),
        (TAGGED, {}, 0),
    ],
)
def test_an_unsatisfied_range_at_the_end_means_complete(received, headers, same):
    """A19: only the end of a chunked body was lost, or the body was shortened."""
    assert judge(416, headers, received) == ("changed", "complete")[same]


def test_range_headers_request_the_missing_bytes():
    """A19: only if the body can be recognized by ETag or length."""
    assert TAGGED.range_headers() == {"range": "bytes=40-", "if-range": V1}
    assert UNSIZED.range_headers() == {"range": "bytes=40-", "if-range": V1}
    assert SIZED.range_headers() == {"range": "bytes=40-"}
    for whole in (Received(), Received(total=100, etag=V1), UNIDENTIFIED):
        assert whole.range_headers() == {}


def test_more_bytes_than_announced_are_an_error():
    """A19: the announced length is enforced."""
    assert SIZED.advanced(60) == Received(count=100, total=100)
    assert SIZED.is_short
    assert not SIZED.advanced(60).is_short
    assert not UNSIZED.is_short
    with pytest.raises(DownloadError, match="announced 100 bytes but sent more"):
        SIZED.advanced(61)


TAGS = st.sampled_from(["", V1, V2])
TOTALS = st.none() | st.integers(0, 9)


@given(
    st.builds(Received, count=st.integers(0, 9), total=TOTALS, etag=TAGS),
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
def test_no_response_joins_different_bodies(received, status, headers):
    """A19: a resumed body has the same ETag or length, and contradicts neither."""
    verdict = judge(status, headers, received)
    if isinstance(verdict, Resume):
        assert verdict.received.count == received.count > 0
        assert verdict.skip in {0, received.count}
        assert received.total is None or verdict.received.total == received.total
        assert received.etag in {"", verdict.received.etag}
        assert received.etag or received.total is not None


OLD, NEW = "Mon, 01 Jan 2024 00:00:00 GMT", "Tue, 02 Jan 2024 00:00:00 GMT"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"etag": V1}, {"etag": V2}),
        ({"etag": V1}, {"etag": 'W/"v2"'}),
        ({"etag": WEAK}, {"etag": 'W/"v2"'}),
        ({"etag": WEAK}, {"etag": V2}),
        ({"last-modified": OLD}, {"last-modified": NEW}),
        ({"etag": WEAK, "last-modified": OLD}, {"last-modified": NEW}),
    ],
)
def test_versions_are_never_joined(first, second):
    """A19: a weak ETag or a date that differs shows another version."""
    length = {"content-length": "100"}
    started = judge(200, length | first, Received())
    assert isinstance(started, Restart)
    received = started.received.advanced(40)
    assert judge(206, part(40, 99, 100) | second, received) == "changed"
    again = judge(200, length | second, received)
    assert isinstance(again, Restart)
    assert again.received.count == 0
    assert isinstance(judge(206, part(40, 99, 100) | first, received), Resume)


@pytest.mark.parametrize("etag", [{}, {"etag": WEAK}])
def test_whole_body_in_reply_to_if_range_is_new(etag):
    """A19, RFC 9110 13.1.5: a server that has the named version sends a part."""
    answer = judge(200, {"content-length": "100"} | etag, TAGGED)
    assert answer == Restart(Received(total=100))
