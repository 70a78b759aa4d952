"""Wait for all runs of a commit, also those that start later."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import define, field

from aioghactions._core.call import Call
from aioghactions._core.clock import Deadline
from aioghactions._core.transient import is_transient
from aioghactions._lists.plan import CAP
from aioghactions._request.pipeline import Pipeline
from aioghactions._resources.polling import Poll, Settling, shortlist
from aioghactions.errors import GitHubActionsError, RunTimeoutError
from aioghactions.pages import Page, Pages

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun


@define(eq=False)
class CommitRuns:
    """The runs of a commit, as the last response shows them."""

    runs: "dict[int, WorkflowRun]" = field(factory=dict[int, "WorkflowRun"])
    _settling: dict[int, Settling] = field(factory=dict[int, Settling])
    _pending: set[int] = field(factory=set[int])

    def update(
        self, listed: "Iterable[WorkflowRun]", *, now: float, complete: bool
    ) -> bool:
        """Take the runs of a list; return whether any is new, gone or different.

        A list that may be incomplete does not show that a run is gone.
        """
        before = {number: _state(run) for number, run in self.runs.items()}
        found = {run.id: run for run in listed}
        self.runs = (
            found
            if complete
            else found
            | {number: run for number, run in self.runs.items() if number not in found}
        )
        self._settling = {it: self._settling.get(it, Settling()) for it in self.runs}
        # Every run: each call may begin or end the time that it measures.
        self._pending = {
            number
            for number, run in self.runs.items()
            if self._settling[number].continues(run, now=now)
            or run.status != "completed"
        }
        return before != {number: _state(run) for number, run in self.runs.items()}

    @property
    def incomplete(self) -> "list[WorkflowRun]":
        """The runs that are not completed, or may still get their conclusion."""
        return [run for number, run in self.runs.items() if number in self._pending]


def _state(run: "WorkflowRun") -> tuple[object, ...]:
    return run.run_attempt, run.status, run.conclusion


@define(eq=False)
class CommitWait:
    """Polls the list of a commit's runs until nothing happens any more."""

    _pipeline: Pipeline
    _call: "Call[Page[WorkflowRun]]"
    _sha: str
    _quiet: float
    _deadline: Deadline
    _runs: CommitRuns = field(factory=CommitRuns, init=False)
    _poll: Poll = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._poll = Poll(self._pipeline.context.clock)
        self._pipeline = self._pipeline.until(self._deadline.end)

    async def run(self) -> "tuple[WorkflowRun, ...]":
        """Return the runs once all are completed and none has changed for a while."""
        clock, poll = self._pipeline.context.clock, self._poll
        while True:
            await self._deadline.sleep(poll.due - clock.monotonic())
            if self._deadline.has_passed:
                raise self._timeout_error()
            requested_at = clock.monotonic()
            await self._deadline.bound(self._update)
            if poll.error is None and not self._runs.incomplete:
                quiet_at = poll.changed_at + self._quiet
                if requested_at >= quiet_at:
                    return tuple(self._runs.runs.values())
                poll.due = min(poll.due, quiet_at)

    async def _update(self) -> None:
        """List the runs, and set when to list them again."""
        try:
            changed = await self._list()
        except GitHubActionsError as error:
            if not is_transient(error):
                error.add_note(f"while waiting for the runs of commit {self._sha}")
                raise
            self._poll.failed(error)
        else:
            self._poll.succeeded(changed=changed)
        statuses = {str(run.status) for run in self._runs.incomplete}
        status = "waiting" if statuses == {"waiting"} else ""
        self._poll.schedule(status=status, watched=1)

    async def _list(self) -> bool:
        pages = Pages(
            self._pipeline,
            self._call,
            limit=CAP,
            conditional=True,
            on_answer=lambda _: None,
        )
        # Servers that do not know the filter list the runs of all commits.
        runs = [
            run async for page in pages for run in page if run.head_sha == self._sha
        ]
        now = self._pipeline.context.clock.monotonic()
        complete = pages.incomplete_reason is None
        return self._runs.update(runs, now=now, complete=complete)

    def _timeout_error(self) -> RunTimeoutError:
        runs, error, seconds = self._runs, self._poll.error, self._deadline.seconds
        incomplete, seen = runs.incomplete, len(runs.runs)
        if incomplete:
            names = [f"run {run.id} is {run.status}" for run in incomplete]
            problem = (
                f"{shortlist(names)}; {seen - len(incomplete)} of {seen} runs seen"
            )
            problem += " are completed"
        elif seen:
            problem = f"all {seen} runs seen are completed, but not for {self._quiet} s"
        else:
            problem = "no run has appeared"
        failed = f"; the last request failed: {error}" if error else ""
        found = RunTimeoutError(
            f"commit {self._sha} was not done within {seconds} s: {problem}{failed}",
            run_ids=tuple(run.id for run in incomplete),
        )
        found.collected = tuple(runs.runs.values())
        found.__cause__ = error
        return found
