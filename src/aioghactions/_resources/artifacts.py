"""Artifacts: the documented operations, finding by name, and saving many."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aioghactions._core.threads import in_thread
from aioghactions._downloads import filenames
from aioghactions._downloads.kinds import MAX_ARTIFACT, has_zip_suffix
from aioghactions._generated import operations
from aioghactions._generated.resources.repo_artifacts import RepoArtifacts
from aioghactions._params.checks import between, integer, known, text
from aioghactions._resources.artifact_choice import ArtifactChoice
from aioghactions._resources.run_matcher import with_id
from aioghactions._resources.save_many import Folder, create_folder, save_each
from aioghactions.downloads import Download
from aioghactions.errors import (
    ArtifactNotFoundError,
    DownloadError,
    NotFoundError,
    UnsafeArchiveError,
)

if TYPE_CHECKING:
    from aioghactions._generated.models.artifact import Artifact
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_conclusion import (
        WorkflowRunConclusionArg,
    )
    from aioghactions.fanout import FanOut
    from aioghactions.pages import Pager

_MOST_ARTIFACTS: Final = 1_000


class Artifacts(RepoArtifacts):
    """Artifacts of a repository: list, find, download, save and delete them."""

    __slots__ = ()

    async def find(self, name: str, *, run_id: int | None = None) -> "Artifact | None":
        """Return the newest artifact of this name that is not expired, or None.

        Of several attempts of one run, that is the artifact of the last.

        Args:
            name: Its exact name.
            run_id: Only artifacts of this run.
        """
        artifacts = self.list(name=name)
        if run_id is not None:
            artifacts = self.list_for_run(run_id, name=name, direction="desc")
        async for page in artifacts.pages():
            # Older servers ignore the filter, and the order within a run.
            found = [it for it in page if it.name == name and not it.expired]
            if found:
                return max(found, key=_id)
        return None

    async def newest(
        self,
        name: str,
        *,
        branch: str | None = None,
        workflow: int | str | None = None,
        conclusion: "WorkflowRunConclusionArg | None" = None,
        forks: bool = False,
        most_runs: int = 50,
    ) -> "Artifact":
        """Return the newest artifact of this name from a run that fits.

        An artifact that has expired is never returned. One from a fork, where anybody
        may have made it and a branch may have any name, is only returned with
        ``forks``.

        Takes one request for every 100 artifacts of this name; with ``workflow`` or
        ``conclusion`` one more for each run until one fits, and with the name of a file
        one for its id. At most 1,000 artifacts are looked at.

        Args:
            name: Its exact name.
            branch: Only from runs of this branch.
            workflow: Only from runs of this workflow, by id or file name.
            conclusion: Only from runs with this conclusion, such as ``success``. That
                of the last attempt counts.
            forks: Accept artifacts of runs whose commit is in a fork, or whose origin
                is unknown because the run was deleted.
            most_runs: How many runs may be requested. Default 50.

        Raises:
            ArtifactNotFoundError: There is none; the message says what was looked
                through.
            NotFoundError: The repository or the workflow does not exist or is hidden.
            ValueError: ``most_runs`` is less than 1.

        Example:
            ::

                artifact = await repo.artifacts.newest(
                    "report", branch="main", workflow="ci.yml", conclusion="failure"
                )
                async with repo.artifacts.download(artifact.id) as archive:
                    await archive.extract("report")
        """
        between("most_runs", integer("most_runs", most_runs), 1)
        if conclusion is not None:
            from aioghactions._generated.models.workflow_run_conclusion import (  # noqa: PLC0415 - models are slow to import
                WorkflowRunConclusion,
            )

            conclusions = tuple(map(str, WorkflowRunConclusion))
            known(
                "conclusion", text("conclusion", conclusion), conclusions, stacklevel=3
            )
        workflow_id: int | None
        if isinstance(workflow, str):
            call = operations.get_workflow(self.owner, self.repo, workflow)
            workflow_id = (await self._pipeline.send(call)).id
        else:
            workflow_id = workflow
        choice = ArtifactChoice(name, branch, workflow, workflow_id, conclusion, forks)
        runs: dict[int, WorkflowRun | None] = {}
        async for page in self.list(name=name).pages():
            for artifact in sorted(page, key=_id, reverse=True):
                if await self._is_wanted(artifact, choice, runs, most_runs):
                    return artifact
            if choice.looked_at >= _MOST_ARTIFACTS:
                raise ArtifactNotFoundError(f"{choice.not_found()}; stopped there")
        raise ArtifactNotFoundError(choice.not_found())

    async def _is_wanted(
        self,
        artifact: "Artifact",
        choice: ArtifactChoice,
        runs: "dict[int, WorkflowRun | None]",
        most_runs: int,
    ) -> bool:
        run_id = choice.run_of(artifact)
        if run_id is None or not choice.needs_run:
            return run_id is not None
        if run_id not in runs:
            if len(runs) == most_runs:
                raise ArtifactNotFoundError(
                    f"{choice.not_found()}; stopped after most_runs={most_runs}"
                )
            runs[run_id] = await self._run(run_id)
        return choice.is_from(runs[run_id])

    async def _run(self, run_id: int) -> "WorkflowRun | None":
        """Return a run; None if it was deleted."""
        call = operations.get_workflow_run(self.owner, self.repo, run_id)
        try:
            return with_id(await self._pipeline.send(call), run_id)
        except NotFoundError:
            return None

    def save_all(
        self,
        artifacts: "Iterable[Artifact] | AsyncIterable[Artifact]",
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
        """Save many artifacts under their own names and verify their digests.

        The first artifact of a name gets it; another one gets its id appended. For the
        artifacts of one run, ``repo.runs.save_artifacts`` is shorter, and saves the
        newest of a name first.

        Args:
            artifacts: Any source, such as ``repo.artifacts.list_for_run(run_id)``.
            folder: Where to save them; created if missing, but not its parents.
            extract: Extract each into a separate folder instead of saving
                ``name.zip``. An artifact that is not a zip file is saved as it is.
            limit: How many at once.
            overwrite: Replace existing files.
            max_bytes: Largest size of an artifact in bytes. With ``extract``, of its
                extracted files. Default: 10 GiB, and 2 GiB with ``extract``.
            max_entries: With ``extract``, as for :meth:`Download.extract`.
            max_ratio: Likewise.
            portable: Likewise; names of artifacts are judged in the same way.
            progress: Called with an artifact, its bytes so far and in all.
        """

        async def save(content: Download, target: Path, **options: Any) -> Path:
            if extract and not content.is_zip:
                await in_thread(create_folder, target)
                await content.save(target / content.name, **options)
                return target
            if extract:
                await content.extract(
                    target,
                    max_bytes=2 * 2**30 if max_bytes is None else max_bytes,
                    max_entries=max_entries,
                    max_ratio=max_ratio,
                    portable=portable,
                    **options,
                )
                return target
            if content.is_zip and not has_zip_suffix(target.name):
                target = target.with_name(f"{target.name}.zip")
            return await content.save(target, **options)

        # An archive of small files is longer than they are.
        most = max_bytes if not extract or (max_bytes or 0) > MAX_ARTIFACT else None
        return save_each(
            artifacts,
            folder,
            partial(_file_name, set(), portable=portable),
            self._download,
            save,
            limit=limit,
            overwrite=overwrite,
            max_bytes=most,
            progress=progress,
        )

    def _download(self, artifact: "Artifact") -> Download:
        try:
            return self.download(artifact.id).expect(digest=artifact.digest or None)
        except ValueError as error:  # from the server, so not a mistake of the caller
            raise DownloadError(f"artifact {artifact.id}: {error}") from None


async def newest_first(artifacts: "Pager[Artifact]") -> "AsyncIterator[Artifact]":
    """Yield the artifacts of a run; a later attempt has higher ids."""
    for artifact in sorted(await artifacts.collect(), key=_id, reverse=True):
        yield artifact


def _id(artifact: "Artifact") -> int:
    return artifact.id


def _file_name(taken: set[str], artifact: "Artifact", *, portable: bool) -> str:
    """Return an unused name for ``artifact``, and add it to those ``taken``."""
    name = artifact.name
    if why := filenames.problem(name, portable=portable):
        raise UnsafeArchiveError(f"artifact {artifact.id} has an unsafe name: {why}")
    while taken & _file_keys(name):
        name = f"{name}-{artifact.id}"
    taken |= _file_keys(name)
    return name


def _file_keys(name: str) -> set[str]:
    """Return the file names that may be written: the download decides which one."""
    written = {name} if has_zip_suffix(name) else {name, f"{name}.zip"}
    # Portable, so that the same artifacts get the same names on every system.
    return {filenames.collision_key(each, portable=True) for each in written}
