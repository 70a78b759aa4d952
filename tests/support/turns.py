"""Let the event loop turn: the only thing that tests may wait for."""

import asyncio


async def turns(count: int = 1) -> None:
    """Return after the loop has run everything that was ready, ``count`` times."""
    for _ in range(count):
        await asyncio.sleep(0)  # noqa: TID251 - no time passes
