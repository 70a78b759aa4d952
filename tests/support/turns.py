"""Run turns of the event loop: the only thing that tests may wait for."""

import asyncio


async def turns(count: int = 1) -> None:
    """Let the loop run all ready callbacks ``count`` times."""
    for _ in range(count):
        await asyncio.sleep(0)  # noqa: TID251 - no time passes
