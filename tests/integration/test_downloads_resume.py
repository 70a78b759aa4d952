"""Bodies that break off, on the way from storage."""

import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.blobs import blob, first_byte, refusal, scene, whole
from tests.support.raw import answer

LOG = b"".join(b"2024-05-01T10:00:00.%07dZ line %d\n" % (n, n) for n in range(9000))
SHORTER = LOG[:-1000]


WAYS_TO_BREAK = {"hang up": raw.hang_up, "reset": raw.reset, "fall silent": raw.stall}


@pytest.mark.parametrize("then", WAYS_TO_BREAK.values(), ids=WAYS_TO_BREAK.keys())
@pytest.mark.parametrize(
    ("chunked", "etag"), [(False, '"v1"'), (False, ""), (True, '"v1"')]
)
async def test_a_broken_body_is_resumed_where_it_broke(then, chunked, etag):
    """A19: by range, on a fresh link, with the same bytes as if nothing had been."""
    kind = {"etag": etag, "chunked": chunked, "then": then}
    scripts = [blob(LOG, cut=100_000, **kind), blob(LOG, cut=99_999, **kind), blob(LOG)]
    if not etag:
        scripts[-1] = blob(LOG, etag="")
    async with scene(*scripts) as at, at.download() as log:
        read = b"".join([chunk async for chunk in log.chunks()])
    assert read == LOG
    first, second, third = at.ranges()
    assert (first, 0 < second <= 100_000, second < third <= 199_999) == (0, True, True)
    assert len(set(at.links)) == 3


@pytest.mark.parametrize("way", ["read", "save"])
async def test_what_cannot_be_resumed_starts_over(tmp_path, way):
    """A19: without length and version nothing tells the rest, so it comes anew."""
    scripts = [blob(LOG, etag="", chunked=True, cut=100_000), blob(LOG, etag="")]
    async with scene(*scripts) as at, at.download() as log:
        assert await whole(log, way, tmp_path) == LOG
    assert at.ranges() == [0, 0]


NEWER = {
    "another version": blob(SHORTER, etag='"v2"'),
    "without ranges": blob(SHORTER, etag='"v2"', ranges=False),
    "without a word": blob(SHORTER, etag="", chunked=True, ranges=False),
}


@pytest.mark.parametrize("way", ["read", "save"])
@pytest.mark.parametrize("after", NEWER.values(), ids=NEWER.keys())
async def test_what_has_changed_starts_over(tmp_path, way, after):
    """A19: never one half of one and one half of another."""
    async with scene(blob(LOG, cut=100_000), after) as at, at.download() as log:
        assert await whole(log, way, tmp_path) == SHORTER


async def test_what_was_handed_over_cannot_be_taken_back():
    """A19: chunks and lines say so instead of going on with another log."""
    for way in ("chunks", "lines"):
        scripts = [blob(LOG, cut=100_000), blob(SHORTER, etag='"v2"')]
        async with scene(*scripts) as at, at.download() as log:
            with pytest.raises(gha.DownloadError, match=r"changed after \d+ bytes"):
                _ = [piece async for piece in getattr(log, way)()]


async def test_storage_without_ranges_costs_bytes_only():
    """A19: the same whole once more is skipped up to the byte."""
    scripts = [blob(LOG, cut=100_000), blob(LOG, ranges=False)]
    async with scene(*scripts) as at, at.download() as log:
        assert b"".join([chunk async for chunk in log.chunks(777)]) == LOG


async def test_what_changes_while_it_is_skipped_is_not_skipped():
    """A19: the first byte of another body is not the one that was to be dropped."""
    again = blob(LOG, ranges=False, cut=50_000)
    scripts = [blob(LOG, cut=100_000), again, blob(SHORTER, etag='"v2"')]
    async with scene(*scripts) as at, at.download() as log:
        assert await log.read() == SHORTER


async def test_a_part_that_does_not_fit_is_not_used():
    """A19: storage that answers another range is asked for the whole."""

    async def liar(exchange):
        headers = [f"content-range: bytes 5-{len(LOG) - 1}/{len(LOG)}", 'etag: "v1"']
        await answer("206 Partial Content", LOG[5:], *headers)(exchange)

    scripts = [blob(LOG, cut=100_000), liar, blob(LOG)]
    async with scene(*scripts) as at, at.download() as log:
        assert await log.read() == LOG
    assert at.ranges()[2] == 0


async def test_less_than_asked_for_is_not_the_end():
    """A19: storage may send a part in parts; what is missing is asked for again."""

    async def sparing(exchange):
        first = first_byte(exchange)
        part = LOG[first : first + 150_000]
        span = f"content-range: bytes {first}-{first + len(part) - 1}/{len(LOG)}"
        await answer("206 Partial Content", part, span, 'etag: "v1"')(exchange)

    async with scene(blob(LOG, cut=100_000), sparing) as at, at.download() as log:
        assert await log.read() == LOG
    assert len(at.links) == 3


