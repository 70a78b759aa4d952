"""Start to use a client and print the CPU seconds of the whole process as JSON.

    python start.py CLIENT           creates a client
    python start.py CLIENT URL       gets one run with it

``nothing`` and ``aiohttp`` are what the others are compared with: an empty program, and
one that imports aiohttp.
"""

import json
import sys
import time
from pathlib import Path

PROGRAMS = {
    "nothing": "",
    "aiohttp": "import aiohttp",
    "ours": "from aioghactions import Client; Client('token')",
    "gidgethub_": "from gidgethub.aiohttp import GitHubAPI; GitHubAPI(None, 'bench')",
    "githubkit_": "from githubkit import GitHub; GitHub('token')",
    "pygithub_": "from github import Auth, Github; Github(auth=Auth.Token('token'))",
    "ghapi_": "from ghapi.all import GhApi; GhApi(token='token')",
}


async def answer(name, url):
    """Get one run."""
    contender = __import__(name)
    async with contender.client(url, "list-1", "token") as client:
        assert await contender.get_runs(client, 1, 1) == 1


def main(name, url=""):
    """Run the program, then print what it took since the process began."""
    if url:
        import asyncio  # noqa: PLC0415 - not all programs use it

        sys.path.insert(0, str(Path(__file__).parent / "contenders"))
        asyncio.run(answer(name, url))
    else:
        exec(PROGRAMS[name])  # noqa: S102 - one of the above
    sys.stdout.write(json.dumps({"cpu": time.process_time()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
