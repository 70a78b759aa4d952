"""Dispatch a workflow and find the run that it started, sending once."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from attrs import define, field

from aioghactions import errors
from aioghactions._core.clock import Deadline
from aioghactions._core.messages import Answer, parse_http_date
from aioghactions._core.transient import is_transient
from aioghactions._generated import operations
from aioghactions._request.pipeline import Pipeline
from aioghactions._resources.run_matcher import RunMatcher, with_id
from aioghactions.pages import Page, Pages

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_dispatch import WorkflowDispatch
    from aioghactions._generated.models.workflow_run import WorkflowRun


@define(kw_only=True, eq=False)
class Dispatch:
    pipeline: Pipeline
    owner: str
    repo: str
    workflow_id: int | str
    ref: str
    inputs: Mapping[str, Any] | None  # the marker among them
    timeout: float  # for the search after the dispatch
    actor: str | None
    head_sha: str | None
    marker: str | None  # a unique word that the title of the run will contain
    _sent_at: float = field(default=0.0, init=False)
    _finished_at: float = field(default=0.0, init=False)
    _deadline: Deadline = field(init=False)
    _error: errors.GitHubActionsError | None = field(default=None, init=False)

    async def run(self) -> "WorkflowRun":
        """Send the dispatch and return its run as soon as GitHub shows it."""
        clock = self.pipeline.context.clock
        self._sent_at = clock.monotonic()
        failure: errors.GitHubActionsError | None = None
        started: WorkflowDispatch | None = None
        try:
            started = await self._send()
        except errors.GitHubActionsError as error:
            if not error.outcome_unknown:
                raise
            failure = error
        self._finished_at = clock.monotonic()
        self._deadline = Deadline(clock, self.timeout)
        self.pipeline = self.pipeline.until(self._deadline.end)
        if started is not None and _is_id(started.workflow_run_id):
            return await self._get(started.workflow_run_id)
        return await self._find(failure)

    async def _send(self) -> "WorkflowDispatch | None":
        """Send it; return the id of its run if the server supports that."""
        place = self.owner, self.repo, self.workflow_id
        call = partial(
            operations.create_workflow_dispatch,
            *place,
            ref=self.ref,
            inputs=self.inputs,
        )
        try:
            return await self.pipeline.send(call(return_run_details=True))
        except errors.ValidationFailedError as error:
            if "return_run_details" not in str(error):
                raise
        # The server does not know this member, and rejected the request as a whole.
        return await self.pipeline.send(call())

    async def _get(self, run_id: int) -> "WorkflowRun":
        """Return the run of a known id, which may not be readable yet."""
        call = operations.get_workflow_run(self.owner, self.repo, run_id)

        async def get() -> "WorkflowRun | None":
            try:
                return with_id(await self.pipeline.send(call), run_id)
            except errors.NotFoundError as error:
                self._error = error
                return None

        run = await self._poll_until(get)
        if run is None:
            raise errors.RunTimeoutError(
                f"run {run_id} was started but could not be fetched within "
                f"{self.timeout} s{self._reason()}",
                run_ids=(run_id,),
                outcome_unknown=True,
            ) from self._error
        return run

    async def _find(self, failure: errors.GitHubActionsError | None) -> "WorkflowRun":
        """Return the run of an unknown id; ``failure`` is that of the dispatch."""
        try:
            run = await self._poll_until(lambda: self._search(accepted=failure is None))
        except errors.AmbiguousRunError as ambiguous:
            raise ambiguous from failure
        if run is not None:
            return run
        problem = f"no matching run appeared within {self.timeout} s{self._reason()}"
        if self.marker is not None:
            problem += "; check that the workflow's run-name contains the marker input"
        if failure is not None:
            failure.add_note(problem)
            raise failure
        raise errors.RunTimeoutError(
            f"the dispatch was accepted, but {problem}", outcome_unknown=True
        ) from self._error

    def _reason(self) -> str:
        """Return why the run may have been missed, for a message."""
        return f"; the last request failed: {self._error}" if self._error else ""

    async def _search(self, *, accepted: bool) -> "WorkflowRun | None":
        """List the newest runs of the workflow and select the dispatched one."""
        clock = self.pipeline.context.clock
        requested_at = clock.monotonic()
        matchers: list[tuple[RunMatcher, float]] = []

        def note(answer: "Answer[Page[WorkflowRun]]") -> None:
            date = parse_http_date(answer.headers.get("date", "")) or clock.now()
            # Our instants by the server's clock, as exactly as its Date header allows.
            matcher = RunMatcher(
                ref=self.ref,
                sent=self._sent_at + date - clock.monotonic(),
                finished=self._finished_at + date + 1 - requested_at,
                accepted=accepted,
                actor=self.actor,
                head_sha=self.head_sha,
                marker=self.marker,
            )
            matchers.append((matcher, date))

        call = operations.list_workflow_runs(
            self.owner, self.repo, self.workflow_id, per_page=30
        )
        runs: list[WorkflowRun] = []
        async for page in Pages(self.pipeline, call, on_answer=note):
            runs += page
            last = page[-1].created_at
            if last and last.timestamp() < matchers[0][0].earliest:
                break
        self._error = None
        matcher, now = matchers[0]
        return matcher.select(runs, now=now)

    async def _poll_until(
        self, poll: "Callable[[], Awaitable[WorkflowRun | None]]"
    ) -> "WorkflowRun | None":
        """Return the first run that ``poll`` returns; None after the timeout."""
        deadline = self._deadline
        delays = chain((1.0, 1.0, 2.0, 3.0), repeat(5.0))
        while not deadline.has_passed:
            try:
                if (run := await deadline.bound(poll)) is not None:
                    return run
            except errors.GitHubActionsError as error:
                if not is_transient(error):
                    raise
                self._error = error
            await deadline.sleep(next(delays))
        return None


def _is_id(value: object) -> bool:
    """Return whether it is an id; the run is searched for if a server sent none."""
    return type(value) is int and value > 0
