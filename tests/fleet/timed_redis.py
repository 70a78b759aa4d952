"""A Redis within the process, with a clock that the test sets and faults."""

import asyncio
import hashlib
from typing import Any

import lupa  # noqa: F401 - fakeredis imports it at the first script
from fakeredis import FakeAsyncRedis, FakeServer
from redis.exceptions import NoScriptError

from tests.support.virtual import VirtualClock

START = 1_700_000_000.0


class TimedRedis(FakeAsyncRedis):
    """Runs scripts at the instant ``now``; raises ``failure`` if it is not None.

    Args:
        clock: Sets ``now``; without it, the test does.

    Attributes:
        now: Seconds since the epoch.
        failure: What each script raises.
        cancels: Number of the call, from now, that is cancelled when its script has
            run; 0 for none.
        calls: Number of scripts that were run.
        scripts: The scripts that it knows, by hash.
    """

    def __init__(self, clock: VirtualClock | None = None) -> None:
        super().__init__(server=FakeServer())
        # Reads the version of a library from a file, once.
        self.connection_pool.make_connection()
        self.now = START
        self._clock = clock
        self.failure: Exception | None = None
        self.cancels = 0
        self.calls = 0
        self.scripts: dict[str, str] = {}

    async def evalsha(self, sha: str, numkeys: int, *args: Any) -> Any:
        if self.failure is not None:
            raise self.failure
        if sha not in self.scripts:
            raise NoScriptError("No matching script. Please use EVAL.")
        return await self._at_now(self.scripts[sha], numkeys, *args)

    async def eval(self, script: str, numkeys: int, *args: Any) -> Any:
        name = hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
        self.scripts[name] = script
        return await self._at_now(script, numkeys, *args)

    async def _at_now(self, script: str, numkeys: int, *args: Any) -> Any:
        self.calls += 1
        if self._clock is not None:
            self.now = self._clock.true_now()
        seconds, micros = divmod(round(self.now * 1_000_000), 1_000_000)
        text = script.replace("redis.call('TIME')", f"{{'{seconds}', '{micros}'}}")
        assert text != script
        was_last, self.cancels = self.cancels == 1, max(0, self.cancels - 1)
        reply = await super().eval(text, numkeys, *args)
        if was_last:
            raise asyncio.CancelledError
        return reply
