"""History of runs, and waiting for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from aioghactions._generated import operations
from aioghactions._policy.position import begin
from aioghactions._runtime.handle import RepoHandle
from aioghactions._wire.call import Call
from aioghactions.history import History
from aioghactions.reading import Page

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_status_filter import (
        WorkflowRunStatusFilterArg,
    )


class RunFilters(TypedDict, total=False):
    """Which runs are wanted: what ``runs.list`` takes beside ``created``."""

    actor: str | None
    branch: str | None
    event: str | None
    status: "WorkflowRunStatusFilterArg | None"
    exclude_pull_requests: bool | None
    check_suite_id: int | None
    head_sha: str | None


class RunVerbs(RepoHandle):
    """What ``repo.runs`` can do beyond the documented operations."""

    __slots__ = ()

    def history(
        self,
        start: datetime,
        end: datetime | None = None,
        *,
        workflow_id: int | str | None = None,
        resume: Mapping[str, Any] | None = None,
        **filters: Unpack[RunFilters],
    ) -> History:
        """Tell every run of a span, however many there are.

        GitHub ends a filtered list after 1,000 results. So the span is cut into
        windows of ``created`` that hold fewer, several are fetched at once, and the
        runs come in the order of their creation, each one once. It costs about one
        request in ten more than the runs fill pages, bursts up to one in two.

        Args:
            start: Runs created from this instant on.
            end: Runs created before this instant. Default: now, when it is called.
            workflow_id: Only runs of this workflow, by id or file name.
            resume: A saved ``position``: goes on after the run told last then.
            filters: What ``list`` takes beside ``created`` and ``per_page``.

        Returns:
            To be iterated with ``async for``; its ``complete`` then says whether
            counts prove that nothing is missing.

        Raises:
            ValueError: An instant has no time zone, ``end`` is before ``start``, or
                ``resume`` is of another list or another span.

        Example:
            ::

                history = repo.runs.history(datetime(2026, 1, 1, tzinfo=UTC))
                async for run in history:
                    store(run, history.position)
                assert history.complete
        """

        def call(created: str, per_page: int) -> "Call[Page[WorkflowRun]]":
            if workflow_id is None:
                return operations.list_workflow_runs_for_repo(
                    self.owner,
                    self.repo,
                    created=created,
                    per_page=per_page,
                    **filters,
                )
            return operations.list_workflow_runs(
                self.owner,
                self.repo,
                workflow_id,
                created=created,
                per_page=per_page,
                **filters,
            )

        now = self._pipeline.attempt.clock.now()
        of = str(call("", 100))
        return History(
            self._pipeline, call, begin(of, start, end, now=now, resume=resume)
        )
