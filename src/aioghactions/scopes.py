"""Handles: a repository, an organization, many repositories, the token's account.

More than 400 lines, because each property has its documentation and its import.
"""

from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from attrs import field, frozen

from aioghactions._core.lazy import importer, public_names
from aioghactions._params import checks
from aioghactions._request.resource import (
    EnterpriseResource,
    EnvironmentResource,
    OrgResource,
    RepoResource,
)

if TYPE_CHECKING:
    from aioghactions._generated.models.minimal_repository import MinimalRepository
    from aioghactions._generated.models.organization_repository_type import (
        OrganizationRepositoryTypeArg,
    )
    from aioghactions._generated.models.repository_sort import RepositorySortArg
    from aioghactions._generated.models.sort_direction import SortDirectionArg
    from aioghactions._generated.resources.enterprise_runners import EnterpriseRunners
    from aioghactions._generated.resources.environment_branch_policies import (
        EnvironmentBranchPolicies,
    )
    from aioghactions._generated.resources.environment_protection_rules import (
        EnvironmentProtectionRules,
    )
    from aioghactions._generated.resources.org_caches import OrgCaches
    from aioghactions._generated.resources.org_runner_groups import OrgRunnerGroups
    from aioghactions._generated.resources.org_runners import OrgRunners
    from aioghactions._generated.resources.org_settings import OrgSettings
    from aioghactions._generated.resources.repo_caches import RepoCaches
    from aioghactions._generated.resources.repo_checks import RepoChecks
    from aioghactions._generated.resources.repo_concurrency_groups import (
        RepoConcurrencyGroups,
    )
    from aioghactions._generated.resources.repo_environments import RepoEnvironments
    from aioghactions._generated.resources.repo_runners import RepoRunners
    from aioghactions._generated.resources.repo_settings import RepoSettings
    from aioghactions._resources.artifacts import Artifacts
    from aioghactions._resources.deliveries import (
        AppDeliveries,
        OrgDeliveries,
        OrgHooks,
        RepoDeliveries,
        RepoHooks,
    )
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
    from aioghactions.pages import Pager

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
            "EnvironmentSecrets": f"{_RESOURCES}.secrets",
            "EnvironmentVariables": f"{_RESOURCES}.variables",
            "Jobs": f"{_RESOURCES}.jobs",
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


class Environment(EnvironmentResource):
    """One environment of a repository. Cheap to create, as the repository's handle.

    Attributes:
        owner: The account that owns the repository, case-insensitive.
        repo: The repository's name without ``.git``, case-insensitive.
        environment_name: The environment's name, case-insensitive.
    """

    __slots__ = ()

    @property
    def secrets(self) -> "EnvironmentSecrets":
        """Secrets that only jobs of this environment may use."""
        from aioghactions._resources.secrets import EnvironmentSecrets

        return EnvironmentSecrets(
            self._pipeline, self.owner, self.repo, self.environment_name
        )

    @property
    def variables(self) -> "EnvironmentVariables":
        """Variables that only jobs of this environment may use."""
        from aioghactions._resources.variables import EnvironmentVariables

        return EnvironmentVariables(
            self._pipeline, self.owner, self.repo, self.environment_name
        )

    @property
    def branch_policies(self) -> "EnvironmentBranchPolicies":
        """Patterns of branches and tags that may deploy."""
        from aioghactions._generated.resources.environment_branch_policies import (
            EnvironmentBranchPolicies,
        )

        return EnvironmentBranchPolicies(
            self._pipeline, self.owner, self.repo, self.environment_name
        )

    @property
    def protection_rules(self) -> "EnvironmentProtectionRules":
        """Custom protection rules, by which Apps approve deployments."""
        from aioghactions._generated.resources.environment_protection_rules import (
            EnvironmentProtectionRules,
        )

        return EnvironmentProtectionRules(
            self._pipeline, self.owner, self.repo, self.environment_name
        )


class Enterprise(EnterpriseResource):
    """One enterprise. Cheap to create; shares the connections of its client.

    Attributes:
        enterprise: The enterprise's name in URLs, case-insensitive.
    """

    __slots__ = ()

    @property
    def runners(self) -> "EnterpriseRunners":
        """Self-hosted runners of the enterprise."""
        from aioghactions._generated.resources.enterprise_runners import (
            EnterpriseRunners,
        )

        return EnterpriseRunners(self._pipeline, self.enterprise)


class Org(OrgResource):
    """One organization. Cheap to create; shares the connections of its client.

    Attributes:
        org: The organization's name, case-insensitive.
    """

    __slots__ = ()

    @property
    def secrets(self) -> "OrganizationSecrets":
        """Secrets that workflows of several repositories may use."""
        from aioghactions._resources.secrets import OrganizationSecrets

        return OrganizationSecrets(self._pipeline, self.org)

    @property
    def variables(self) -> "OrganizationVariables":
        """Variables that workflows of several repositories may use."""
        from aioghactions._resources.variables import OrganizationVariables

        return OrganizationVariables(self._pipeline, self.org)

    @property
    def caches(self) -> "OrgCaches":
        """Size of the caches of the organization."""
        from aioghactions._generated.resources.org_caches import OrgCaches

        return OrgCaches(self._pipeline, self.org)

    @property
    def runners(self) -> "OrgRunners":
        """Self-hosted runners of the organization."""
        from aioghactions._generated.resources.org_runners import OrgRunners

        return OrgRunners(self._pipeline, self.org)

    @property
    def runner_groups(self) -> "OrgRunnerGroups":
        """Groups of self-hosted runners, and the repositories that may use them."""
        from aioghactions._generated.resources.org_runner_groups import OrgRunnerGroups

        return OrgRunnerGroups(self._pipeline, self.org)

    @property
    def settings(self) -> "OrgSettings":
        """Settings of Actions, in groups such as ``permissions`` and ``retention``."""
        from aioghactions._generated.resources.org_settings import OrgSettings

        return OrgSettings(self._pipeline, self.org)

    @property
    def hooks(self) -> "OrgHooks":
        """Webhooks of the organization, to redeliver events."""
        from aioghactions._resources.deliveries import OrgHooks

        return OrgHooks(self._pipeline, self.org)

    def repositories(
        self,
        *,
        active_only: bool = False,
        type: "OrganizationRepositoryTypeArg | None" = None,  # noqa: A002
        sort: "RepositorySortArg | None" = None,
        direction: "SortDirectionArg | None" = None,
        per_page: int = 100,
    ) -> "Pager[MinimalRepository]":
        """List the repositories of the organization that the token may see.

        ``GET /orgs/{org}/repos``

        Pass the pager to :meth:`Client.repos` for a query over all of them.

        Args:
            active_only: Leave out archived and disabled repositories, which run no
                workflows. By default all are yielded.
            type: Which repositories. Default: ``all``.
            sort: Order of the repositories. Default: ``created``.
            direction: ``asc`` or ``desc``; by default ``asc`` for names and ``desc``
                for times.
            per_page: How many results to return on each page, at most 100.

        Raises:
            NotFoundError: The organization does not exist.
            ValueError: Invalid value for ``per_page``.

        https://docs.github.com/rest/repos/repos#list-organization-repositories
        """
        from aioghactions._resources.repositories import OrganizationRepositories

        return OrganizationRepositories(self._pipeline, self.org).repositories(
            active_only=active_only,
            type=type,
            sort=sort,
            direction=direction,
            per_page=per_page,
        )


@frozen(repr=False)
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
