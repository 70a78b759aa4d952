"""Extract archives that are damaged at arbitrary bytes."""

import tempfile
from io import BytesIO
from pathlib import Path
from threading import Event

from hypothesis import given, settings, strategies as st

from aioghactions._archives import extract
from aioghactions._archives.checks import ArchiveLimits
from aioghactions.errors import DownloadError
from tests.fixtures.zips.builder import Member, archive
from tests.fixtures.zips.corpus import FOREIGN, HOSTILE, WELCOME

LIMITS = ArchiveLimits(entries=100, size=2**20, ratio=200)
ZIPS = [
    archive("a", "b/c", Member(name="d", content=b"x" * 500)),
    *(
        data
        for corpus in (WELCOME, HOSTILE, FOREIGN)
        for data, _ in corpus.values()
        if len(data) < 3000
    ),
]
MARKS = [b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b"\xff" * 4, bytes(4)]


@st.composite
def damaged(draw):
    """Return a zip with a few changes, most of them near its end."""
    data = bytearray(draw(st.sampled_from(ZIPS)))
    for _ in range(draw(st.integers(1, 4))):
        end = len(data)
        start = end - draw(st.integers(0, min(end, 200)) | st.integers(0, end))
        width = draw(st.integers(0, 6))
        replacement = draw(st.sampled_from(MARKS) | st.binary(max_size=6))
        data[start : start + width] = replacement
    return bytes(data)


@settings(max_examples=200, deadline=None)
@given(damaged(), st.booleans())
def test_a_damaged_archive_is_rejected_or_stays_in_its_folder(data, portable):
    """S12: the error is a DownloadError that is safe to print."""
    with tempfile.TemporaryDirectory() as root:
        above = Path(root, "a", "b")
        above.mkdir(parents=True)
        folder = above / "out"
        try:
            paths = extract.extract(
                Event(),
                BytesIO(data),
                folder,
                LIMITS,
                overwrite=False,
                portable=portable,
            )
        except DownloadError as error:
            paths, message = (), str(error)
        else:
            message = ""
        assert message.isprintable()
        found = {path for path in Path(root).rglob("*") if not path.is_dir()}
        assert found == set(paths)
        assert all(path.is_relative_to(folder) for path in paths)
        assert not any(path.is_symlink() for path in Path(root).rglob("*"))
