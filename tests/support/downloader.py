"""A program that saves or unpacks a log, to be killed.

python -m tests.support.downloader API TARGET save|extract
"""

import asyncio
import signal
import sys

import aioghactions as gha
from tests.support.unhurried import UNHURRIED


async def main(api: str, target: str, way: str) -> None:
    """Download the logs of a run."""
    async with gha.Client(None, base_url=api, patience=UNHURRIED) as client:
        logs = client.repo("octo-org/hello").runs.logs(5)
        async with logs as archive:
            await (archive.save if way == "save" else archive.extract)(target)


if __name__ == "__main__":
    # What is started in the background may be deaf to it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asyncio.run(main(*sys.argv[1:]))
