"""Artifacts: what runs leave behind."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define, field

if TYPE_CHECKING:
    from aioghactions.testing._state.run import FakeRun


@define(eq=False)
class FakeArtifact:
    """One artifact.

    Attributes:
        id: The number in paths.
        name: What the workflow calls it.
        run: The run that uploaded it; None if that run was deleted.
        content: What a download gives: a zip, or a single file.
        created_at: When it was uploaded.
        expires_at: When its content is removed.
        is_zip: False for a single file that was uploaded as it is.
    """

    id: int
    name: str
    run: "FakeRun | None"
    content: bytes = field(repr=False)
    created_at: float
    expires_at: float
    is_zip: bool = True

    @property
    def digest(self) -> str:
        """The checksum of the content, ``sha256:...``."""
        return f"sha256:{sha256(self.content).hexdigest()}"

    def is_expired(self, now: float) -> bool:
        """Whether its content is gone.

        Args:
            now: Seconds since the epoch.
        """
        return now >= self.expires_at


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of ``files`` by name, always the same bytes for the same files."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # A ZipInfo of its own has a constant date instead of today's.
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return buffer.getvalue()
