import gzip
import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aioghactions._downloads.integrity import IntegrityCheck, read_digest
from aioghactions.errors import DownloadError

MIB = 2**20
TEXT = b"".join(b"line %d of a log\n" % n for n in range(5000))


def sha256(data):
    """Return a checksum as GitHub writes it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def whole(data, *, coding="", longest=64 * MIB, digest=None, size=1000):
    """Feed ``data`` in pieces of ``size`` and return what comes out."""
    body = IntegrityCheck(
        coding=coding, longest=longest, digest=read_digest(digest) if digest else None
    )
    out = b""
    for at in range(0, len(data), size):
        for piece in body.feed(data[at : at + size]):
            assert len(piece) <= 256 * 2**10 or not body.is_packed
            out += piece
    body.end()
    return out


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
def test_the_checksum_is_checked(algorithm):
    """S11: a digest that fits is nothing to speak of, any other is an error."""
    right = f"{algorithm}:{hashlib.new(algorithm, TEXT).hexdigest()}"
    assert whole(TEXT, digest=right) == TEXT
    assert whole(TEXT, digest=right.upper().replace("SHA", "sha")) == TEXT
    with pytest.raises(DownloadError, match=rf"{algorithm} is \w+, should be \w+"):
        whole(TEXT[:-1], digest=right)


@pytest.mark.parametrize(
    "text",
    ["", "sha256", "sha256:", "sha256:abc", "md5:" + "0" * 32, "sha256:" + "g" * 64],
)
def test_what_is_no_checksum_is_misuse(text):
    """S11: a digest that cannot be computed is not passed over in silence."""
    with pytest.raises(ValueError, match="digest"):
        read_digest(text)


@pytest.mark.parametrize("coding", ["", "identity", " Identity "])
@pytest.mark.parametrize("size", [1, 999])
def test_plain_bytes_pass_through(coding, size):
    """A19: nothing is changed that storage did not pack."""
    assert whole(TEXT[:2000], coding=coding, size=size) == TEXT[:2000]


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP "])
@pytest.mark.parametrize("size", [1, 7, 1000, MIB])
def test_packed_bytes_are_unpacked(coding, size):
    """A19: storage that packs although asked not to is understood."""
    packed = gzip.compress(TEXT[:3000]) + gzip.compress(TEXT[3000:])
    assert whole(packed, coding=coding, size=size, digest=sha256(TEXT)) == TEXT


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_an_unknown_packing_is_an_error(coding):
    """A19: bytes that nobody can read are not handed over as a log."""
    with pytest.raises(DownloadError, match="not asked for"):
        IntegrityCheck(coding=coding, longest=9, digest=None)


@pytest.mark.parametrize("cut", [0, 1, 9, 50, -1, -8])
def test_a_packed_body_cut_short_is_an_error(cut):
    """A19: also where the connection ends as if it were over."""
    packed = gzip.compress(TEXT)
    with pytest.raises(DownloadError, match="ends too early"):
        whole(packed[:cut] if cut else b"", coding="gzip")


@pytest.mark.parametrize(
    "data",
    [b"plain text", gzip.compress(TEXT)[:-8] + b"\0" * 8, gzip.compress(b"") + b"junk"],
    ids=["plain text", "a wrong checksum", "something after it"],
)
def test_what_is_no_gzip_is_an_error(data):
    """A19: its own checksum is checked, and nothing may follow it."""
    with pytest.raises(DownloadError, match="is not"):
        whole(data, coding="gzip")


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_the_bound_counts_what_comes_out(coding):
    """S10: the last byte that is accepted is, the next is not."""
    data = gzip.compress(TEXT) if coding else TEXT
    assert whole(data, coding=coding, longest=len(TEXT)) == TEXT
    with pytest.raises(DownloadError, match=f"longer than {len(TEXT) - 1} bytes"):
        whole(data, coding=coding, longest=len(TEXT) - 1)


@pytest.mark.slow
def test_a_bomb_stops_at_its_first_mebibytes():
    """S10: half a megabyte that unpacks to 512 MiB is refused long before."""
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(MIB)) for _ in range(512)) + packer.flush()
    assert len(bomb) < 0.6 * MIB
    body, seen = IntegrityCheck(coding="gzip", longest=2**30, digest=None), 0

    def arrive():
        nonlocal seen
        for at in range(0, len(bomb), 65536):
            for piece in body.feed(bomb[at : at + 65536]):
                seen += len(piece)

    with pytest.raises(DownloadError, match="unpack to more than"):
        arrive()
    assert seen < 16 * MIB


def test_ordinary_text_is_no_bomb():
    """S10: what is repetitive and small is a log."""
    text = b"a" * MIB
    assert whole(gzip.compress(text), coding="gzip") == text


@given(st.binary(max_size=3000), st.integers(1, 400), st.booleans())
def test_any_bytes_in_any_pieces(data, size, packed):
    """A19: unpacking is the inverse of packing, wherever the pieces are cut."""
    sent = gzip.compress(data) if packed else data
    coding = "gzip" if packed else ""
    assert whole(sent, coding=coding, size=size, digest=sha256(data)) == data
