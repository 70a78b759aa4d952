"""Organizations."""

from collections.abc import Iterable
from typing import Any

from attrs import define, field

from aioghactions.testing._state.account import FakeTeam, FakeUser
from aioghactions.testing._state.hook import FakeHook
from aioghactions.testing._state.registry import Registry
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.runner import FakeRunner, RunnerPool
from aioghactions.testing._state.runner_group import DEFAULT_GROUP, FakeRunnerGroup
from aioghactions.testing._state.secret import Vault
from aioghactions.testing._state.settings import ORGANIZATION, FakeSettings, new
from aioghactions.testing._state.variable import Variables
from aioghactions.testing._state.world import World


@define(eq=False)
class FakeOrganization:
    """An organization with its secrets, runners and runner groups.

    Attributes:
        account: Its login and id.
        world: The clock, ids and accounts of the server.
        vault: Its secrets: ``org.vault["NAME"].value`` is the plaintext.
        variables: Its variables: ``org.variables["NAME"].value``.
        pool: Its self-hosted runners.
        groups: Its runner groups by id, including the default group.
        settings: Its Actions settings by group: ``org.settings["retention"]``.
        hooks: Its webhooks by id.
        forbidden: Whether every request is answered with 403.
    """

    account: FakeUser
    world: World = field(repr=False)
    _registry: Registry[FakeRepository] = field(repr=False, alias="registry")
    vault: Vault = field(init=False, repr=False)
    variables: Variables = field(init=False, repr=False)
    pool: RunnerPool = field(init=False, repr=False)
    groups: dict[int, FakeRunnerGroup] = field(init=False, repr=False)
    settings: dict[str, FakeSettings] = field(
        factory=lambda: new(ORGANIZATION), repr=False
    )
    hooks: dict[int, FakeHook] = field(factory=dict[int, FakeHook], repr=False)
    forbidden: bool = False

    def __attrs_post_init__(self) -> None:
        ids = self.world.ids
        self.vault = Vault(key_id=str(ids.next("Key")))
        self.variables = Variables()
        self.pool = RunnerPool(ids)
        self.groups = {
            DEFAULT_GROUP: FakeRunnerGroup(
                DEFAULT_GROUP, "Default", allows_public_repositories=True
            )
        }

    @property
    def login(self) -> str:
        """The name in paths."""
        return self.account.login

    @property
    def repositories(self) -> list[FakeRepository]:
        """Its repositories, the oldest first."""
        every = self._registry.by_id.values()
        return [repo for repo in every if repo.owner == self.account]

    def add_runner(self, name: str, **values: Any) -> FakeRunner:
        """Add a self-hosted runner.

        Args:
            name: Its name, unique in the organization.
            values: ``os``, ``status``, ``busy``, ``labels``, ``group``, ``ephemeral``
                of :class:`FakeRunner`.
        """
        return self.pool.add(name, **values)

    def add_runner_group(
        self,
        name: str,
        *,
        visibility: str = "all",
        repositories: Iterable[FakeRepository] = (),
        runners: Iterable[FakeRunner] = (),
        **values: Any,
    ) -> FakeRunnerGroup:
        """Add a runner group and move runners into it.

        Args:
            name: Its name, unique in the organization.
            visibility: Which repositories may use it: ``all``, ``private`` or
                ``selected``.
            repositories: The selected repositories.
            runners: Runners of the organization to move into the group.
            values: Further attributes of :class:`FakeRunnerGroup`.
        """
        group = FakeRunnerGroup(
            id=self.world.ids.next("RunnerGroup"),
            name=name,
            visibility=visibility,
            repositories={repo.id for repo in repositories},
            **values,
        )
        self.groups[group.id] = group
        for runner in runners:
            runner.group = group.id
        return group

    def add_hook(self, url: str = "https://example.com/webhook") -> FakeHook:
        """Add a webhook.

        Args:
            url: Where events are posted.
        """
        hook = FakeHook(self.world.ids.next("Hook"), url, self.world)
        self.hooks[hook.id] = hook
        return hook

    def add_secret(
        self,
        name: str,
        value: str,
        *,
        visibility: str = "all",
        repositories: Iterable[FakeRepository] = (),
    ) -> None:
        """Set a secret.

        Args:
            name: The name in workflows.
            value: The plaintext.
            visibility: Which repositories may use it: ``all``, ``private`` or
                ``selected``.
            repositories: The selected repositories.
        """
        ids = {repo.id for repo in repositories}
        now = self.world.now()
        self.vault.put(name, value, now, visibility=visibility, repositories=ids)

    def add_variable(
        self,
        name: str,
        value: str,
        *,
        visibility: str = "all",
        repositories: Iterable[FakeRepository] = (),
    ) -> None:
        """Set a variable.

        Args:
            name: The name in workflows.
            value: The value.
            visibility: Which repositories may use it: ``all``, ``private`` or
                ``selected``.
            repositories: The selected repositories.
        """
        ids = {repo.id for repo in repositories}
        now = self.world.now()
        self.variables.put(name, value, now, visibility=visibility, repositories=ids)

    def add_team(self, name: str) -> FakeTeam:
        """Return a new team, which can review deployments.

        Args:
            name: The name.
        """
        team = FakeTeam(name, self.world.ids.next("Team"), self.account)
        self.world.teams[team.id] = team
        return team

    def runners_in(self, group: FakeRunnerGroup) -> list[FakeRunner]:
        """Return the runners in a group, the oldest first.

        Args:
            group: A group of this organization.
        """
        every = self.pool.runners.values()
        return [runner for runner in every if runner.group == group.id]
