"""History of runs, and waiting for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from attrs import evolve

from aioghactions._core.call import Call
from aioghactions._generated import operations
from aioghactions._lists.pages import Page
from aioghactions._params.checks import between, seconds
from aioghactions._request.resource import RepoResource

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_status_filter import (
        WorkflowRunStatusFilterArg,
    )
    from aioghactions._resources.watch import Watch
    from aioghactions.history import History


class RunFilters(TypedDict, total=False):
    """Which runs are wanted: what ``runs.list`` takes beside ``created``."""

    actor: str | None
    branch: str | None
    event: str | None
    status: "WorkflowRunStatusFilterArg | None"
    exclude_pull_requests: bool | None
    check_suite_id: int | None
    head_sha: str | None


class RunVerbs(RepoResource):
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
    ) -> "History":
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
        from aioghactions._lists.checkpoint import new_checkpoint  # noqa: PLC0415 - as below
        from aioghactions.history import History  # noqa: PLC0415 - not for everybody

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

        now = self._pipeline.context.clock.now()
        asked = call("", 100)
        kept = [pair for pair in asked.query if pair[0] not in {"created", "per_page"}]
        of = str(evolve(asked, query=tuple(kept)))
        return History(
            self._pipeline, call, new_checkpoint(of, start, end, now=now, resume=resume)
        )

    def watch(
        self,
        *run_ids: int,
        timeout: float | None = None,
        cancel_on_timeout: bool = False,
    ) -> "Watch":
        """Tell what happens to runs, until all of them have ended.

        Each run is looked at often while it is young and seldom when it is old, by
        its ETag, so that a look at what has not changed costs nothing of the rate
        limit. Limits, 5xx answers and lost connections are sat out.

        Args:
            run_ids: Ids of the workflow runs.
            timeout: Seconds for all of it. Default: no bound.
            cancel_on_timeout: Tell the runs to stop that have not ended by then.

        Returns:
            To be iterated with ``async for``. Its changes name what is new, of
            ``status``, ``run_attempt`` and ``conclusion``; each is told once, the
            first time as it was found.

        Raises:
            TypeError: An id is no integer: give them one by one, as ``*ids``.
            RunTimeoutError: While iterating: the time is over.
            NotFoundError: While iterating: there is no such run. What was found of
                the others at the same time is told first; iterating again goes on
                with them.

        Example:
            ::

                async for change in repo.runs.watch(*ids, timeout=3600):
                    print(change.run.name, change.run.status, change.run.conclusion)
        """
        from aioghactions._resources.watch import Watch  # noqa: PLC0415 - not for everybody

        for run_id in run_ids:
            between("run_id", run_id, 1)
        if timeout is not None:
            seconds("timeout", timeout)

        async def cancel(run_id: int) -> None:
            await self._pipeline.send(
                operations.cancel_workflow_run(self.owner, self.repo, run_id)
            )

        return Watch(
            self._pipeline,
            (
                (run_id, operations.get_workflow_run(self.owner, self.repo, run_id))
                for run_id in run_ids
            ),
            timeout=timeout,
            cancel=cancel if cancel_on_timeout else None,
        )

    async def wait(
        self,
        run_id: int,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - may cancel the run as well
        cancel_on_timeout: bool = False,
    ) -> "WorkflowRun":
        """Return a run when it has ended, as :meth:`watch` sees it.

        Args:
            run_id: Id of the workflow run.
            timeout: Seconds to wait. Default: no bound.
            cancel_on_timeout: Tell the run to stop if it has not ended by then.

        Raises:
            RunTimeoutError: The time is over.
            NotFoundError: There is no such run, or the token may not see it.
        """
        [run] = await self.wait_all(
            run_id, timeout=timeout, cancel_on_timeout=cancel_on_timeout
        )
        return run

    async def wait_all(
        self,
        *run_ids: int,
        timeout: float | None = None,  # noqa: ASYNC109 - may cancel the runs as well
        cancel_on_timeout: bool = False,
    ) -> "tuple[WorkflowRun, ...]":
        """Return runs when all of them have ended, in the order of their ids here.

        Args:
            run_ids: Ids of workflow runs of this repository.
            timeout: Seconds for all of them together. Default: no bound.
            cancel_on_timeout: Tell those that go on to stop, once the time is over.

        Raises:
            TypeError: An id is no integer: give them one by one, as ``*ids``.
            RunTimeoutError: The time is over.
            NotFoundError: There is no such run.
        """
        latest: dict[int, WorkflowRun] = {}
        async for change in self.watch(
            *run_ids, timeout=timeout, cancel_on_timeout=cancel_on_timeout
        ):
            latest[change.run.id] = change.run
        return tuple(latest[run_id] for run_id in run_ids)
