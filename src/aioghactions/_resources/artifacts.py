"""Artifacts: the documented operations, finding by name, and saving many."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aioghactions._downloads import filenames
from aioghactions._generated.resources.repo_artifacts import RepoArtifacts
from aioghactions._resources.save_many import Folder, save_each
from aioghactions.downloads import Download
from aioghactions.errors import UnsafeArchiveError

if TYPE_CHECKING:
    from aioghactions._generated.models.artifact import Artifact
    from aioghactions.fanout import FanOut
    from aioghactions.pages import Pager


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

    def save_all(
        self,
        artifacts: "Iterable[Artifact] | AsyncIterable[Artifact]",
        folder: Folder,
        *,
        extract: bool = False,
        limit: int = 4,
        overwrite: bool = False,
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
            progress: Called with an artifact, its bytes so far and in all.
        """

        async def save(content: Download, target: Path, **options: Any) -> Path:
            if extract:
                await content.extract(target, **options)
                return target
            if content.is_zip:
                target = target.with_name(f"{target.name}.zip")
            return await content.save(target, **options)

        return save_each(
            artifacts,
            folder,
            partial(_file_name, set()),
            lambda it: self.download(it.id).expect(digest=it.digest),
            save,
            limit=limit,
            overwrite=overwrite,
            progress=progress,
        )


async def newest_first(artifacts: "Pager[Artifact]") -> "AsyncIterator[Artifact]":
    """Yield the artifacts of a run; a later attempt has higher ids."""
    for artifact in sorted(await artifacts.collect(), key=_id, reverse=True):
        yield artifact


def _id(artifact: "Artifact") -> int:
    return artifact.id


def _file_name(taken: set[str], artifact: "Artifact") -> str:
    """Return an unused name for ``artifact``, and add it to those ``taken``."""
    name = artifact.name
    if why := filenames.problem(name):
        raise UnsafeArchiveError(f"artifact {artifact.id} has an unsafe name: {why}")
    while taken & _file_keys(name):
        name = f"{name}-{artifact.id}"
    taken |= _file_keys(name)
    return name


def _file_keys(name: str) -> set[str]:
    """Return the file names that may be written: the download decides which one."""
    return {filenames.collision_key(name), filenames.collision_key(f"{name}.zip")}
