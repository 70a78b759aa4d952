"""Which runs a command reads: the filters that several commands have."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from attrs import frozen
from cyclopts import Parameter, validators

from aioghactions.models import WorkflowRun, WorkflowRunStatusFilter
from aioghactions.scopes import Repo

if TYPE_CHECKING:
    from aioghactions._resources.runs import RunFilters

_AT_LEAST_1 = validators.Number(gte=1)


@Parameter(name="*", group="Which runs")
@frozen(kw_only=True)
class Selection:
    """The runs of a repository to read, the newest first.

    Attributes:
        limit: Most runs of each repository. Default: 20, and with --days all of them.
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

    def words(self, default_limit: int) -> list[str]:
        """Return sentences that say which runs were read.

        Args:
            default_limit: How many without ``limit`` and ``days``.
        """
        limit = self.limit
        if limit is None and self.days is None:
            limit = default_limit
        newest = "all" if limit is None else f"the {limit:,} newest"
        since = "" if self.days is None else f" of the last {self.days:g} days"
        names = "status", "branch", "event", "actor", "workflow"
        filters = [f"{it} {value}" for it in names if (value := getattr(self, it))]
        only = f", only those with {', '.join(filters)}" if filters else ""
        return [f"Of each repository, {newest} runs{since} were read{only}."]
