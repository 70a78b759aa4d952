"""Repositories with their runs and artifacts, and the methods that add to them.

A repository knows its runs and artifacts, and each of them knows where it belongs:
the three classes are one module, which keeps the imports free of cycles.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal, cast

from attrs import define, field

from aioghactions.testing._state import progress, rerun
from aioghactions.testing._state.account import FakeTeam, FakeUser
from aioghactions.testing._state.archive import pack
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.cache import FakeCache
from aioghactions.testing._state.check_run import FakeCheckRun
from aioghactions.testing._state.environment import (
    Approvals,
    FakeEnvironment,
    PendingDeployment,
    Review,
)
from aioghactions.testing._state.hook import FakeHook
from aioghactions.testing._state.ids import sha
from aioghactions.testing._state.instant import Instant, epoch
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.progress import Timings
from aioghactions.testing._state.registry import Registry
from aioghactions.testing._state.runner import FakeRunner, RunnerPool
from aioghactions.testing._state.secret import Vault
from aioghactions.testing._state.settings import REPOSITORY, FakeSettings, new
from aioghactions.testing._state.variable import Variables
from aioghactions.testing._state.workflow import FakeWorkflow, WorkflowInput
from aioghactions.testing._state.world import World

# How long GitHub keeps logs and artifacts by default.
RETENTION = 90 * 86_400.0


@define(eq=False)
class FakeArtifact:
    """One artifact.

    Attributes:
        id: The id in paths.
        name: The name that the workflow gave it.
        run: The run that uploaded it; None if that run was deleted.
        content: The bytes of a download: a zip archive, or a single file.
        created_at: When it was uploaded.
        expires_at: When its content is removed.
        is_zip: False for a single file that was uploaded unzipped.
    """

    id: int
    name: str
    run: "FakeRun | None"
    content: bytes = field(repr=False)
    created_at: float
    expires_at: float
    is_zip: bool = True

    @property
    def digest(self) -> str:
        """The checksum of the content, ``sha256:...``."""
        return f"sha256:{sha256(self.content).hexdigest()}"

    def is_expired(self, now: float) -> bool:
        """Return whether the content has been removed.

        Args:
            now: Seconds since the epoch.
        """
        return now >= self.expires_at


@define(eq=False, repr=False)
class FakeRun:
    """One run with all its attempts.

    Attributes:
        id: The id in paths.
        repository: The repository in which it runs.
        workflow: The workflow that it executes.
        run_number: Its number among the runs of its workflow, from 1.
        event: The event that triggered it, ``push``...
        head_branch: Its branch; None for a run without a branch.
        head_sha: The commit that it runs on.
        display_title: Its title.
        created_at: When it was first triggered.
        actor: Who first triggered it.
        check_suite_id: The check suite that it reports to.
        timings: How long its stages last; None if only a test changes its status.
        head_repository: The repository of the commit; None once a fork is deleted.
        pull_requests: Numbers of the pull requests that it belongs to.
        inputs: The inputs of its dispatch.
        concurrency: Its concurrency group; None for none.
        attempts: Its attempts, the latest last.
        approvals: The environments that it waits for.
    """

    id: int
    repository: "FakeRepository"
    workflow: FakeWorkflow
    run_number: int
    event: str
    head_branch: str | None
    head_sha: str
    display_title: str
    created_at: float
    actor: FakeUser
    check_suite_id: int
    timings: Timings | None
    head_repository: "FakeRepository | None"
    pull_requests: Sequence[int] = ()
    inputs: Mapping[str, Any] = field(factory=dict[str, Any])
    concurrency: str | None = None
    attempts: list[FakeAttempt] = field(factory=list[FakeAttempt])
    approvals: Approvals = field(factory=Approvals)

    def __repr__(self) -> str:
        state = ", ".join(filter(None, [self.status, self.conclusion]))
        where = f"{self.repository.full_name}, attempt {self.run_attempt}"
        return f"<FakeRun {self.id} of {where}: {state}>"

    @property
    def latest(self) -> FakeAttempt:
        """The latest attempt, which determines the status of the run."""
        return self.attempts[-1]

    @property
    def run_attempt(self) -> int:
        """The number of the latest attempt."""
        return self.latest.number

    @property
    def status(self) -> str:
        """The status of the latest attempt."""
        return self.latest.status

    @property
    def conclusion(self) -> str | None:
        """The conclusion of the latest attempt; None until it is completed."""
        return self.latest.conclusion

    @property
    def jobs(self) -> list[FakeJob]:
        """The jobs of the latest attempt."""
        return self.latest.jobs

    def attempt(self, number: int) -> FakeAttempt | None:
        """Return an attempt, or None if there is none with this number.

        Args:
            number: The number of the attempt, from 1.
        """
        exists = 1 <= number <= len(self.attempts)
        return self.attempts[number - 1] if exists else None

    def add_job(self, name: str, **values: Any) -> FakeJob:
        """Add a job to the latest attempt, by default in the state of the attempt.

        Args:
            name: The name in the workflow.
            values: Any attributes of :class:`FakeJob`.
        """
        world, jobs = self.repository.world, self.repository.jobs
        job = rerun.add_job(self.latest, world, name, **values)
        jobs[job.id] = (self, job)
        return job

    def start(self) -> None:
        """Start the latest attempt now."""
        self.latest.start(self._now())

    def complete(self, conclusion: str | None = None) -> None:
        """Complete the latest attempt now.

        Args:
            conclusion: How it ends; by default determined by the outcomes of its
                jobs.
        """
        self.latest.complete(self._now(), conclusion)
        self.approvals.pending.clear()

    def advance(self) -> None:
        """Move to the next stage: queued, in progress, completed."""
        progress.advance(self.latest, self._now())

    def wait_for(self, *environments: FakeEnvironment) -> None:
        """Wait for the approval of environments.

        Args:
            environments: The environments of its repository that it deploys to.
        """
        self.latest.status = "waiting"
        self.latest.updated_at = self._now()
        self.approvals.pending.extend(
            PendingDeployment(environment, self._now()) for environment in environments
        )

    def review(
        self,
        *environments: FakeEnvironment,
        state: Literal["approved", "rejected"] = "approved",
        comment: str = "",
        login: str = "",
    ) -> None:
        """Approve or reject pending deployments.

        Args:
            environments: The environments that are reviewed; by default all.
            state: A rejected run fails; an approved one is queued once no
                environment is pending.
            comment: The comment of the reviewer.
            login: The reviewer; by default the actor of the run.
        """
        reviewed = environments or tuple(self.approvals.waiting_for())
        self.decide(Review(reviewed, state, comment, self._user(login)))

    def decide(self, said: Review) -> None:
        """Record a review; queue or fail the run if nothing is pending any more.

        Args:
            said: The review.
        """
        self.approvals.decide(said)
        if said.state == "rejected":
            self.complete("failure")
        elif not self.approvals.pending:
            requeue(self)

    def rerun(self, *jobs: str, login: str = "", debug: bool = False) -> FakeAttempt:
        """Run jobs again in a new attempt, which is queued.

        Args:
            jobs: Names of the jobs to run; jobs that need them run too. Default: all.
            login: Who triggers it; by default the actor of the run.
            debug: Whether debug logging is enabled.

        Returns:
            The new attempt.
        """
        repository, previous = self.repository, self.latest
        names = set(jobs) or {job.name for job in previous.jobs}
        attempt = rerun.next_attempt(
            previous,
            repository.world,
            self._user(login),
            rerun.with_dependents(previous.jobs, names),
            outcome=self.workflow.outcome,
            debug=debug,
        )
        self.attempts.append(attempt)
        repository.jobs.update((job.id, (self, job)) for job in attempt.jobs)
        self.timings = repository.world.timings
        repository.runs.watch(self)
        return attempt

    def delete_logs(self) -> None:
        """Remove the logs of every attempt, as if they had expired."""
        for attempt in self.attempts:
            attempt.has_logs = False

    def _user(self, login: str) -> FakeUser:
        return self.repository.world.user(login) if login else self.actor

    def _now(self) -> float:
        return self.repository.world.now()


def requeue(run: FakeRun) -> None:
    """Put the latest attempt of ``run`` back into the queue."""
    world, attempt = run.repository.world, run.latest
    attempt.status, attempt.conclusion = "queued", None
    attempt.queued_at = attempt.updated_at = world.now()
    run.timings = world.timings
    run.repository.runs.watch(run)


@define(eq=False)
class Runs:
    """The runs of a repository by id; iterates over them, the newest first."""

    _by_id: dict[int, FakeRun] = field(factory=dict[int, FakeRun])
    _live: set[FakeRun] = field(factory=set[FakeRun])
    _newest_first: list[FakeRun] | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[FakeRun]:
        if self._newest_first is None:
            self._newest_first = sorted(
                self._by_id.values(),
                key=lambda run: (run.created_at, run.id),
                reverse=True,
            )
        return iter(self._newest_first)

    def get(self, number: int) -> FakeRun | None:
        """Return the run with this id, or None."""
        return self._by_id.get(number)

    def newest(self) -> FakeRun | None:
        """Return the run that was triggered last, or None."""
        return next(iter(self), None)

    def add(self, run: FakeRun) -> None:
        """Add ``run``."""
        self._by_id[run.id] = run
        self._newest_first = None
        self.watch(run)

    def remove(self, run: FakeRun) -> None:
        """Remove ``run``."""
        del self._by_id[run.id]
        self._live.discard(run)
        self._newest_first = None

    def watch(self, run: FakeRun) -> None:
        """Let :meth:`catch_up` update ``run``, if it has timings."""
        if run.timings is not None and run.status != "completed":
            self._live.add(run)

    def catch_up(self, now: float) -> None:
        """Update the runs with timings to the stage they have reached by ``now``."""
        for run in list(self._live):
            if run.timings is not None:
                progress.catch_up(run.latest, run.timings, now)
            if run.status == "completed":
                self._live.discard(run)


@define(eq=False, repr=False)
class FakeRepository:
    """A repository with its workflows, runs, artifacts, secrets and runners.

    Attributes:
        id: The id in ``/repositories/{id}``.
        owner: The account that owns it.
        name: The name without the owner.
        private: Whether it is private.
        created_at: When it was created.
        world: The clock, ids and accounts of the server.
        default_branch: The branch on which workflows run by default.
        refs: Its branches and tags, which a dispatch may name.
        archived: Whether every write is answered with 403.
        disabled: Whether GitHub has disabled it, which lists show.
        hidden: Whether every request is answered with 404.
        forbidden: Whether every request is answered with 403.
        vault: Its secrets: ``repo.vault["NAME"].value`` is the plaintext.
        variables: Its variables: ``repo.variables["NAME"].value``.
        pool: Its self-hosted runners.
        runs: Its runs; iterate, or look one up by id.
        jobs: The jobs of all attempts by id, each with its run.
        workflows: Its workflows by id.
        artifacts: Its artifacts by id.
        caches: Its caches by id.
        environments: Its environments by id.
        settings: Its Actions settings by group: ``repo.settings["retention"]``.
        check_runs: The check runs of Apps by id; those of jobs are not among them.
        rule_apps: The Apps that offer protection rules: their names by id.
        hooks: Its webhooks by id.
    """

    id: int
    owner: FakeUser
    name: str
    private: bool
    created_at: float
    world: World = field(repr=False)
    _registry: "Registry[FakeRepository]" = field(repr=False, alias="registry")
    default_branch: str = "main"
    refs: set[str] = field(factory=lambda: {"main"})
    archived: bool = False
    disabled: bool = False
    hidden: bool = False
    forbidden: bool = False
    vault: Vault = field(init=False, repr=False)
    variables: Variables = field(init=False, repr=False)
    pool: RunnerPool = field(init=False, repr=False)
    runs: Runs = field(factory=Runs, repr=False)
    jobs: dict[int, tuple[FakeRun, FakeJob]] = field(
        factory=dict[int, tuple[FakeRun, FakeJob]], repr=False
    )
    workflows: dict[int, FakeWorkflow] = field(
        factory=dict[int, FakeWorkflow], repr=False
    )
    hooks: dict[int, FakeHook] = field(factory=dict[int, FakeHook], repr=False)
    artifacts: dict[int, FakeArtifact] = field(
        factory=dict[int, FakeArtifact], repr=False
    )
    caches: dict[int, FakeCache] = field(factory=dict[int, FakeCache], repr=False)
    environments: dict[int, FakeEnvironment] = field(
        factory=dict[int, FakeEnvironment], repr=False
    )
    settings: dict[str, FakeSettings] = field(
        factory=lambda: new(REPOSITORY), repr=False
    )
    check_runs: dict[int, FakeCheckRun] = field(
        factory=dict[int, FakeCheckRun], repr=False
    )
    rule_apps: dict[int, str] = field(factory=dict[int, str], repr=False)

    def __attrs_post_init__(self) -> None:
        self.vault = Vault(key_id=str(self.world.ids.next("Key")))
        self.variables = Variables()
        self.pool = RunnerPool(self.world.ids)

    def __repr__(self) -> str:
        return f"<FakeRepository {self.full_name}>"

    @property
    def full_name(self) -> str:
        """Owner and name, ``octo-org/hello``."""
        return f"{self.owner.login}/{self.name}"

    def add_workflow(
        self,
        file_name: str,
        *,
        name: str | None = None,
        jobs: Sequence[str] = ("build",),
        inputs: Mapping[str, WorkflowInput] | None = None,
        dispatchable: bool = True,
        state: str = "active",
        outcome: str = "success",
    ) -> FakeWorkflow:
        """Add a workflow file.

        Args:
            file_name: Its name in ``.github/workflows``, such as ``ci.yml``.
            name: The name of the workflow; by default the file name without suffix.
            jobs: Names of the jobs of each run.
            inputs: The inputs of ``workflow_dispatch``; by default none.
            dispatchable: Whether it has a ``workflow_dispatch`` trigger.
            state: ``active``, ``disabled_manually``...
            outcome: The default conclusion of its runs.
        """
        workflow = FakeWorkflow(
            id=self.world.ids.next("Workflow"),
            path=f".github/workflows/{file_name}",
            name=name or file_name.rpartition(".")[0],
            created_at=self.world.now(),
            updated_at=self.world.now(),
            state=state,
            jobs=tuple(jobs),
            outcome=outcome,
            inputs=dict(inputs or {}) if dispatchable else None,
        )
        self.workflows[workflow.id] = workflow
        return workflow

    def find_workflow(self, reference: str) -> FakeWorkflow | None:
        """Return a workflow, or None if there is none.

        Args:
            reference: Its id, file name or path.
        """
        every = self.workflows.values()
        return next((flow for flow in every if flow.answers_to(reference)), None)

    def add_run(
        self,
        workflow: FakeWorkflow | None = None,
        *,
        created_at: Instant | None = None,
        **values: Any,
    ) -> FakeRun:
        """Add a run, by default one that was successful.

        Args:
            workflow: The workflow that it executes; by default the first workflow,
                which is added if there is none.
            created_at: When it was triggered; by default now.
            values: Any of ``status``, by default ``completed``; ``conclusion``, by
                default the workflow's outcome; ``event``, by default ``push``;
                ``head_branch``, by default the default branch; ``actor``, the login
                of who triggered it; ``head_sha``; ``display_title``; ``duration``,
                the seconds until it was completed, by default 120; ``jobs``, their
                names, by default those of the workflow; ``pull_requests``, their
                numbers; ``inputs`` of a dispatch; ``timings``, by default None.
        """
        flow = workflow or next(iter(self.workflows.values()), None)
        at = self.world.now() if created_at is None else epoch(created_at)
        return self._trigger(flow or self.add_workflow("ci.yml"), at, **values)

    def _trigger(
        self,
        workflow: FakeWorkflow,
        at: float,
        *,
        status: str = "completed",
        conclusion: str | None = None,
        event: str = "push",
        head_branch: str | None = None,
        actor: str = "octocat",
        head_sha: str | None = None,
        display_title: str | None = None,
        duration: float = 120.0,
        jobs: Iterable[str] | None = None,
        pull_requests: Sequence[int] = (),
        inputs: Mapping[str, Any] | None = None,
        timings: Timings | None = None,
    ) -> FakeRun:
        workflow.runs_started += 1
        number = self.world.ids.next("WorkflowRun")
        user = self.world.user(actor)
        run = FakeRun(
            id=number,
            repository=self,
            workflow=workflow,
            run_number=workflow.runs_started,
            event=event,
            head_branch=head_branch or self.default_branch,
            head_sha=head_sha or sha(self.id, number),
            display_title=display_title or f"{workflow.name} #{workflow.runs_started}",
            created_at=at,
            actor=user,
            check_suite_id=self.world.ids.next("CheckSuite"),
            timings=timings,
            head_repository=self,
            pull_requests=pull_requests,
            inputs=inputs or {},
            attempts=[FakeAttempt(1, user, at, at, outcome=workflow.outcome)],
        )
        for name in workflow.jobs if jobs is None else jobs:
            run.add_job(name, outcome=workflow.outcome)
        progress.set_status(run.latest, status, conclusion, at + duration)
        self.runs.add(run)
        return run

    def add_artifact(
        self,
        name: str,
        *,
        run: FakeRun | None = None,
        files: Mapping[str, str | bytes] | None = None,
        content: bytes | None = None,
        created_at: Instant | None = None,
        expires_at: Instant | None = None,
    ) -> FakeArtifact:
        """Add an artifact.

        Args:
            name: The name that the workflow gave it.
            run: The run that uploaded it; by default the newest.
            files: The files in its zip archive by name.
            content: Instead of files, a single file that is served unzipped.
            created_at: When it was uploaded; by default now.
            expires_at: When its content is removed; by default after 90 days.

        Raises:
            TypeError: ``run`` is not a :class:`FakeRun`.
        """
        if run is not None and not isinstance(cast("object", run), FakeRun):
            raise TypeError(f"run must be a FakeRun, not {type(run).__name__}")
        now = self.world.now() if created_at is None else epoch(created_at)
        artifact = FakeArtifact(
            id=self.world.ids.next("Artifact"),
            name=name,
            run=run or self.runs.newest(),
            content=pack(files or {"hello.txt": name}) if content is None else content,
            created_at=now,
            expires_at=now + RETENTION if expires_at is None else epoch(expires_at),
            is_zip=content is None,
        )
        self.artifacts[artifact.id] = artifact
        return artifact

    def add_environment(
        self,
        name: str,
        *,
        wait_timer: int = 0,
        reviewers: Iterable[str | FakeTeam] = (),
    ) -> FakeEnvironment:
        """Add an environment that runs can wait for.

        Args:
            name: The name, ``production``...
            wait_timer: Minutes that a deployment must wait.
            reviewers: Logins and teams that may approve a deployment.
        """
        approvers = (self.world.user(x) if isinstance(x, str) else x for x in reviewers)
        number, now = self.world.ids.next("Environment"), self.world.now()
        environment = FakeEnvironment(
            number,
            name,
            now,
            wait_timer,
            tuple(approvers),
            vault=Vault(key_id=str(self.world.ids.next("Key"))),
        )
        self.environments[number] = environment
        return environment

    def add_runner(self, name: str, **values: Any) -> FakeRunner:
        """Add a self-hosted runner.

        Args:
            name: Its name, unique in the repository.
            values: ``os``, ``status``, ``busy``, ``labels``, ``ephemeral`` of
                :class:`FakeRunner`.
        """
        return self.pool.add(name, **values)

    def add_hook(self, url: str = "https://example.com/webhook") -> FakeHook:
        """Add a webhook.

        Args:
            url: Where events are posted.
        """
        hook = FakeHook(self.world.ids.next("Hook"), url, self.world)
        self.hooks[hook.id] = hook
        return hook

    def add_secret(self, name: str, value: str) -> None:
        """Set a secret.

        Args:
            name: The name in workflows.
            value: The plaintext.
        """
        self.vault.put(name, value, self.world.now())

    def add_cache(
        self,
        key: str,
        *,
        ref: str = "refs/heads/main",
        size_in_bytes: int = 1024,
        last_accessed_at: float | None = None,
    ) -> FakeCache:
        """Add a cache.

        Args:
            key: The key under which it was saved.
            ref: The ref that it belongs to, in full.
            size_in_bytes: Its size.
            last_accessed_at: When a job last used it; now by default.
        """
        number, now = self.world.ids.next("Cache"), self.world.now()
        cache = FakeCache(
            number, key, ref, size_in_bytes, sha(key, number) * 2, now,
            now if last_accessed_at is None else last_accessed_at,
        )  # fmt: skip
        self.caches[number] = cache
        return cache

    def add_variable(self, name: str, value: str) -> None:
        """Set a variable.

        Args:
            name: The name in workflows.
            value: The value.
        """
        self.variables.put(name, value, self.world.now())

    def rename(self, name: str) -> None:
        """Change its name; requests for the old name are redirected.

        Args:
            name: The new name without the owner, who stays the same.
        """
        self._registry.redirect(self)
        self.name = name
        self._registry.add(self)

    def delete(self) -> None:
        """Delete the repository."""
        self._registry.remove(self)
