"""A file without a name, which is gone when nobody holds it any more."""

import os
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

from attrs import define, field

from aioghactions._core.threads import in_thread
from aioghactions._downloads.files import naming
from aioghactions._downloads.pouring import Pieces, Tell, write_stream


@asynccontextmanager
async def spooled_to_disk(
    pieces: Pieces, tell: Tell, folder: str | os.PathLike[str] | None
) -> AsyncGenerator[IO[bytes], None]:
    """Hold a body on disk for as long as the block lasts.

    Args:
        pieces: The body.
        tell: Called with the bytes so far, after each piece.
        folder: Where there is room; None for the system's own place.

    Raises:
        OSError: There is no room, or no such folder; names it.
    """
    scratch = _Scratch(Path(folder or tempfile.gettempdir()))
    try:
        await in_thread(scratch.open)
        await write_stream(pieces, scratch, tell)
        await in_thread(scratch.finish)
        yield scratch.file
    finally:
        await in_thread(scratch.close)


@define
class _Scratch:
    folder: Path
    _file: IO[bytes] | None = field(default=None, init=False)

    @property
    def file(self) -> IO[bytes]:
        if self._file is None:
            raise RuntimeError("the file is not open")
        return self._file

    def open(self) -> None:
        with naming(self.folder):
            self._file = tempfile.TemporaryFile(  # noqa: SIM115 - see close
                dir=self.folder
            )

    def write(self, data: bytes) -> object:
        with naming(self.folder):
            return self.file.write(data)

    def restart(self) -> None:
        self.file.seek(0)
        self.file.truncate()

    def settle(self) -> None:
        """Do nothing: it is not to outlive the block."""

    def finish(self) -> None:
        with naming(self.folder):
            self.file.flush()

    def close(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # a full disk does not take the last bytes either
                self._file.close()
