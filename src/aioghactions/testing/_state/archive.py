"""Zip archives, for artifacts and logs."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of ``files``: equal files give equal bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # A new ZipInfo has a constant date instead of today's.
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return buffer.getvalue()
