"""Workflow runs: the documented operations, histories, waiting, logs, artifacts.

More than 400 lines, because the methods of a handle are one class; most lines are their
documentation.
"""

from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack, cast

from aioghactions._core.clock import Deadline
from aioghactions._generated import operations
from aioghactions._generated.resources.repo_runs import RepoRuns
from aioghactions._params.checks import between, commit, integer, seconds
from aioghactions._resources.artifacts import Artifacts, newest_first
from aioghactions._resources.jobs import Jobs
from aioghactions._resources.save_many import Folder, save_each
from aioghactions.downloads import Download, Progress

if TYPE_CHECKING:
    from aioghactions._core.call import Call
    from aioghactions._generated.models.artifact import Artifact
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_status_filter import (
        WorkflowRunStatusFilterArg,
    )
    from aioghactions._resources.diagnosis import Diagnosis
    from aioghactions._resources.watch import Watch
    from aioghactions.fanout import FanOut
    from aioghactions.history import History
    from aioghactions.logs import RunLogs
    from aioghactions.pages import Page, Pager

_FAILED: Final = frozenset({"failure", "timed_out", "startup_failure"})


class RunFilters(TypedDict, total=False):
    """The filters of ``runs.list``, without ``created``."""

    actor: str | None
    branch: str | None
    event: str | None
    status: "WorkflowRunStatusFilterArg | None"
    exclude_pull_requests: bool | None
    check_suite_id: int | None
    head_sha: str | None


