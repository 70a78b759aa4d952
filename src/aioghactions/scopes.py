"""Handles: a repository, many repositories, and by name those imported on first use."""

from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from attrs import field, frozen

from aioghactions._core.lazy import importer, public_names
from aioghactions._params import checks
from aioghactions._request.resource import RepoResource

if TYPE_CHECKING:
    from aioghactions._generated.resources.repo_caches import RepoCaches
    from aioghactions._generated.resources.repo_checks import RepoChecks
    from aioghactions._generated.resources.repo_concurrency_groups import (
        RepoConcurrencyGroups,
    )
    from aioghactions._generated.resources.repo_environments import RepoEnvironments
    from aioghactions._generated.resources.repo_runners import RepoRunners
    from aioghactions._generated.resources.repo_settings import RepoSettings
    from aioghactions._resources.accounts import Enterprise, Org
    from aioghactions._resources.artifacts import Artifacts
    from aioghactions._resources.deliveries import (
        AppDeliveries,
        OrgDeliveries,
        OrgHooks,
        RepoDeliveries,
        RepoHooks,
    )
    from aioghactions._resources.environment import Environment
    from aioghactions._resources.jobs import Jobs
    from aioghactions._resources.repositories import (
        AuthenticatedInstallation,
        AuthenticatedUser,
    )
    from aioghactions._resources.runs import Runs
    from aioghactions._resources.secrets import (
        EnvironmentSecrets,
        OrganizationSecrets,
        Secrets,
    )
    from aioghactions._resources.variables import (
        EnvironmentVariables,
        OrganizationVariables,
        Variables,
    )
    from aioghactions._resources.workflows import Workflows
    from aioghactions.fanout import FanOut

__all__ = [
    "AppDeliveries",
    "Artifacts",
    "AuthenticatedInstallation",
    "AuthenticatedUser",
    "Enterprise",
    "Environment",
    "EnvironmentSecrets",
    "EnvironmentVariables",
    "Jobs",
    "NamedRepository",
    "Org",
    "OrgDeliveries",
    "OrgHooks",
    "OrganizationSecrets",
    "OrganizationVariables",
    "Repo",
    "RepoDeliveries",
    "RepoHooks",
    "Repos",
    "Runs",
    "Secrets",
    "Variables",
    "Workflows",
]

if not TYPE_CHECKING:
    # A handle is imported on first use: no program uses all of them.
    _RESOURCES = "aioghactions._resources"
    __getattr__ = importer(
        globals(),
        {
            "AppDeliveries": f"{_RESOURCES}.deliveries",
            "Artifacts": f"{_RESOURCES}.artifacts",
            "AuthenticatedInstallation": f"{_RESOURCES}.repositories",
            "AuthenticatedUser": f"{_RESOURCES}.repositories",
            "Enterprise": f"{_RESOURCES}.accounts",
            "Environment": f"{_RESOURCES}.environment",
            "EnvironmentSecrets": f"{_RESOURCES}.secrets",
            "EnvironmentVariables": f"{_RESOURCES}.variables",
            "Jobs": f"{_RESOURCES}.jobs",
            "Org": f"{_RESOURCES}.accounts",
            "OrgDeliveries": f"{_RESOURCES}.deliveries",
            "OrgHooks": f"{_RESOURCES}.deliveries",
            "OrganizationSecrets": f"{_RESOURCES}.secrets",
            "OrganizationVariables": f"{_RESOURCES}.variables",
            "RepoDeliveries": f"{_RESOURCES}.deliveries",
            "RepoHooks": f"{_RESOURCES}.deliveries",
            "Runs": f"{_RESOURCES}.runs",
            "Secrets": f"{_RESOURCES}.secrets",
            "Variables": f"{_RESOURCES}.variables",
            "Workflows": f"{_RESOURCES}.workflows",
        },
    )

ResultT = TypeVar("ResultT")


class NamedRepository(Protocol):
    """A repository of a response, such as a :class:`~models.MinimalRepository`."""

    @property
    def full_name(self) -> str | None:
        """Owner and name."""
        ...


NameT = TypeVar("NameT", bound="str | NamedRepository")

_MAX_SHOWN: Final = 3  # names in a repr


