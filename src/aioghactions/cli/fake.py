"""``aioghactions fake``: a fake GitHub, to try the commands without a token."""

import asyncio
from typing import Annotated

from cyclopts import Parameter

from aioghactions.cli.terminal import Terminal
from aioghactions.testing import FakeGitHub


async def fake(
    *command: Annotated[str, Parameter(allow_leading_hyphen=True)],
    repositories: int = 40,
    runs: int = 150,
    seed: int = 7,
    terminal: Annotated[Terminal, Parameter(parse=False)],
) -> int:
    """Start a fake GitHub on this machine, until Ctrl-C or for one command.

    Args:
        command: A command to run against it; put -- before it. Its exit code is
            returned.
        repositories: How many repositories it has.
        runs: How many runs each of them has, of the last week.
        seed: Equal seeds give equal repositories and runs.
        terminal: Where to print.
    """
    async with FakeGitHub() as github:
        github.populate(repositories=repositories, runs_each=runs, seed=seed)
        variables = {"GITHUB_API_URL": github.url, "GH_ENTERPRISE_TOKEN": github.token}
        if command:
            environ = {**terminal.environ, **variables}
            environ.pop("GH_HOST", None)
            process = await asyncio.create_subprocess_exec(*command, env=environ)
            return await process.wait()
        names = [repo.full_name for repo in github.repositories]
        owner = names[0].partition("/")[0]
        settings = " ".join(f"{name}={value}" for name, value in variables.items())
        terminal.out.print(
            f"A fake GitHub with {len(names)} repositories is at {github.url},"
            " until Ctrl-C.\n"
            "To try the commands, in another terminal:\n\n"
            f"  export {settings}\n"
            f"  aioghactions runs {owner}\n"
            f"  aioghactions runs {owner} --by workflow --limit 100\n"
            f"  aioghactions watch {names[0]}\n",
            markup=False,
            soft_wrap=True,
        )
        return int(await asyncio.Event().wait())  # until it is cancelled
