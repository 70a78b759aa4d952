"""Archives that were damaged, or made to be, at any byte."""

import tempfile
from io import BytesIO
from pathlib import Path
from threading import Event

from hypothesis import given, settings
from hypothesis import strategies as st

from aioghactions._archives import extract
from aioghactions._archives.checks import ArchiveLimits
from aioghactions.errors import DownloadError
from tests.fixtures.zips.builder import Member, archive
from tests.fixtures.zips.corpus import HOSTILE, WELCOME

LIMITS = ArchiveLimits(entries=100, size=2**20, ratio=200)
ZIPS = [
    archive("a", "b/c", Member(name="d", content=b"x" * 500)),
    *(data for data, _ in (*WELCOME.values(), *HOSTILE.values()) if len(data) < 3000),
]
MARKS = [b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b"\xff" * 4, bytes(4)]


@st.composite
def damaged(draw):
    """Return a zip in which a few places were changed, most of them near its end."""
    data = bytearray(draw(st.sampled_from(ZIPS)))
    for _ in range(draw(st.integers(1, 4))):
        end = len(data)
        place = end - draw(st.integers(0, min(end, 200)) | st.integers(0, end))
        width = draw(st.integers(0, 6))
        instead = draw(st.sampled_from(MARKS) | st.binary(max_size=6))
        data[place : place + width] = instead
    return bytes(data)


@settings(max_examples=200, deadline=None)
@given(damaged())
def test_a_damaged_archive_is_refused_or_stays_within(data):
    """S12: with an error of ours, fit to be shown, and nothing beside the folder."""
    with tempfile.TemporaryDirectory() as place:
        above = Path(place, "a", "b")
        above.mkdir(parents=True)
        folder = above / "out"
        try:
            paths = extract._unpack(
                Event(), BytesIO(data), folder, LIMITS, overwrite=False
            )
        except DownloadError as refused:
            paths, said = (), str(refused)
        else:
            said = ""
        assert said.isprintable()
        found = {path for path in Path(place).rglob("*") if not path.is_dir()}
        assert found == set(paths)
        assert all(path.is_relative_to(folder) for path in paths)
        assert not any(path.is_symlink() for path in Path(place).rglob("*"))
