"""Handles: a repository, an organization, many repositories."""

from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Iterable
from itertools import islice
from typing import Final, TypeVar

from attrs import field, frozen

from aioghactions._generated.resources.org_runner_groups import OrgRunnerGroups
from aioghactions._generated.resources.org_runners import OrgRunners
from aioghactions._generated.resources.repo_runners import RepoRunners
from aioghactions._request.pipeline import Pipeline
from aioghactions._resources.artifacts import Artifacts
from aioghactions._resources.jobs import Jobs
from aioghactions._resources.runs import Runs
from aioghactions._resources.secrets import OrganizationSecrets, Secrets
from aioghactions._resources.workflows import Workflows
from aioghactions.fanout import FanOut, fan_out

__all__ = [
    "Artifacts",
    "Jobs",
    "Org",
    "OrganizationSecrets",
    "Repo",
    "Repos",
    "Runs",
    "Secrets",
    "Workflows",
]

ResultT = TypeVar("ResultT")

_SHOWN: Final = 3  # names in a repr


@frozen
class Repo:
    """One repository. Cheap to make; it holds no connection of its own.

    Attributes:
        owner: The account that owns the repository; case does not matter.
        repo: The repository's name without ``.git``; case does not matter.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    owner: str
    repo: str

    @property
    def runs(self) -> Runs:
        """Workflow runs, to list, watch over, cancel, run again and delete."""
        return Runs(self._pipeline, self.owner, self.repo)

    @property
    def jobs(self) -> Jobs:
        """Jobs of workflow runs, and their logs."""
        return Jobs(self._pipeline, self.owner, self.repo)

    @property
    def workflows(self) -> Workflows:
        """Workflow files, and starting them."""
        return Workflows(self._pipeline, self.owner, self.repo)

    @property
    def artifacts(self) -> Artifacts:
        """Files that runs have left."""
        return Artifacts(self._pipeline, self.owner, self.repo)

    @property
    def secrets(self) -> Secrets:
        """Encrypted values that workflows of this repository may read."""
        return Secrets(self._pipeline, self.owner, self.repo)

    @property
    def runners(self) -> RepoRunners:
        """Self-hosted runners of this repository alone."""
        return RepoRunners(self._pipeline, self.owner, self.repo)


@frozen
class Org:
    """One organization. Cheap to make; it holds no connection of its own.

    Attributes:
        org: The organization's name; case does not matter.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    org: str

    @property
    def secrets(self) -> OrganizationSecrets:
        """Encrypted values that workflows of several repositories may read."""
        return OrganizationSecrets(self._pipeline, self.org)

    @property
    def runners(self) -> OrgRunners:
        """Self-hosted runners of the organization."""
        return OrgRunners(self._pipeline, self.org)

    @property
    def runner_groups(self) -> OrgRunnerGroups:
        """Groups of self-hosted runners, and who may use them."""
        return OrgRunnerGroups(self._pipeline, self.org)


@frozen(repr=False)
class Repos:
    """Repositories by name; nothing is sent or looked at before :meth:`each`."""

    _repo: Callable[[str], Repo] = field(repr=False)
    names: Iterable[str] | AsyncIterable[str]

    def __attrs_post_init__(self) -> None:
        if isinstance(self.names, str):
            raise TypeError(f"names are several: write [{self.names!r}] for one")

    def __repr__(self) -> str:
        if not isinstance(self.names, Collection):  # looking would use it up
            return f"<Repos of a {type(self.names).__name__}>"
        shown = ", ".join(map(str, islice(self.names, _SHOWN)))
        more = len(self.names) - _SHOWN
        return f"<Repos {shown}" + f" and {more} more" * (more > 0) + ">"

    def each(
        self,
        worker: Callable[[Repo], Awaitable[ResultT]],
        *,
        limit: int = 16,
        ordered: bool = False,
        fail_fast: bool = False,
        deadline: float | None = None,
    ) -> FanOut[str, ResultT]:
        """Run ``worker`` over every repository, at most ``limit`` at once.

        A :func:`fan_out` whose items are the names, also those that are no name of a
        repository: these fail alone.

        Args:
            worker: Called once with the handle of each repository.
            limit: How many at once.
            ordered: Hand the outcomes over in the order of the names.
            fail_fast: Raise the first failure instead of handing it over.
            deadline: Seconds for the whole block. Default: no bound.

        Example:
            ::

                async with client.repos(names).each(newest) as outcomes:
                    async for outcome in outcomes:
                        match outcome:
                            case Done(name, run): ...
                            case Failed(name, error): ...
        """

        async def work(name: str) -> ResultT:
            return await worker(self._repo(name))

        return fan_out(
            work,
            self.names,
            limit=limit,
            ordered=ordered,
            fail_fast=fail_fast,
            deadline=deadline,
        )
