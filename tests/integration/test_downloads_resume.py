"""Downloads over connections that break."""

import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.blobs import blob, first_byte, refusal, scene, whole
from tests.support.raw import answer

LOG = b"".join(b"2024-05-01T10:00:00.%07dZ line %d\n" % (n, n) for n in range(9000))
SHORTER = LOG[:-1000]


BREAKS = {"hang up": raw.hang_up, "reset": raw.reset, "fall silent": raw.stall}


@pytest.mark.parametrize("then", BREAKS.values(), ids=BREAKS.keys())
@pytest.mark.parametrize(
    ("chunked", "etag"), [(False, '"v1"'), (False, ""), (True, '"v1"')]
)
async def test_a_broken_connection_is_resumed_at_the_next_byte(then, chunked, etag):
    """A19: by a range request, with a new link each time."""
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
async def test_a_body_that_cannot_be_identified_restarts(tmp_path, way):
    """A19: without length and ETag, the rest cannot be recognized."""
    scripts = [blob(LOG, etag="", chunked=True, cut=100_000), blob(LOG, etag="")]
    async with scene(*scripts) as at, at.download() as log:
        assert await whole(log, way, tmp_path) == LOG
    assert at.ranges() == [0, 0]


NEWER = {
    "another version": blob(SHORTER, etag='"v2"'),
    "without ranges": blob(SHORTER, etag='"v2"', ranges=False),
    "without etag and length": blob(SHORTER, etag="", chunked=True, ranges=False),
}


@pytest.mark.parametrize("way", ["read", "save"])
@pytest.mark.parametrize("after", NEWER.values(), ids=NEWER.keys())
async def test_a_changed_body_restarts(tmp_path, way, after):
    """A19: parts of two versions are never joined."""
    async with scene(blob(LOG, cut=100_000), after) as at, at.download() as log:
        assert await whole(log, way, tmp_path) == SHORTER


async def test_a_change_after_chunks_were_yielded_is_an_error():
    """A19: chunks and lines do not continue with another body."""
    for way in ("chunks", "lines"):
        scripts = [blob(LOG, cut=100_000), blob(SHORTER, etag='"v2"')]
        async with scene(*scripts) as at, at.download() as log:
            with pytest.raises(gha.DownloadError, match=r"changed after \d+ bytes"):
                _ = [piece async for piece in getattr(log, way)()]


async def test_a_body_is_resumed_without_range_support():
    """A19: the bytes already received are skipped."""
    scripts = [blob(LOG, cut=100_000), blob(LOG, ranges=False)]
    async with scene(*scripts) as at, at.download() as log:
        assert b"".join([chunk async for chunk in log.chunks(777)]) == LOG


async def test_no_byte_of_a_changed_body_is_skipped():
    """A19: the body changes while received bytes are being skipped."""
    again = blob(LOG, ranges=False, cut=50_000)
    scripts = [blob(LOG, cut=100_000), again, blob(SHORTER, etag='"v2"')]
    async with scene(*scripts) as at, at.download() as log:
        assert await log.read() == SHORTER


async def test_a_part_at_the_wrong_offset_is_not_used():
    """A19: the whole body is requested instead."""

    async def liar(exchange):
        headers = [f"content-range: bytes 5-{len(LOG) - 1}/{len(LOG)}", 'etag: "v1"']
        await answer("206 Partial Content", LOG[5:], *headers)(exchange)

    scripts = [blob(LOG, cut=100_000), liar, blob(LOG)]
    async with scene(*scripts) as at, at.download() as log:
        assert await log.read() == LOG
    assert at.ranges()[2] == 0


async def test_a_shorter_part_than_requested_is_not_the_end():
    """A19: the missing bytes are requested again."""

    async def sparing(exchange):
        first = first_byte(exchange)
        part = LOG[first : first + 150_000]
        span = f"content-range: bytes {first}-{first + len(part) - 1}/{len(LOG)}"
        await answer("206 Partial Content", part, span, 'etag: "v1"')(exchange)

    async with scene(blob(LOG, cut=100_000), sparing) as at, at.download() as log:
        assert await log.read() == LOG
    assert len(at.links) == 3


