"""A file without a name, which is gone when nobody holds it any more."""

import os
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import IO

from attrs import define, field

from aioghactions._downloads.saving import Pieces, Tell, pour
from aioghactions._runtime.threads import in_thread


@asynccontextmanager
async def fetched(
    pieces: Pieces, tell: Tell, folder: str | os.PathLike[str] | None
) -> AsyncGenerator[IO[bytes], None]:
    """Hold a body on disk for as long as the block lasts.

    Args:
        pieces: The body.
        tell: Called with the bytes so far, after each piece.
        folder: Where there is room; None for the system's own place.
    """
    scratch = _Scratch(folder)
    try:
        await in_thread(scratch.open)
        await pour(pieces, scratch, tell)
        yield scratch.file
    finally:
        await in_thread(scratch.close)


@define
class _Scratch:
    folder: str | os.PathLike[str] | None
    _file: IO[bytes] | None = field(default=None, init=False)

    @property
    def file(self) -> IO[bytes]:
        if self._file is None:
            raise RuntimeError("the file is not open")
        return self._file

    def open(self) -> None:
        self._file = tempfile.TemporaryFile(dir=self.folder)  # noqa: SIM115 - see close

    def write(self, data: bytes) -> object:
        return self.file.write(data)

    def restart(self) -> None:
        self.file.seek(0)
        self.file.truncate()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
