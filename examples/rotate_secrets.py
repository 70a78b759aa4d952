"""Give a secret a new value in every repository that has it.

python examples/rotate_secrets.py DEPLOY_KEY octo-org/hello octo-org/world < new-key
"""

import asyncio
import sys
from collections.abc import Iterable

import aioghactions as gha


async def rotate(
    client: gha.Client, secret_name: str, value: str, names: Iterable[str]
) -> dict[str, str]:
    """Return the result by repository; add the secret to none that did not have it."""

    async def replace(repo: gha.Repo) -> str:
        try:
            old = await repo.secrets.get(secret_name)
        except gha.NotFoundError:
            return "has no such secret"
        await repo.secrets.set(secret_name, value)
        return f"replaced the value of {old.updated_at:%Y-%m-%d}"

    done: dict[str, str] = {}
    async with client.repos(names).each(replace) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(name, what):
                    done[name] = what
                case gha.Failed(name, gha.GitHubActionsError() as error):
                    done[name] = f"FAILED: {error}"
                case gha.Failed(_, bug):
                    raise bug
    return done


async def main() -> None:
    try:
        secret_name, *names = sys.argv[1:]
    except ValueError:
        sys.exit(__doc__)
    value = sys.stdin.read().rstrip("\n")  # an argument would show in the process list
    async with gha.Client.from_env() as client:
        done = await rotate(client, secret_name, value, names)
    for name, what in done.items():
        print(f"{name}: {what}")


if __name__ == "__main__":
    asyncio.run(main())
