"""A program that saves or extracts a log, for tests that kill it.

python -m tests.support.downloader API TARGET save|extract
"""

import asyncio
import signal
import sys

import aioghactions as gha
from tests.support.no_timeouts import NO_TIMEOUTS


async def main(api: str, target: str, way: str) -> None:
    """Download the logs of a run."""
    async with gha.Client.anonymous(base_url=api, patience=NO_TIMEOUTS) as client:
        logs = client.repo("octo-org/hello").runs.logs(5)
        async with logs as archive:
            await (archive.save if way == "save" else archive.extract)(target)


if __name__ == "__main__":
    # A background process may have been started with SIGINT ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asyncio.run(main(*sys.argv[1:]))
