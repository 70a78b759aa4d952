"""Start a workflow and find the run that has come of it, without sending twice."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from aioghactions._core.call import Call
from aioghactions._core.clock import Deadline
from aioghactions._core.messages import Answer
from aioghactions._generated import operations
from aioghactions._http import dates
from aioghactions._lists.pages import Page, Pages
from aioghactions._request.pipeline import Pipeline
from aioghactions._resources import watch
from aioghactions._resources.run_matcher import RunMatcher
from aioghactions.errors import (
    AmbiguousRunError,
    GitHubActionsError,
    NotFoundError,
    RunTimeoutError,
    ValidationFailedError,
)

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_dispatch import WorkflowDispatch
    from aioghactions._generated.models.workflow_run import WorkflowRun

_NEWEST: Final = 30  # runs in one look


@define(kw_only=True, eq=False)
class Dispatch:
    """One dispatch: sent once, and followed to its run.

    Attributes:
        pipeline: Sends the calls.
        owner: The account that owns the repository.
        repo: The repository.
        workflow_id: Id or file name of the workflow.
        ref: Branch or tag.
        inputs: Values of the inputs, the marker's among them.
        timeout: Seconds to look for the run, once the dispatch is over.
        actor: Who sends it, or None.
        head_sha: The commit that must run, or None.
        marker: What the title of the run will hold, or None.
    """

    pipeline: Pipeline
    owner: str
    repo: str
    workflow_id: int | str
    ref: str
    inputs: Mapping[str, Any] | None
    timeout: float
    actor: str | None = None
    head_sha: str | None = None
    marker: str | None = None
    _sent: float = field(default=0.0, init=False)
    _answered: float = field(default=0.0, init=False)

    async def run(self) -> "WorkflowRun":
        """Send it, and return the run when it is to be seen.

        Raises:
            AmbiguousRunError: Several runs may be it.
            RunTimeoutError: It was accepted, and no run is to be seen.
            GitHubActionsError: It failed; if ``outcome_unknown``, no run was found.
        """
        clock = self.pipeline.context.clock
        self._sent = clock.monotonic()
        lost: GitHubActionsError | None = None
        started: WorkflowDispatch | None = None
        try:
            started = await self._send()
        except GitHubActionsError as failure:
            if not failure.outcome_unknown:
                raise
            lost = failure
        self._answered = clock.monotonic()
        if started is not None:
            return await self._get(started.workflow_run_id)
        return await self._find(lost)

    async def _send(self) -> "WorkflowDispatch | None":
        """Send it and return what GitHub says of the run, if anything."""
        try:
            return await self.pipeline.send(self._call(return_run_details=True))
        except ValidationFailedError as refused:
            if "return_run_details" not in str(refused):
                raise
        # A server that does not know this member has refused, and done nothing.
        return await self.pipeline.send(self._call(return_run_details=None))

    def _call(
        self, *, return_run_details: bool | None
    ) -> "Call[WorkflowDispatch | None]":
        return operations.create_workflow_dispatch(
            self.owner,
            self.repo,
            self.workflow_id,
            ref=self.ref,
            inputs=self.inputs,
            return_run_details=return_run_details,
        )

    async def _get(self, run_id: int) -> "WorkflowRun":
        """Return the run that GitHub has named, as soon as it shows it."""
        call = operations.get_workflow_run(self.owner, self.repo, run_id)

        async def look() -> "WorkflowRun | None":
            try:
                return await self.pipeline.send(call)
            except NotFoundError:
                return None

        found = await self._seek(look)
        if found is None:
            raise RunTimeoutError(
                f"run {run_id} was started, and could not be seen within "
                f"{self.timeout} s",
                run_ids=(run_id,),
                outcome_unknown=True,
            )
        return found

    async def _find(self, lost: GitHubActionsError | None) -> "WorkflowRun":
        """Return the run that GitHub has not named."""
        try:
            found = await self._seek(lambda: self._look(accepted=lost is None))
        except AmbiguousRunError as ambiguous:
            raise ambiguous from lost
        if found is not None:
            return found
        where = f"no run that fits was to be seen within {self.timeout} s"
        if self.marker is not None:
            where += ": does the workflow's run-name show the marker?"
        if lost is not None:
            lost.add_note(where)
            raise lost
        raise RunTimeoutError(
            f"the dispatch was accepted, but {where}", outcome_unknown=True
        )

    async def _look(self, *, accepted: bool) -> "WorkflowRun | None":
        """List the newest runs of the workflow, and judge them."""
        clock = self.pipeline.context.clock
        asked = clock.monotonic()
        traces: list[tuple[RunMatcher, float]] = []

        def note(answer: "Answer[Page[WorkflowRun]]") -> None:
            date = dates.timestamp(answer.headers.get("date", "")) or clock.now()
            # The server's clock, as far as its answer gives it away.
            trace = RunMatcher(
                ref=self.ref,
                sent=self._sent + date - clock.monotonic(),
                answered=self._answered + date + 1 - asked,
                accepted=accepted,
                actor=self.actor,
                head_sha=self.head_sha,
                marker=self.marker,
            )
            traces.append((trace, date))

        call = operations.list_workflow_runs(
            self.owner, self.repo, self.workflow_id, per_page=_NEWEST
        )
        runs: list[WorkflowRun] = []
        async for page in Pages(
            self.pipeline, call, limit=None, raise_when_capped=False, on_answer=note
        ):
            runs += page
            if page[-1].created_at.timestamp() < traces[0][0].since:
                break
        trace, now = traces[0]
        return trace.judge(runs, now=now)

    async def _seek(
        self, look: "Callable[[], Awaitable[WorkflowRun | None]]"
    ) -> "WorkflowRun | None":
        """Look, again and again, until the run is there or the time is over."""
        deadline = Deadline(self.pipeline.context.clock, self.timeout)
        pauses = watch.search_delays()
        while not deadline.has_passed:
            try:
                found = await deadline.bound(look)
            except GitHubActionsError as error:
                if not watch.is_passing(error):
                    raise
                found = None
            if found is not None:
                return found
            await deadline.sleep(next(pauses))
        return None
