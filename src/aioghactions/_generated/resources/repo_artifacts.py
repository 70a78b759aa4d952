# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The handle ``RepoArtifacts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aioghactions._generated import operations
from aioghactions._request.resource import RepoResource
from aioghactions.downloads import Download
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.archive_format import ArchiveFormatArg
    from aioghactions._generated.models.artifact import Artifact
    from aioghactions._generated.models.sort_direction import SortDirectionArg


class RepoArtifacts(RepoResource):
    """Artifacts of workflow runs."""

    __slots__ = ()

    def list(self, *, per_page: int = 100, name: str | None = None) -> Pager[Artifact]:
        """List the artifacts of a repository.

        ``GET /repos/{owner}/{repo}/actions/artifacts``

        Artifacts of all runs, including expired ones, whose content is deleted.

        Args:
            per_page: Number of results on each page, at most 100.
            name: Only artifacts with exactly this name. Since GitHub Enterprise Server
                3.17.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/artifacts#list-artifacts-for-a-repository
        """
        call = operations.list_artifacts_for_repo(
            self.owner, self.repo, per_page=per_page, name=name
        )
        return Pager(self._pipeline, call)

    def list_for_run(
        self,
        run_id: int,
        *,
        per_page: int = 100,
        name: str | None = None,
        direction: SortDirectionArg | None = None,
    ) -> Pager[Artifact]:
        """List the artifacts of a run.

        ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts``

        Includes expired artifacts, whose content is deleted.

        Args:
            run_id: Id of the workflow run.
            per_page: Number of results on each page, at most 100.
            name: Only artifacts with exactly this name. Since GitHub Enterprise Server
                3.17.
            direction: ``desc`` for newest first, ``asc`` for oldest first. Default:
                ``desc``. Since GitHub Enterprise Server 3.17.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/artifacts#list-workflow-run-artifacts
        """
        call = operations.list_workflow_run_artifacts(
            self.owner,
            self.repo,
            run_id,
            per_page=per_page,
            name=name,
            direction=direction,
        )
        return Pager(self._pipeline, call)

    async def get(self, artifact_id: int) -> Artifact:
        """Get an artifact.

        ``GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}``

        Returns its metadata; ``Repo.artifacts.download`` returns its content.

        Args:
            artifact_id: Id of the artifact.

        Returns:
            The artifact.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/artifacts#get-an-artifact
        """
        call = operations.get_artifact(self.owner, self.repo, artifact_id)
        return await self._pipeline.send(call)

    async def delete(self, artifact_id: int) -> None:
        """Delete an artifact.

        ``DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}``

        The deletion is permanent.

        Args:
            artifact_id: Id of the artifact.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: write``.

        https://docs.github.com/rest/actions/artifacts#delete-an-artifact
        """
        call = operations.delete_artifact(self.owner, self.repo, artifact_id)
        await self._pipeline.send(call)

    def download(
        self, artifact_id: int, archive_format: ArchiveFormatArg = "zip"
    ) -> Download:
        """Download an artifact.

        ``GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}``

        Redirects to a zip archive. The URL expires after one minute and must be fetched
        without the token. The request needs a token even for public repositories.

        Args:
            artifact_id: Id of the artifact.
            archive_format: Format of the archive; must be ``zip``.

        Raises:
            GoneError: The artifact has expired and its content is deleted.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``.

        https://docs.github.com/rest/actions/artifacts#download-an-artifact
        """
        call = operations.download_artifact(
            self.owner, self.repo, artifact_id, archive_format
        )
        return Download(self._pipeline, call)
