"""``aioghactions watch``: wait until runs are completed."""

from typing import Annotated, Final

from cyclopts import Parameter

from aioghactions.cli import exits, targets
from aioghactions.cli.output import Output
from aioghactions.cli.runs import RUNS, row
from aioghactions.cli.session import Connection, connect
from aioghactions.cli.terminal import Terminal
from aioghactions.models import WorkflowRun
from aioghactions.scopes import Repo

_UNFINISHED: Final = ("in_progress", "queued", "waiting", "pending", "requested")
_PASSED: Final = frozenset({"success", "skipped", "neutral"})


async def watch(
    repository: str,
    /,
    *run_id: int,
    commit: str | None = None,
    timeout: float | None = None,  # noqa: ASYNC109 - of the watch
    output: Output = Output(),
    connection: Connection = Connection(),
    terminal: Annotated[Terminal, Parameter(parse=False)],
) -> int:
    """Wait until runs are completed; the exit code is 1 if one did not succeed.

    Each change is a line on standard error. Waiting costs almost nothing of the rate
    limit: an unchanged run is not counted.

    Args:
        repository: Such as octo-org/hello.
        run_id: The runs, by the id in the URLs of their pages. Default: all that are
            not completed now.
        commit: The full SHA of a commit: all of its runs, also those that start while
            it waits, until no run has started or changed for a minute.
        timeout: Seconds to wait; then the exit code is 1. Default: no limit.
        output: The form of the output.
        connection: How to ask GitHub.
        terminal: Where to print.
    """
    async with connect(terminal, connection) as session:
        repo = session.client.repo(targets.repository(repository))
        if commit is not None:
            if run_id:
                raise exits.UsageError("name runs or a commit, not both")
            found = await repo.runs.wait_for_commit(commit, timeout=timeout)
        else:
            ids = run_id or await _unfinished(repo)
            latest: dict[int, WorkflowRun] = {}
            async for change in repo.runs.watch(*ids, timeout=timeout):
                latest[change.run.id] = change.run
                if not connection.quiet:
                    terminal.say(_line(change.run))
            found = tuple(latest[it] for it in ids)
        output.write(terminal, [row(run) for run in found], RUNS)
    passed = all(run.conclusion in _PASSED for run in found)
    return exits.OK if passed else exits.FAILED


def _line(run: WorkflowRun) -> str:
    state = run.conclusion or run.status
    return f"{run.name} #{run.run_number} ({run.id}): {state}"


async def _unfinished(repo: Repo) -> list[int]:
    """Return the ids of the runs that are not completed."""
    return [run.id for it in _UNFINISHED async for run in repo.runs.list(status=it)]
