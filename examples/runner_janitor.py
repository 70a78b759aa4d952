"""Find the runners of an organization by label or state; move or remove them.

python examples/runner_janitor.py octo-org --label gpu
python examples/runner_janitor.py octo-org --label gpu --move-to "GPU machines"
python examples/runner_janitor.py octo-org --status offline --remove --really

Without --really it only prints what it would do.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator

import aioghactions as gha

Runner = gha.models.Runner
Group = gha.models.RunnerGroup


async def find(
    org: gha.Org, *, label: str | None = None, status: str | None = None
) -> AsyncIterator[Runner]:
    """Yield the runners with this label and status, if they are given."""
    async for runner in org.runners.list():
        labels = {it.name for it in runner.labels or ()}
        if label in {None, *labels} and status in {None, runner.status}:
            yield runner


def plan(runner: Runner, group: Group | None, *, remove: bool) -> str:
    """Return the action for a runner."""
    if group is not None:
        return f"move to {group.name}"
    return "remove" if remove and runner.status == "offline" else "leave alone"


async def group_named(org: gha.Org, name: str) -> Group:
    """Return the group of this name.

    Raises:
        LookupError: There is none.
    """
    async for group in org.runner_groups.list():
        if group.name == name:
            return group
    raise LookupError(f"there is no runner group {name!r}")


async def clean(org: gha.Org, wanted: argparse.Namespace) -> dict[str, str]:
    """Return the action for each runner, or its result."""
    group = await group_named(org, wanted.move_to) if wanted.move_to else None

    async def act(runner: Runner) -> str:
        now = await org.runners.get(runner.id)  # it may be online again
        what = plan(now, group, remove=wanted.remove)
        if group is not None:
            await org.runner_groups.add_runner(group.id, runner.id)
        elif what == "remove":
            await org.runners.delete(runner.id)
        return f"done: {what}"

    found = [it async for it in find(org, label=wanted.label, status=wanted.status)]
    plans = {it.name: plan(it, group, remove=wanted.remove) for it in found}
    if not wanted.really:
        return plans
    async with gha.fan_out(act, found, limit=4) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(runner, what):
                    plans[runner.name] = what
                case gha.Failed(runner, gha.GitHubActionsError() as error):
                    plans[runner.name] = f"FAILED: {error}"
                case gha.Failed(_, bug):
                    raise bug
    return plans


def options() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("org")
    parser.add_argument("--label")
    parser.add_argument("--status", choices=["online", "offline"])
    parser.add_argument("--move-to", metavar="GROUP")
    parser.add_argument("--remove", action="store_true")
    parser.add_argument("--really", action="store_true")
    return parser


async def main() -> None:
    wanted = options().parse_args()
    async with gha.Client.from_env() as client:
        done = await clean(client.org(wanted.org), wanted)
    for runner, what in done.items():
        print(f"{runner}: {what}")


if __name__ == "__main__":
    asyncio.run(main())