class Runs(RepoRuns):
    """Workflow runs of a repository: list, wait for, control, read and save them."""

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
        """Iterate over every run in a time range, however many there are.

        GitHub ends a filtered list after 1,000 results, so the range is split into
        windows of ``created`` that hold fewer. This takes about 10 % more requests than
        the number of full pages, and up to 50 % more where many runs were created
        within a short time.

        Args:
            start: Runs created at or after this instant.
            end: Runs created before this instant. Default: the time of this call.
            workflow_id: Only runs of this workflow, by id or file name.
            resume: A saved ``position``: continue after the last run yielded there.
            filters: The filters of ``list``, without ``created`` and ``per_page``.

        Raises:
            ValueError: An instant has no time zone, ``end`` is before ``start``, or
                ``resume`` belongs to another list or another time range.

        Example:
            ::

                history = repo.runs.history(datetime(2026, 1, 1, tzinfo=UTC))
                async for run in history:
                    store(run, history.position)
                assert history.complete
        """
        from aioghactions._lists.checkpoint import new_checkpoint  # noqa: PLC0415 - as below
        from aioghactions.history import History  # noqa: PLC0415 - few programs use it

        list_runs = operations.list_workflow_runs_for_repo
        if workflow_id is not None:
            list_runs = partial(operations.list_workflow_runs, workflow_id=workflow_id)

        def call(
            created: str | None, per_page: int | None
        ) -> "Call[Page[WorkflowRun]]":
            return list_runs(
                self.owner, self.repo, created=created, per_page=per_page, **filters
            )

        # A checkpoint names its list: the call without what differs between pages.
        source = str(call(None, None))
        now = self._pipeline.context.clock.now()
        position = new_checkpoint(source, start, end, now=now, resume=resume)
        return History(self._pipeline, call, position)

    def watch(
        self,
        *run_ids: int,
        timeout: float | None = None,
        cancel_on_timeout: bool = False,
    ) -> "Watch":
        """Iterate over the changes of runs until all of them are completed.

        Polls each run, often at first and less often the longer it has not changed,
        with its ETag: a response without a change does not count against the rate
        limit. Rate limits, 5xx responses and lost connections are waited out. The first
        change of each run is the state in which it was found. A run that is completed
        but has no conclusion yet is polled for 30 seconds more.

        Args:
            run_ids: Ids of the workflow runs.
            timeout: Seconds for all of it. Default: no limit.
            cancel_on_timeout: Cancel the runs that are not completed by then.

        Raises:
            TypeError: An id is not an integer. Pass them one by one, as ``*ids``.
            RunTimeoutError: While iterating: ``timeout`` has passed.
            NotFoundError: While iterating: the run does not exist; see :class:`Watch`.

        Example:
            ::

                async for change in repo.runs.watch(*ids, timeout=3600):
                    print(change.run.name, change.run.status, change.run.conclusion)
        """
        from aioghactions._resources.watch import Watch  # noqa: PLC0415 - few programs use it

        for run_id in run_ids:
            _check_run_id(run_id)
        if timeout is not None:
            seconds("timeout", timeout)
        return Watch(
            self._pipeline,
            (
                (run_id, operations.get_workflow_run(self.owner, self.repo, run_id))
                for run_id in run_ids
            ),
            timeout=timeout,
            cancel=self.cancel if cancel_on_timeout else None,
        )

    async def wait(
        self,
        run_id: int,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - may cancel the run as well
        cancel_on_timeout: bool = False,
    ) -> "WorkflowRun":
        """Wait until a run is completed, polling as :meth:`watch` does; return it.

        Args:
            run_id: Id of the workflow run.
            timeout: Seconds to wait. Default: no limit.
            cancel_on_timeout: Cancel the run if it is not completed by then.

        Raises:
            RunTimeoutError: ``timeout`` has passed. The message has the last state of
                the run, and the last error if requests failed, such as a rate limit.
            NotFoundError: The run does not exist, or the token may not see it.
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
        """Wait until all runs are completed; return them in the order of their ids.

        Args:
            run_ids: Ids of workflow runs of this repository.
            timeout: Seconds for all of them together. Default: no limit.
            cancel_on_timeout: Cancel the runs that are not completed by then.

        Raises:
            TypeError: An id is not an integer. Pass them one by one, as ``*ids``.
            RunTimeoutError: ``timeout`` has passed.
            NotFoundError: The run does not exist, or the token may not see it.
        """
        latest: dict[int, WorkflowRun] = {}
        async for change in self.watch(
            *run_ids, timeout=timeout, cancel_on_timeout=cancel_on_timeout
        ):
            latest[change.run.id] = change.run
        return tuple(latest[run_id] for run_id in run_ids)

    async def wait_for_commit(
        self,
        sha: str,
        *,
        branch: str | None = None,
        event: str | None = None,
        quiet: float = 60.0,
        timeout: float | None = None,  # noqa: ASYNC109 - the error says what was seen
    ) -> "tuple[WorkflowRun, ...]":
        """Wait for every run of a commit, also those that start later; return them.

        Polls the list of the commit's runs, with conditional requests and as often as
        :meth:`watch` does. Returns when all runs are completed and no run was added,
        started again or changed for ``quiet`` seconds; so also if no run has appeared
        for that long. Waits for runs that need an approval.

        The runs are those with this ``head_sha``. For the event ``pull_request``, that
        is the head of the pull request, not the merge commit that is tested. For
        ``workflow_run`` and ``schedule``, it is the newest commit of the default
        branch: the former are missed if that is another one, and the latter are waited
        for as well, unless ``event`` excludes them.

        Args:
            sha: The full SHA of the commit.
            branch: Only runs of this branch.
            event: Only runs that this event started, such as ``push``.
            quiet: Seconds without a change that end the wait; the shortest time that it
                takes. GitHub starts a run some seconds after its event. Default: 60.
            timeout: Seconds for all of it. Default: no limit.

        Returns:
            The runs, the newest first; empty if none has appeared. GitHub lists no more
            than the newest 1,000. Servers before GitHub Enterprise Server 3.12 cannot
            list by commit: there, the newest 1,000 of the repository are looked through
            each time.

        Raises:
            ValueError: ``sha`` is abbreviated or otherwise not a full SHA, or ``quiet``
                is negative.
            RunTimeoutError: ``timeout`` has passed. The message names the runs that are
                not completed, ``run_ids`` has all of them, and ``collected`` the runs
                seen.

        Example:
            ::

                sha = "a" * 40  # from `git rev-parse HEAD`
                for run in await repo.runs.wait_for_commit(sha, timeout=3600):
                    print(run.name, run.conclusion)
        """
        from aioghactions._resources.commit_runs import CommitWait  # noqa: PLC0415 - few programs use it

        sha = commit("sha", sha)
        if not 0 <= seconds("quiet", quiet) < inf:
            raise ValueError(
                f"quiet must be a number of seconds, 0 or more, got {quiet}"
            )
        if timeout is not None:
            seconds("timeout", timeout)
        call = operations.list_workflow_runs_for_repo(
            self.owner, self.repo, branch=branch, event=event, head_sha=sha
        )
        clock = self._pipeline.context.clock
        return await CommitWait(
            self._pipeline, call, sha, quiet, Deadline(clock, timeout)
        ).run()

    async def why(
        self,
        run_id: int,
        attempt_number: int | None = None,
        *,
        lines: int = 30,
        most_jobs: int = 20,
        max_bytes: int | None = None,
    ) -> "Diagnosis":
        """Return what has failed in a run: jobs, steps, annotations, ends of logs.

        Takes one request for the run, one for every 100 jobs and, for each of the first
        ``most_jobs`` failed jobs, usually two: for the annotations and the log of the
        failed step; at most nine, if three steps have failed and their logs are
        missing. Logs are streamed. Four jobs are examined at once.

        The result describes every state of a run, and what cannot be read: a run that
        could not be started, was cancelled or is in progress, jobs that never began,
        logs that have expired. From a server without logs of steps, the step is cut out
        of the log of its job by its times; its ``note`` says so.

        Args:
            run_id: Id of the workflow run.
            attempt_number: Which attempt, from 1. Default: the latest.
            lines: How many lines of each log, at least 1. Default 30.
            most_jobs: How many failed jobs are examined; the others are only named.
                Default 20.
            max_bytes: Longest log that is accepted, in bytes. Default: 1 GiB.

        Raises:
            NotFoundError: The run or the attempt does not exist or is hidden.
            ValueError: ``lines`` is less than 1, or ``most_jobs`` is negative.

        Example:
            ::

                print(await repo.runs.why(run_id))
        """
        from aioghactions._resources.why import Why  # noqa: PLC0415 - few programs use it

        between("lines", integer("lines", lines), 1)
        between("most_jobs", integer("most_jobs", most_jobs), 0)
        if attempt_number is None:
            run = await self.get(run_id)
        else:
            run = await self.get_attempt(run_id, attempt_number)
        listed = await self._jobs(run_id, attempt_number).collect()
        jobs = Jobs(self._pipeline, self.owner, self.repo)
        return await Why(jobs, lines, most_jobs, max_bytes).diagnose(run, listed)

    def read_logs(
        self,
        run_id: int,
        attempt_number: int | None = None,
        *,
        most_fallbacks: int = 25,
        max_bytes: int | None = None,
        progress: Progress | None = None,
    ) -> "RunLogs":
        """Open the logs of a run, job by job and step by step.

        Args:
            run_id: Id of the workflow run.
            attempt_number: Which attempt, from 1. Default: the latest.
            most_fallbacks: How many logs that are missing in the archive may be
                downloaded one by one, with two requests each. Default 25.
            max_bytes: Longest archive and longest log that is accepted, in bytes.
                Default: 1 GiB.
            progress: Called with the bytes of the archive so far and in all.

        Raises:
            ValueError: ``most_fallbacks`` is negative.

        Example:
            ::

                async with repo.runs.read_logs(run_id) as run:
                    for log in run.jobs:
                        async for line in logs.read(log.lines()):
                            print(log.job.name, line.text)
        """
        from aioghactions.logs import RunLogs  # noqa: PLC0415 - few programs use it

        jobs = Jobs(self._pipeline, self.owner, self.repo)

        def archive() -> Download:
            if attempt_number is None:
                return self.logs(run_id).expect(max_bytes=max_bytes)
            logs = self.attempt_logs(run_id, attempt_number)
            return logs.expect(max_bytes=max_bytes)

        return RunLogs(
            archive,
            self._jobs(run_id, attempt_number),
            lambda job_id: jobs.logs(job_id).expect(max_bytes=max_bytes),
            most_fallbacks=most_fallbacks,
            sleep=self._pipeline.context.clock.sleep,
            progress=progress,
        )

    def save_logs(
        self,
        runs: "Iterable[WorkflowRun] | AsyncIterable[WorkflowRun]",
        folder: Folder,
        *,
        limit: int = 4,
        overwrite: bool = False,
        max_bytes: int | None = None,
        progress: "Callable[[WorkflowRun, int, int | None], object] | None" = None,
    ) -> "FanOut[WorkflowRun, Path]":
        """Save the logs of many runs, each as ``logs_<run id>.zip``.

        Args:
            runs: Any source of runs, such as ``repo.runs.list(status="failure")``.
            folder: Where to save them; created if missing, but not its parents.
            limit: How many at once.
            overwrite: Replace existing files.
            max_bytes: Longest log that is accepted, in bytes. Default: 1 GiB.
            progress: Called with a run, its bytes so far and its bytes in all.
        """
        return save_each(
            runs,
            folder,
            lambda run: f"logs_{run.id}.zip",
            lambda run: self.logs(run.id),
            limit=limit,
            overwrite=overwrite,
            max_bytes=max_bytes,
            progress=progress,
        )

    def save_failed_logs(
        self,
        run_id: int,
        folder: Folder,
        *,
        attempt_number: int | None = None,
        limit: int = 8,
        overwrite: bool = False,
        max_bytes: int | None = None,
        progress: "Callable[[Job, int, int | None], object] | None" = None,
    ) -> "FanOut[Job, Path]":
        """Save the log of each job of a run that failed or timed out.

        Args:
            run_id: Id of the workflow run.
            folder: Where to save them; created if missing, but not its parents.
            attempt_number: Which attempt, from 1. Default: the latest.
            limit: How many at once.
            overwrite: Replace existing files.
            max_bytes: Longest log that is accepted, in bytes. Default: 1 GiB.
            progress: Called with a job, its bytes so far and its bytes in all.
        """
        jobs = self._jobs(run_id, attempt_number)
        return Jobs(self._pipeline, self.owner, self.repo).save_logs(
            (job async for job in jobs if job.conclusion in _FAILED),
            folder,
            limit=limit,
            overwrite=overwrite,
            max_bytes=max_bytes,
            progress=progress,
        )

    def save_artifacts(
        self,
        run_id: int,
        folder: Folder,
        *,
        extract: bool = False,
        limit: int = 4,
        overwrite: bool = False,
        max_bytes: int | None = None,
        max_entries: int = 10_000,
        max_ratio: int = 200,
        portable: bool = False,
        progress: "Callable[[Artifact, int, int | None], object] | None" = None,
    ) -> "FanOut[Artifact, Path]":
        """Save all artifacts of a run; see ``repo.artifacts.save_all``.

        If several attempts have uploaded the same name, the newest artifact gets it.

        Args:
            run_id: Id of the workflow run.
            folder: Where to save them; created if missing, but not its parents.
            extract: Extract each into a separate folder.
            limit: How many at once.
            overwrite: Replace existing files.
            max_bytes: Largest size of an artifact in bytes. With ``extract``, of its
                extracted files. Default: 10 GiB, and 2 GiB with ``extract``.
            max_entries: With ``extract``, as for :meth:`Download.extract`.
            max_ratio: Likewise.
            portable: Likewise; names of artifacts are judged in the same way.
            progress: Called with an artifact, its bytes so far and in all.
        """
        artifacts = Artifacts(self._pipeline, self.owner, self.repo)
        return artifacts.save_all(
            newest_first(artifacts.list_for_run(run_id, direction="desc")),
            folder,
            extract=extract,
            limit=limit,
            overwrite=overwrite,
            max_bytes=max_bytes,
            max_entries=max_entries,
            max_ratio=max_ratio,
            portable=portable,
            progress=progress,
        )

    def _jobs(self, run_id: int, attempt_number: int | None) -> "Pager[Job]":
        jobs = Jobs(self._pipeline, self.owner, self.repo)
        if attempt_number is None:
            return jobs.list_for_run(run_id)
        return jobs.list_for_attempt(run_id, attempt_number)


def _check_run_id(value: object) -> None:
    if isinstance(value, list | tuple | set | frozenset):
        kind = type(cast("object", value)).__name__
        raise TypeError(
            f"run_id must be an integer, not {kind}; pass several one by one: "
            "wait_all(*ids)"
        )
    between("run_id", integer("run_id", value), 1)