class Repo(RepoResource):
    """One repository. Cheap to create; shares the connections of its client.

    Attributes:
        owner: The account that owns the repository, case-insensitive.
        repo: The repository's name without ``.git``, case-insensitive.
    """

    __slots__ = ()

    @property
    def runs(self) -> "Runs":
        """Workflow runs, to list, wait for, cancel, rerun, read and delete."""
        from aioghactions._resources.runs import Runs

        return Runs(self._pipeline, self.owner, self.repo)

    @property
    def jobs(self) -> "Jobs":
        """Jobs of workflow runs, and their logs."""
        from aioghactions._resources.jobs import Jobs

        return Jobs(self._pipeline, self.owner, self.repo)

    @property
    def workflows(self) -> "Workflows":
        """Workflows, and how to run them."""
        from aioghactions._resources.workflows import Workflows

        return Workflows(self._pipeline, self.owner, self.repo)

    @property
    def artifacts(self) -> "Artifacts":
        """Artifacts that runs have uploaded."""
        from aioghactions._resources.artifacts import Artifacts

        return Artifacts(self._pipeline, self.owner, self.repo)

    @property
    def secrets(self) -> "Secrets":
        """Secrets that workflows of this repository may use."""
        from aioghactions._resources.secrets import Secrets

        return Secrets(self._pipeline, self.owner, self.repo)

    @property
    def variables(self) -> "Variables":
        """Variables that workflows of this repository may use."""
        from aioghactions._resources.variables import Variables

        return Variables(self._pipeline, self.owner, self.repo)

    @property
    def caches(self) -> "RepoCaches":
        """Caches that jobs have saved."""
        from aioghactions._generated.resources.repo_caches import RepoCaches

        return RepoCaches(self._pipeline, self.owner, self.repo)

    @property
    def concurrency_groups(self) -> "RepoConcurrencyGroups":
        """Concurrency groups, and what holds them or waits for them."""
        from aioghactions._generated.resources.repo_concurrency_groups import (
            RepoConcurrencyGroups,
        )

        return RepoConcurrencyGroups(self._pipeline, self.owner, self.repo)

    @property
    def checks(self) -> "RepoChecks":
        """Check runs of commits, and their annotations."""
        from aioghactions._generated.resources.repo_checks import RepoChecks

        return RepoChecks(self._pipeline, self.owner, self.repo)

    @property
    def environments(self) -> "RepoEnvironments":
        """Environments that jobs deploy to, and their protection rules."""
        from aioghactions._generated.resources.repo_environments import RepoEnvironments

        return RepoEnvironments(self._pipeline, self.owner, self.repo)

    def environment(self, name: str) -> "Environment":
        """Return the handle of an environment: its secrets, variables and rules.

        Args:
            name: Its name, such as ``production``; any characters, slashes too.

        Raises:
            TypeError: The name is not a string.
            ValueError: The name is empty.
        """
        from aioghactions._resources.environment import Environment

        name = checks.text("name", name)
        return Environment(self._pipeline, self.owner, self.repo, name)

    @property
    def runners(self) -> "RepoRunners":
        """Self-hosted runners of this repository only."""
        from aioghactions._generated.resources.repo_runners import RepoRunners

        return RepoRunners(self._pipeline, self.owner, self.repo)

    @property
    def settings(self) -> "RepoSettings":
        """Settings of Actions, in groups such as ``permissions`` and ``retention``."""
        from aioghactions._generated.resources.repo_settings import RepoSettings

        return RepoSettings(self._pipeline, self.owner, self.repo)

    @property
    def hooks(self) -> "RepoHooks":
        """Webhooks of this repository, to redeliver events."""
        from aioghactions._resources.deliveries import RepoHooks

        return RepoHooks(self._pipeline, self.owner, self.repo)


@frozen(eq=False, repr=False)
class Repos(Generic[NameT]):
    """Many repositories, by name. The names are not checked before :meth:`each`."""

    _repo: Callable[[str], Repo] = field(repr=False)
    names: Iterable[NameT] | AsyncIterable[NameT]

    def __attrs_post_init__(self) -> None:
        if isinstance(self.names, str):
            raise TypeError(f"names must be a list; use [{self.names!r}] for one")

    def __repr__(self) -> str:
        if not isinstance(self.names, Collection):  # showing it would consume it
            return f"<Repos of a {type(self.names).__name__}>"
        names = (getattr(it, "full_name", it) for it in self.names)
        shown = ", ".join(map(str, islice(names, _MAX_SHOWN)))
        more = len(self.names) - _MAX_SHOWN
        return f"<Repos {shown}" + f" and {more} more" * (more > 0) + ">"

    def each(
        self,
        worker: Callable[[Repo], Awaitable[ResultT]],
        *,
        limit: int = 16,
        ordered: bool = False,
        fail_fast: bool = False,
        deadline: float | None = None,
    ) -> "FanOut[NameT, ResultT]":
        """Run ``worker`` over every repository, at most ``limit`` at once.

        A :func:`fan_out` whose items are the names or the repositories. For a name
        that is not valid, the outcome is ``Failed``; the others are not affected.

        Args:
            worker: Called once with the handle of each repository.
            limit: How many at once.
            ordered: Yield the outcomes in the order of the names.
            fail_fast: Raise the first failure instead of yielding it.
            deadline: Seconds for the whole block. Default: no limit.

        Example:
            ::

                async with client.repos(names).each(newest) as outcomes:
                    async for outcome in outcomes:
                        match outcome:
                            case Done(name, run): ...
                            case Failed(name, error): ...
        """
        from aioghactions.fanout import fan_out

        async def work(name: NameT) -> ResultT:
            return await worker(self._repo(checks.repository_name(name)))

        return fan_out(
            work,
            self.names,
            limit=limit,
            ordered=ordered,
            fail_fast=fail_fast,
            deadline=deadline,
        )


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