async def test_a_body_is_complete_if_only_its_end_was_lost():
    """A19: a 416 at the end of a chunked body means that nothing is missing."""

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
async def test_a_temporary_failure_of_storage_is_retried(status, start):
    """A14: on the first request and in the middle of a body."""
    failing = refusal(status, b"<html>", "retry-after: 0")
    scripts = [failing] if start else [blob(LOG, cut=100_000), failing]
    async with scene(*scripts, blob(LOG)) as at, at.download() as log:
        assert await log.read() == LOG
    assert len(set(at.links)) == len(scripts) + 1


FAILURES = {
    "unavailable": (refusal("503 X", b"API rate limit exceeded"), gha.ServerError),
    "closed": (raw.hang_up, gha.ConnectionLostError),
    "closed in the body": (blob(LOG, cut=0), gha.ConnectionLostError),
    "closed in a chunk": (blob(LOG, cut=0, chunked=True), gha.ConnectionLostError),
    "silent": (raw.stall, gha.RequestTimeoutError),
    "silent in the body": (
        blob(LOG, cut=10, then=raw.stall),
        gha.RequestTimeoutError,
    ),
}


@pytest.mark.parametrize(("script", "expected"), FAILURES.values(), ids=FAILURES.keys())
async def test_the_last_failure_is_raised_when_attempts_are_used_up(script, expected):
    """A12, A19: attempts of the whole download count."""
    patience = gha.Patience(attempts=3, first_delay=0)

    async def use(at):
        async with at.download() as log:
            await log.read()

    async with scene(script, patience=patience) as at:
        with pytest.raises(expected) as caught:
            await use(at)
        assert at.client.rate_limits == {}
    assert type(caught.value) is expected
    assert caught.value.operation == "download-job-logs-for-workflow-run"
    assert len(at.links) == 3


LONG = LOG * 25  # some 9 MiB
MIB = 2**20


@pytest.mark.parametrize("etag", ['"v1"', ""])
async def test_attempts_are_counted_anew_after_each_mebibyte(etag):
    """A19: a long body over a bad connection makes progress and is not given up."""
    patience = gha.Patience(attempts=2, first_delay=0)
    bad_connection = blob(LONG, cut=MIB + 1000, etag=etag)
    async with scene(bad_connection, patience=patience) as at, at.download() as log:
        assert b"".join([chunk async for chunk in log.chunks()]) == LONG
    assert len(at.links) == len(set(at.links)) == -(-len(LONG) // (MIB + 1000))


HOPELESS = {
    "too little progress": ([blob(LONG, cut=MIB // 2)], 3),
    "no progress": ([blob(LONG, cut=3 * MIB), blob(LONG, cut=0)], 3),
    "changes each time": (
        [blob(LONG, cut=2 * MIB, etag=f'"v{n}"', ranges=False) for n in range(60)],
        9,
    ),
}


@pytest.mark.parametrize(("scripts", "most"), HOPELESS.values(), ids=HOPELESS.keys())
async def test_a_transfer_without_progress_is_given_up(tmp_path, scripts, most):
    """A19: bytes of a body that restarts are no progress."""
    patience = gha.Patience(attempts=2, first_delay=0)
    async with scene(*scripts, patience=patience) as at, at.download() as log:
        with pytest.raises(gha.TransportError):
            await log.save(tmp_path / "log")
    assert len(at.links) <= most
    assert list(tmp_path.iterdir()) == []


async def test_attempts_at_api_and_storage_are_counted_together():
    """A15: patience applies to the whole download."""

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


async def test_an_unexpected_status_is_an_error_without_a_retry():
    """A12: a retry would not help."""
    for script, text in (
        (answer("204 No Content", b""), "unexpected status 204"),
        (answer("206 Partial Content", b"x"), "unexpected status 206"),
        (answer("451 X", b"x"), "unexpected status 451"),
    ):
        async with scene(script) as at:
            with pytest.raises(gha.DownloadError, match=text):
                await at.download().__aenter__()
        assert len(at.links) == 1
