"""Show the command line: a table of many repositories, and an HTML report.

Without settings it starts a fake GitHub on this machine, with some 40 repositories and
several thousand runs. With REPOS set ("octo-org/hello octo-org/world", separated by
spaces or commas) it asks GitHub about those, with the token in GITHUB_TOKEN.
"""

import asyncio
import os
import re
import shlex
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import mkdtemp

from aioghactions.testing import FakeGitHub


@asynccontextmanager
async def github() -> AsyncGenerator[tuple[Mapping[str, str], list[str]], None]:
    """Yield the variables and the targets for the commands."""
    names = [name for name in re.split(r"[\s,]+", os.environ.get("REPOS", "")) if name]
    if names:
        yield {}, names
        return
    async with FakeGitHub() as fake:
        repos = fake.populate(repositories=40, runs_each=150, seed=7)
        fake.fail(
            repo=repos[7].full_name,
            times=None,
            status=403,
            message="Resource not accessible by personal access token",
            headers={"x-accepted-github-permissions": "actions=read"},
        )
        owners = sorted({repo.full_name.partition("/")[0] for repo in repos})
        variables = {"GITHUB_API_URL": fake.url, "GH_ENTERPRISE_TOKEN": fake.token}
        yield variables, [*owners, "octo-org/never-was"]


async def run(variables: Mapping[str, str], command: str) -> int:
    """Run a command of ``aioghactions``, and return its exit code."""
    print(f"\n$ aioghactions {command}", flush=True)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "aioghactions", *shlex.split(command)),
        env={**os.environ, **variables},
    )
    return await process.wait()


async def main() -> int:
    """Run the commands; return the exit code of the first that read nothing."""
    page = shlex.quote(str(Path(mkdtemp(prefix="aioghactions-"), "report.html")))
    commands = (
        "runs --by repository --limit 500",
        f"report --limit 100 --jobs 5 --out {page}",
    )
    some_failed = 3
    async with github() as (variables, names):
        for command in commands:
            code = await run(variables, f"{command} {shlex.join(names)}")
            if code not in {0, some_failed}:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
