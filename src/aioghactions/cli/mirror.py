"""``aioghactions mirror``: copy runs, jobs and steps into an SQLite file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter, validators

import aioghactions as gha
from aioghactions._core.threads import in_thread
from aioghactions.cli import targets
from aioghactions.cli.output import Column, Output, Row
from aioghactions.cli.session import Connection, connect
from aioghactions.cli.terminal import Terminal
from aioghactions.mirroring import Mirrored
from aioghactions.report.text import number

_COLUMNS: Final = (
    Column(name="repository"),
    *(
        Column(name=name, show=number, right=True)
        for name in ("listed", "added", "updated", "deleted", "unread")
    ),
    Column(name="complete", show=lambda value: "yes" if value else "no"),
)


async def mirror(
    *target: str,
    db: Path = Path("actions.db"),
    days: Annotated[float, Parameter(validator=validators.Number(gt=0))] = 90,
    output: Output = Output(),
    connection: Connection = Connection(),
    terminal: Annotated[Terminal, Parameter(parse=False)],
) -> int:
    """Copy runs, jobs and steps into an SQLite file, or bring it up to date.

    Args:
        target: octo-org/hello, octo-org, @FILE or -.
        db: The file, which is created if it is missing.
        days: Runs created in the last DAYS.
        output: The form of the output.
        connection: How to ask GitHub.
        terminal: Where to print.
    """
    names = await in_thread(targets.read, target, terminal.stdin)
    now = datetime.fromtimestamp(terminal.clock.now(), UTC)
    parts: dict[str, Mirrored] = {}
    async with (
        connect(terminal, connection) as session,
        gha.SqliteStore(db) as store,
    ):
        names = await session.repositories(names)
        with session.progress() as bar:
            task = bar.add_task("mirroring", total=len(names))

            def show(part: Mirrored) -> None:
                parts[part.repository] = part
                saved = sum(it.added + it.updated for it in parts.values())
                done = sum(it.complete for it in parts.values())
                bar.update(
                    task, description=f"mirroring, {saved:,} rows", completed=done
                )

            result = await gha.mirror(
                session.client.repos(names),
                store,
                since=now - timedelta(days=days),
                limit=connection.concurrency,
                on_progress=show,
            )
        failures = {
            it.repository: it.errors[-1] for it in result.incomplete if it.errors
        }
        session.end(failures, len(result.repositories) - len(failures))
        found = sorted(result.repositories, key=lambda it: it.repository)
        output.write(terminal, [_row(it) for it in found], _COLUMNS)
    return session.code


def _row(part: Mirrored) -> Row:
    return {
        "repository": part.repository,
        "listed": part.listed,
        "added": part.added,
        "updated": part.updated,
        "deleted": part.deleted,
        "unread": part.unread,
        "complete": part.complete,
        "reason": part.reason,
    }
