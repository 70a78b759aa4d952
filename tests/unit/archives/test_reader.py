from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest

from aioghactions._archives.reader import blocks
from aioghactions.errors import DownloadError


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_entry_compressed_otherwise_is_an_error(method):
    """A12: their decompressors raise errors of other kinds for damaged data."""
    file = BytesIO()
    with ZipFile(file, "w") as zipped:
        zipped.writestr("0_build.txt", "line\n" * 99, compress_type=method)
    with ZipFile(file) as zipped:
        found = blocks(zipped, zipped.infolist()[0])
        with pytest.raises(DownloadError, match="neither stored nor deflated"):
            next(found)
