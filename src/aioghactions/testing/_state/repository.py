"""Repositories, and how tests fill them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field

from aioghactions.testing._state.account import FakeTeam, FakeUser
from aioghactions.testing._state.artifact import FakeArtifact, pack
from aioghactions.testing._state.environment import FakeEnvironment
from aioghactions.testing._state.instant import Instant, epoch
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.run import FakeRun
from aioghactions.testing._state.runner import FakeRunner, RunnerPool
from aioghactions.testing._state.runs import Runs
from aioghactions.testing._state.secret import Vault
from aioghactions.testing._state.trigger import trigger
from aioghactions.testing._state.workflow import FakeWorkflow, WorkflowInput

if TYPE_CHECKING:
    from aioghactions.testing._state.world import World

# How long GitHub keeps logs and artifacts unless told otherwise.
RETENTION = 90 * 86_400.0


@define(eq=False, repr=False)
class FakeRepository:
    """A repository with its workflows, runs and what belongs to them.

    Attributes:
        id: The number in ``/repositories/{id}``.
        owner: The account it belongs to.
        name: The last part of its name.
        private: Whether the public may not see it.
        created_at: When it was made.
        world: The state of everything, this repository included.
        default_branch: Where workflows run by default.
        refs: Its branches and tags, which a dispatch may name.
        archived: Whether every write is answered by 403.
        hidden: Whether every request is answered by 404.
        forbidden: Whether every request is answered by 403.
        vault: Its secrets: ``repo.vault["NAME"].value`` is the plaintext.
        pool: Its self-hosted runners.
        runs: Its runs; iterate, or look one up by id.
        jobs: The jobs of all attempts, each with its run, by id.
        workflows: By id.
        artifacts: By id.
        environments: By id.
    """

    id: int
    owner: FakeUser
    name: str
    private: bool
    created_at: float
    world: "World" = field(repr=False)
    default_branch: str = "main"
    refs: set[str] = field(factory=lambda: {"main"})
    archived: bool = False
    hidden: bool = False
    forbidden: bool = False
    vault: Vault = field(init=False, repr=False)
    pool: RunnerPool = field(init=False, repr=False)
    runs: Runs = field(factory=Runs, repr=False)
    jobs: dict[int, tuple[FakeRun, FakeJob]] = field(
        factory=dict[int, tuple[FakeRun, FakeJob]], repr=False
    )
    workflows: dict[int, FakeWorkflow] = field(
        factory=dict[int, FakeWorkflow], repr=False
    )
    artifacts: dict[int, FakeArtifact] = field(
        factory=dict[int, FakeArtifact], repr=False
    )
    environments: dict[int, FakeEnvironment] = field(
        factory=dict[int, FakeEnvironment], repr=False
    )

    def __attrs_post_init__(self) -> None:
        self.vault = Vault(key_id=str(self.world.ids.next("Key")))
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
            file_name: ``ci.yml``; it stands in ``.github/workflows``.
            name: What it calls itself; by default the file name without suffix.
            jobs: Names of the jobs that each run of it gets.
            inputs: What ``workflow_dispatch`` declares; by default nothing.
            dispatchable: Whether it has that trigger at all.
            state: ``active``, ``disabled_manually``...
            outcome: How runs of it end unless told otherwise.
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
        """Return a workflow, or None if there is none such.

        Args:
            reference: Its id, its file name or its path.
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
        """Add a run; without further arguments one that ended well.

        Args:
            workflow: What it executes; by default the first workflow, which is
                made if there is none.
            created_at: When it was triggered; by default now.
            values: ``status``, ``conclusion``, ``event``, ``head_branch``,
                ``actor``, ``head_sha``, ``display_title``, ``duration``,
                ``jobs``, ``pull_requests``, ``timings``: see :func:`trigger`.
        """
        flow = workflow or next(iter(self.workflows.values()), None)
        at = self.world.now() if created_at is None else epoch(created_at)
        return trigger(self, flow or self.add_workflow("ci.yml"), at=at, **values)

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
            name: What the workflow calls it.
            run: The run that uploaded it; by default the newest.
            files: What its zip holds, by name.
            content: Instead of files, one file that is served as it is.
            created_at: When it was uploaded; by default now.
            expires_at: When its content is removed; by default after 90 days.
        """
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
            name: ``production``...
            wait_timer: Minutes that a deployment must wait.
            reviewers: Logins and teams that may let it through.
        """
        judges = (self.world.user(x) if isinstance(x, str) else x for x in reviewers)
        number, now = self.world.ids.next("Environment"), self.world.now()
        made = FakeEnvironment(number, name, now, wait_timer, tuple(judges))
        self.environments[number] = made
        return made

    def add_runner(self, name: str, **values: Any) -> FakeRunner:
        """Add a self-hosted runner, as if an agent had registered.

        Args:
            name: Unique in the repository.
            values: ``os``, ``status``, ``busy``, ``labels``, ``ephemeral``, as
                :class:`FakeRunner` has them.
        """
        return self.pool.add(name, **values)

    def add_secret(self, name: str, value: str) -> None:
        """Set a secret, as if somebody had sealed and sent it.

        Args:
            name: What workflows call it.
            value: The plaintext.
        """
        self.vault.put(name, value, self.world.now())

    def rename(self, name: str) -> None:
        """Give it another name; the old one redirects, as on GitHub.

        Args:
            name: The last part of the new name; the owner stays.
        """
        self.world.vacate(self, redirect=True)
        self.name = name
        self.world.settle(self)

    def delete(self) -> None:
        """Remove it."""
        self.world.vacate(self, redirect=False)
