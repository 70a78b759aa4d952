import gzip
import hashlib
import zlib

import pytest
from hypothesis import given, strategies as st

from aioghactions._downloads.integrity import IntegrityCheck, parse_digest
from aioghactions.errors import DownloadError

MIB = 2**20
TEXT = b"".join(b"line %d of a log\n" % n for n in range(5000))


def sha256(data):
    """Return a checksum as GitHub writes it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def check(data, *, coding="", max_bytes=64 * MIB, digest=None, size=1000):
    """Feed ``data`` in chunks of ``size`` and return the output."""
    body = IntegrityCheck(
        coding=coding,
        max_bytes=max_bytes,
        digest=parse_digest(digest) if digest else None,
    )
    out = b""
    for at in range(0, len(data), size):
        for block in body.feed(data[at : at + size]):
            assert len(block) <= 256 * 2**10 or not body.is_compressed
            out += block
    body.end()
    return out


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
def test_a_wrong_checksum_is_an_error(algorithm):
    """S11: with each algorithm; hex digits may be upper case."""
    right = f"{algorithm}:{hashlib.new(algorithm, TEXT).hexdigest()}"
    assert check(TEXT, digest=right) == TEXT
    assert check(TEXT, digest=right.upper().replace("SHA", "sha")) == TEXT
    with pytest.raises(
        DownloadError, match=rf"{algorithm} of the body is \w+, expected \w+"
    ):
        check(TEXT[:-1], digest=right)


@pytest.mark.parametrize(
    "text",
    ["", "sha256", "sha256:", "sha256:abc", "0" * 64, "sha256:" + "g" * 64],
)
def test_a_malformed_digest_is_a_value_error(text):
    """S11: a digest that cannot be checked is not ignored."""
    with pytest.raises(ValueError, match="digest"):
        parse_digest(text)


@pytest.mark.parametrize(
    "text",
    ["blake3:" + "0" * 64, "md5:" + "0" * 32, "sha3-256:x", "SHA512/256:AA==", "x:y"],
)
def test_digest_of_another_algorithm_is_not_checked(text):
    """S11: a server may use one that did not exist when this was written."""
    assert parse_digest(text) is None


@pytest.mark.parametrize("coding", ["", "identity", " Identity "])
@pytest.mark.parametrize("size", [1, 999])
def test_an_identity_body_is_unchanged(coding, size):
    """A19: only compressed bodies are decompressed."""
    assert check(TEXT[:2000], coding=coding, size=size) == TEXT[:2000]


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP "])
@pytest.mark.parametrize("size", [1, 7, 1000, MIB])
def test_a_gzip_body_is_decompressed(coding, size):
    """A19: storage may compress although identity was requested."""
    body = gzip.compress(TEXT[:3000]) + gzip.compress(TEXT[3000:])
    assert check(body, coding=coding, size=size, digest=sha256(TEXT)) == TEXT


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_an_unsupported_content_encoding_is_an_error(coding):
    """A19: encoded bytes are not returned as the body."""
    with pytest.raises(DownloadError, match="unsupported content-encoding"):
        IntegrityCheck(coding=coding, max_bytes=9, digest=None)


@pytest.mark.parametrize("cut", [0, 1, 9, 50, -1, -8])
def test_a_truncated_gzip_body_is_an_error(cut):
    """A19: also if the connection was closed properly."""
    body = gzip.compress(TEXT)
    with pytest.raises(DownloadError, match="truncated"):
        check(body[:cut] if cut else b"", coding="gzip")


@pytest.mark.parametrize(
    "data",
    [b"plain text", gzip.compress(TEXT)[:-8] + b"\0" * 8, gzip.compress(b"") + b"junk"],
    ids=["plain text", "wrong checksum", "trailing data"],
)
def test_invalid_gzip_is_an_error(data):
    """A19: gzip's checksum is verified, and no data may follow."""
    with pytest.raises(DownloadError, match="not valid gzip"):
        check(data, coding="gzip")


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_max_bytes_limits_the_decompressed_body(coding):
    """S10: a body of exactly max_bytes is accepted, one byte more is not."""
    data = gzip.compress(TEXT) if coding else TEXT
    assert check(data, coding=coding, max_bytes=len(TEXT)) == TEXT
    with pytest.raises(DownloadError, match=f"longer than {len(TEXT) - 1} bytes"):
        check(data, coding=coding, max_bytes=len(TEXT) - 1)


@pytest.mark.slow
def test_a_gzip_bomb_is_rejected_within_16_mib():
    """S10: half a megabyte that decompresses to 512 MiB is rejected early."""
    gzipper = zlib.compressobj(9, wbits=31)
    bomb = b"".join(gzipper.compress(bytes(MIB)) for _ in range(512)) + gzipper.flush()
    assert len(bomb) < 0.6 * MIB
    body, seen = IntegrityCheck(coding="gzip", max_bytes=2**30, digest=None), 0

    def feed():
        nonlocal seen
        for at in range(0, len(bomb), 65536):
            for block in body.feed(bomb[at : at + 65536]):
                seen += len(block)

    with pytest.raises(DownloadError, match="decompress to more than"):
        feed()
    assert seen < 16 * MIB


def test_a_small_repetitive_body_is_accepted():
    """S10: the first mebibyte may be compressed at any ratio."""
    text = b"a" * MIB
    assert check(gzip.compress(text), coding="gzip") == text


@given(st.binary(max_size=3000), st.integers(1, 400), st.booleans())
def test_output_does_not_depend_on_chunk_boundaries(data, size, compressed):
    """A19: decompression inverts compression for every chunk size."""
    sent = gzip.compress(data) if compressed else data
    coding = "gzip" if compressed else ""
    assert check(sent, coding=coding, size=size, digest=sha256(data)) == data
