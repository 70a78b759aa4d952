"""A Redis of our own, on loopback, without persistence."""

import asyncio
import shutil
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import redis.asyncio

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
MISSING = (
    "no redis-server or valkey-server was found: install one "
    "(Debian: apt-get install redis-server) and run this again"
)

NAME = "budget"


class Store:
    """A server that can be stopped and started again."""

    def __init__(self, folder: str, *options: str) -> None:
        self._folder = folder
        self._options = options
        with socket.create_server(("127.0.0.1", 0)) as found:
            self.port: int = found.getsockname()[1]
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Its URL."""
        return f"redis://127.0.0.1:{self.port}"

    async def start(self) -> Self:
        """Start, and return when it answers."""
        assert PROGRAM is not None, MISSING
        self._process = await asyncio.create_subprocess_exec(
            PROGRAM,
            *self._options,
            *("--port", str(self.port), "--bind", "127.0.0.1", "--dir", self._folder),
            *("--save", "", "--appendonly", "no", "--logfile", "log"),
        )
        for _ in range(200):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.05)  # noqa: TID251 - another program starts
            else:
                writer.close()
                await writer.wait_closed()
                return self
        raise AssertionError(self._log())

    def _log(self) -> str:
        return Path(self._folder, "log").read_text(encoding="utf-8")

    async def stop(self) -> None:
        """Stop, and forget everything."""
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None

    async def flush(self) -> None:
        """Forget everything."""
        async with redis.asyncio.Redis(port=self.port) as client:
            await client.flushall()

    async def until(self, section: str, text: str) -> None:
        """Return when ``text`` is in a section of its state."""
        async with redis.asyncio.Redis(port=self.port) as client:
            for _ in range(200):
                info = await client.info(section)
                if text in str(info):
                    return
                await asyncio.sleep(0.1)  # noqa: TID251 - another program works
        raise AssertionError(f"{text} is not in {info}: {self._log()}")

    async def calls(self) -> int:
        """Return the number of scripts that it has run."""
        async with redis.asyncio.Redis(port=self.port) as client:
            found = await client.info("commandstats")
        names = ("cmdstat_evalsha", "cmdstat_eval")
        return sum(found.get(name, {}).get("calls", 0) for name in names)


@asynccontextmanager
async def redis_server(*options: str) -> AsyncGenerator[Store]:
    """Run a server in a temporary folder."""
    with TemporaryDirectory() as folder:
        store = Store(folder, *options)
        try:
            yield await store.start()
        finally:
            await store.stop()


@asynccontextmanager
async def standby(primary: Store) -> AsyncGenerator[tuple[Store, int]]:
    """Run a replica of ``primary``, and a Sentinel that promotes it.

    Yields:
        The replica, and the port of the Sentinel, which calls them ``NAME``.
    """
    link = ("--replicaof", f"127.0.0.1 {primary.port}", "--repl-diskless-sync-delay")
    async with redis_server(*link, "0") as replica:
        await replica.until("replication", "'master_link_status': 'up'")
        with TemporaryDirectory() as folder:
            file = Path(folder, "sentinel.conf")
            file.write_text(  # noqa: ASYNC240 - a few bytes
                f"sentinel monitor {NAME} 127.0.0.1 {primary.port} 1\n"
                f"sentinel down-after-milliseconds {NAME} 1000\n"
                f"sentinel failover-timeout {NAME} 10000\n",
                encoding="utf-8",
            )
            async with redis_server(str(file), "--sentinel") as sentinel:
                await sentinel.until("sentinel", "'slaves': 1")
                yield replica, sentinel.port