async def test_only_the_end_was_lost():
    """A19: a range that begins at the end tells that everything is there."""

    async def nothing_left(exchange):
        headers = [f"content-range: bytes */{len(LOG)}", 'etag: "v1"']
        await answer("416 Range Not Satisfiable", b"", *headers)(exchange)

    lost_end = blob(LOG, chunked=True, cut=len(LOG))
    async with scene(lost_end, nothing_left) as at, at.download() as log:
        assert b"".join([chunk async for chunk in log.chunks()]) == LOG
    assert at.ranges() == [0, len(LOG)]


@pytest.mark.parametrize(
    "status", ["408 X", "429 X", "500 X", "502 X", "503 X", "599 X"]
)
@pytest.mark.parametrize("start", [True, False])
async def test_storage_that_fails_for_now_is_asked_again(status, start):
    """A14: on the first request as amid the body."""
    failing = refusal(status, b"<html>", "retry-after: 0")
    scripts = [failing] if start else [blob(LOG, cut=100_000), failing]
    async with scene(*scripts, blob(LOG)) as at, at.download() as log:
        assert await log.read() == LOG
    assert len(set(at.links)) == len(scripts) + 1


LAST_WORDS = {
    "fails": (refusal("503 X", b"API rate limit exceeded"), gha.ServerError, "503"),
    "hangs up": (raw.hang_up, gha.ConnectionLostError, "closed the connection"),
    "breaks off": (blob(LOG, cut=0), gha.ConnectionLostError, "cut short"),
    "ends chunks early": (
        blob(LOG, cut=0, chunked=True),
        gha.ConnectionLostError,
        "cut short",
    ),
    "is silent": (raw.stall, gha.RequestTimeoutError, "did not respond in time"),
    "is silent amid": (
        blob(LOG, cut=10, then=raw.stall),
        gha.RequestTimeoutError,
        "did not respond in time",
    ),
}


@pytest.mark.parametrize(
    ("script", "expected", "text"), LAST_WORDS.values(), ids=LAST_WORDS.keys()
)
async def test_the_real_last_failure_is_raised(script, expected, text):
    """A12, A19: after as many attempts as patience allows, in all."""
    patience = gha.Patience(attempts=3, first_delay=0)

    async def use(at):
        async with at.download() as log:
            await log.read()

    async with scene(script, patience=patience) as at:
        with pytest.raises(expected, match=text) as caught:
            await use(at)
        assert at.client.rate_limits == {}
    assert caught.value.operation == "download-job-logs-for-workflow-run"
    assert len(at.links) == 3


LONG = LOG * 25  # some 9 MiB
MIB = 2**20


@pytest.mark.parametrize("etag", ['"v1"', ""])
async def test_a_long_body_may_break_more_often_than_a_short_one(etag):
    """A19: what brings a mebibyte is work, not a failure that repeats itself."""
    patience = gha.Patience(attempts=2, first_delay=0)
    bad_line = blob(LONG, cut=MIB + 1000, etag=etag)
    async with scene(bad_line, patience=patience) as at, at.download() as log:
        assert b"".join([chunk async for chunk in log.chunks()]) == LONG
    assert len(at.links) == len(set(at.links)) == -(-len(LONG) // (MIB + 1000))


ENDLESS = {
    "brings little": ([blob(LONG, cut=MIB // 2)], 3),
    "brings nothing": ([blob(LONG, cut=3 * MIB), blob(LONG, cut=0)], 3),
    "changes again and again": (
        [blob(LONG, cut=2 * MIB, etag=f'"v{n}"', ranges=False) for n in range(60)],
        9,
    ),
}


@pytest.mark.parametrize(("scripts", "most"), ENDLESS.values(), ids=ENDLESS.keys())
async def test_what_never_arrives_comes_to_an_end(tmp_path, scripts, most):
    """A19: bounded, whatever storage does; a body that starts over gains nothing."""
    patience = gha.Patience(attempts=2, first_delay=0)
    async with scene(*scripts, patience=patience) as at, at.download() as log:
        with pytest.raises(gha.TransportError):
            await log.save(tmp_path / "log")
    assert len(at.links) <= most
    assert list(tmp_path.iterdir()) == []


async def test_attempts_at_the_api_and_at_storage_are_counted_together():
    """A15: patience is for the download, not for each half of it."""

    async def api(exchange):
        if len(at.api.seen) % 2:
            await answer("502 Bad Gateway")(exchange)
        else:
            link = f"{at.storage.url}/blob?sig={len(at.api.seen)}"
            await answer("302 Found", b"", f"location: {link}")(exchange)

    async with scene(raw.hang_up, api=api) as at:
        with pytest.raises(gha.ServerError):
            await at.download().__aenter__()
    assert (len(at.api.seen), len(at.storage.seen)) == (5, 2)


async def test_answers_that_are_no_log_are_errors_at_once():
    """A12: asking again would not help."""
    for script, text in (
        (answer("204 No Content", b""), "storage answered 204"),
        (answer("206 Partial Content", b"x"), "storage answered 206"),
        (answer("451 X", b"x"), "storage answered 451"),
    ):
        async with scene(script) as at:
            with pytest.raises(gha.DownloadError, match=text):
                await at.download().__aenter__()
        assert len(at.links) == 1
