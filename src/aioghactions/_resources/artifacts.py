"""Many artifacts, and one by its name."""

from pathlib import Path

from aioghactions._downloads import filenames
from aioghactions._generated import operations
from aioghactions._generated.models.artifact import Artifact
from aioghactions._request.resource import RepoResource
from aioghactions._resources.save_many import (
    Folder,
    ProgressOf,
    Source,
    progress_of,
    save_each,
)
from aioghactions.downloads import Download
from aioghactions.errors import UnsafeArchiveError
from aioghactions.fanout import FanOut
from aioghactions.pages import Pager


class ArtifactDownloads(RepoResource):
    """What ``repo.artifacts`` can find and save."""

    __slots__ = ()

    async def find(self, name: str, *, run_id: int | None = None) -> Artifact | None:
        """Return the newest artifact of this name that has its content, or None.

        Args:
            name: Its exact name.
            run_id: Only artifacts of this run.
        """
        if run_id is None:
            call = operations.list_artifacts_for_repo(
                self.owner, self.repo, name=name, per_page=100
            )
        else:
            call = operations.list_workflow_run_artifacts(
                self.owner, self.repo, run_id, name=name, per_page=100
            )
        async for artifact in Pager(self._pipeline, call):
            # Older servers do not know the filter.
            if artifact.name == name and not artifact.expired:
                return artifact
        return None

    def save_all(
        self,
        artifacts: Source[Artifact],
        folder: Folder,
        *,
        extract: bool = False,
        limit: int = 4,
        overwrite: bool = False,
        progress: ProgressOf[Artifact] | None = None,
    ) -> FanOut[Artifact, Path]:
        """Save many artifacts, each under its own name, their checksums checked.

        The first artifact of a name gets it; another one, left by an earlier
        attempt of its run, gets its id behind it. For the artifacts of one run,
        ``repo.runs.save_artifacts`` is shorter.

        Args:
            artifacts: Any source, such as ``repo.artifacts.list_for_run(run_id)``.
            folder: Where to; made if it is not there, in a folder that is.
            extract: Unpack each into a folder of its own instead of saving
                ``name.zip``. What is no zip is saved and never unpacked.
            limit: How many at once.
            overwrite: Replace files that are already there.
            progress: Called with an artifact, its bytes so far and in all.
        """

        async def save(artifact: Artifact, target: Path) -> Path:
            call = operations.download_artifact(
                self.owner, self.repo, artifact.id, "zip"
            )
            download = Download(self._pipeline, call).expect(digest=artifact.digest)
            told = progress_of(artifact, progress)
            async with download as content:
                if extract:
                    await content.extract(target, overwrite=overwrite, progress=told)
                    return target
                if content.is_zip:
                    target = target.with_name(f"{target.name}.zip")
                return await content.save(target, overwrite=overwrite, progress=told)

        return save_each(artifacts, folder, _Names(), save, limit=limit)


class _Names:
    """File names of artifacts, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def __call__(self, artifact: Artifact) -> str:
        """Return a name for ``artifact`` that no other has, and take it.

        Raises:
            UnsafeArchiveError: Its own name would lead elsewhere, or is no file name.
        """
        name = artifact.name
        if why := filenames.problem(name):
            raise UnsafeArchiveError(
                f"artifact {artifact.id} has an unsafe name: {why}"
            )
        while self._taken & _forms(name):
            name = f"{name}-{artifact.id}"
        self._taken |= _forms(name)
        return name


def _forms(name: str) -> set[str]:
    """Return what it may be saved as: nobody knows before if it is a zip."""
    return {filenames.collision_key(name), filenames.collision_key(f"{name}.zip")}
