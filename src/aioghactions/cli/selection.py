"""Which runs a command reads: the filters that several commands have."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from attrs import frozen
from cyclopts import Parameter, validators

from aioghactions import SqliteStore, rows
from aioghactions._core.threads import in_thread
from aioghactions.cli.exits import UsageError
from aioghactions.fanout import Done, fan_out
from aioghactions.models import Job, WorkflowRun, WorkflowRunStatusFilter
from aioghactions.scopes import Repo

if TYPE_CHECKING:
    from aioghactions._resources.runs import RunFilters

# Of each run, its latest attempt; and the jobs of all attempts.
_LATEST: Final = "(SELECT *, max(run_attempt) FROM runs GROUP BY repository_id, run_id)"
_JOBS: Final = "SELECT * FROM jobs WHERE (repository_id, run_id) IN"
_AT_LEAST_1 = validators.Number(gte=1)


@Parameter(name="*", group="Which runs")
@frozen(kw_only=True)
class Selection:
    """The runs of a repository to read, the newest first.

    Attributes:
        limit: Most runs of each repository. Default: 20, for a report 500, and with
            --days all of them.
        days: Only runs created in the last DAYS, however many there are.
        status: Only runs with this status or conclusion.
        branch: Only runs for this branch.
        event: Only runs that this event started, such as push or schedule.
        actor: Only runs of the user with this login.
        workflow: Only runs of this workflow, by file name (ci.yml) or id.
    """

    limit: Annotated[int | None, Parameter(validator=_AT_LEAST_1)] = None
    days: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None
    status: Annotated[
        WorkflowRunStatusFilter | None, Parameter(name_transform=str.lower)
    ] = None
    branch: str | None = None
    event: str | None = None
    actor: str | None = None
    workflow: str | None = None

    async def read(
        self, repo: Repo, now: float, *, default_limit: int | None = 20
    ) -> list[WorkflowRun]:
        """Return the selected runs of a repository, the newest first.

        Args:
            repo: The repository.
            now: The time, in seconds since the epoch.
            default_limit: How many without ``limit`` and ``days``.
        """
        filters: RunFilters = {
            "status": self.status,
            "branch": self.branch,
            "event": self.event,
            "actor": self.actor,
        }
        if self.days is not None:
            start = datetime.fromtimestamp(now, UTC) - timedelta(days=self.days)
            history = repo.runs.history(start, workflow_id=self.workflow, **filters)
            return [run async for run in history][::-1][: self.limit]
        limit = default_limit if self.limit is None else self.limit
        # A page holds up to 100 runs, and a megabyte.
        page = min(limit or 100, 100)
        if self.workflow is None:
            runs = repo.runs.list(per_page=page, **filters)
        else:
            runs = repo.runs.list_for_workflow(self.workflow, per_page=page, **filters)
        return await runs.collect(limit=limit)

    async def read_mirror(
        self, path: Path, repositories: Sequence[str], now: float
    ) -> tuple[list[WorkflowRun], list[Job], list[str]]:
        """Return the selected runs of a mirror, all of their jobs, and what it lacks.

        Of each run, the latest attempt that the mirror has; deleted runs are left out.
        It lacks the names that are neither a repository nor an organization of it.

        Args:
            path: The file of a :class:`SqliteStore`.
            repositories: Repositories and organizations. Default: all.
            now: The time, in seconds since the epoch.

        Raises:
            UsageError: The file does not exist, or ``limit`` is set.
        """
        if self.limit is not None:
            raise UsageError("--limit is for GitHub; use --days with --db")
        if not await in_thread(path.is_file):
            raise UsageError(f"there is no file {path}; `aioghactions mirror` makes it")
        where, values = self._conditions(repositories, now)
        async with SqliteStore(path) as store:
            chosen = f"FROM {_LATEST} WHERE {where}"
            runs = await store.query(f"SELECT * {chosen}", *values)
            ids = f"(SELECT repository_id, run_id {chosen})"
            jobs = await store.query(f"{_JOBS} {ids} ORDER BY job_id", *values)
            stored = await store.query("SELECT repository AS name FROM repositories")
        known = [f"{it['name']}/".lower() for it in stored]
        missing = [
            name
            for name in repositories
            if not any(it.startswith(f"{name}/".lower()) for it in known)
        ]
        return (
            await in_thread(lambda: [rows.to_run(it) for it in runs]),
            await in_thread(lambda: [rows.to_job(it) for it in jobs]),
            missing,
        )

    def _conditions(
        self, repositories: Sequence[str], now: float
    ) -> tuple[str, list[str]]:
        """Return the condition of the selection in SQL, and its values."""
        parts, values = ["deleted_at IS NULL"], list[str]()
        if repositories:
            # Of an organization, too; names are compared without regard to case.
            one = "instr(lower(repository || '/'), lower(?)) = 1"
            parts.append(f"({' OR '.join([one] * len(repositories))})")
            values += [f"{name}/" for name in repositories]
        if self.days is not None:
            start = datetime.fromtimestamp(now, UTC) - timedelta(days=self.days)
            parts.append("created_at >= ?")
            values.append(f"{start:%Y-%m-%dT%H:%M:%SZ}")
        for columns, value in (
            (("status", "conclusion"), self.status and str(self.status)),
            (("head_branch",), self.branch),
            (("event",), self.event),
            (("actor",), self.actor),
            (("path", "workflow_id"), self.workflow),
        ):
            if value is not None:
                parts.append(f"({' OR '.join(f'{it} = ?' for it in columns)})")
                path = f".github/workflows/{value}"
                values += [path if it == "path" else value for it in columns]
        return " AND ".join(parts), values

    def words(self, default_limit: int | None) -> list[str]:
        """Return sentences that say which runs were read.

        Args:
            default_limit: How many without ``limit`` and ``days``.
        """
        limit = self.limit
        if limit is None and self.days is None:
            limit = default_limit
        newest = "all" if limit is None else f"at most the {limit:,} newest"
        since = "" if self.days is None else f" of the last {self.days:g} days"
        names = "status", "branch", "event", "actor", "workflow"
        filters = [f"{it} {value}" for it in names if (value := getattr(self, it))]
        only = f", only those with {', '.join(filters)}" if filters else ""
        return [f"Of each repository, {newest} runs{since} were read{only}."]


async def read_jobs(repo: Repo, runs: list[WorkflowRun]) -> list[Job]:
    """Return the jobs of runs, of all attempts: a request for each run, or more.

    Args:
        repo: The repository.
        runs: Runs of it.
    """

    async def read(run: WorkflowRun) -> list[Job]:
        return await repo.jobs.list_for_run(run.id, filter="all").collect()

    async with fan_out(read, runs, limit=4, ordered=True, fail_fast=True) as outcomes:
        read_each = [it.result async for it in outcomes if isinstance(it, Done)]
    return [job for jobs in read_each for job in jobs]
