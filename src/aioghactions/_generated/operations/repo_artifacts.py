# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Artifacts that runs have kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aioghactions._wire import limits, paths, query
from aioghactions._wire.call import Call, Operation, Returns

if TYPE_CHECKING:
    from aioghactions._generated.models.archive_format import ArchiveFormatArg
    from aioghactions._generated.models.artifact import Artifact
    from aioghactions._generated.models.artifact_page import ArtifactPage
    from aioghactions._generated.models.sort_direction import SortDirectionArg
    from aioghactions._wire.location import Location

LIST_ARTIFACTS_FOR_REPO: Final[Operation[ArtifactPage]] = Operation(
    id="list-artifacts-for-repo",
    method="GET",
    path="/repos/{owner}/{repo}/actions/artifacts",
    tag="repo-artifacts",
    name="list",
    answers={200: Returns("ArtifactPage")},
    query=("per_page", "page", "name"),
    items="artifacts",
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/artifacts#list-artifacts-for-a-repository",
)


def list_artifacts_for_repo(
    owner: str,
    repo: str,
    *,
    per_page: int | None = None,
    page: int | None = None,
    name: str | None = None,
) -> Call[ArtifactPage]:
    """List the artifacts of a repository.

    ``GET /repos/{owner}/{repo}/actions/artifacts``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.artifacts.list``. ``page``
    counts from 1; the default of ``per_page`` is 30.

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/artifacts#list-artifacts-for-a-repository
    """
    return Call(
        operation=LIST_ARTIFACTS_FOR_REPO,
        path=paths.fill(LIST_ARTIFACTS_FOR_REPO.path, owner=owner, repo=repo),
        query=query.encode(
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
            name=name,
        ),
    )


LIST_WORKFLOW_RUN_ARTIFACTS: Final[Operation[ArtifactPage]] = Operation(
    id="list-workflow-run-artifacts",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts",
    tag="repo-artifacts",
    name="list_for_run",
    answers={200: Returns("ArtifactPage")},
    query=("per_page", "page", "name", "direction"),
    items="artifacts",
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/artifacts#list-workflow-run-artifacts",
)


def list_workflow_run_artifacts(
    owner: str,
    repo: str,
    run_id: int,
    *,
    per_page: int | None = None,
    page: int | None = None,
    name: str | None = None,
    direction: SortDirectionArg | None = None,
) -> Call[ArtifactPage]:
    """List the artifacts of a run.

    ``GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.artifacts.list_for_run``.
    ``page`` counts from 1; the default of ``per_page`` is 30.

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/artifacts#list-workflow-run-artifacts
    """
    return Call(
        operation=LIST_WORKFLOW_RUN_ARTIFACTS,
        path=paths.fill(
            LIST_WORKFLOW_RUN_ARTIFACTS.path,
            owner=owner,
            repo=repo,
            run_id=paths.number("run_id", run_id),
        ),
        query=query.encode(
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
            name=name,
            direction=direction,
        ),
    )


GET_ARTIFACT: Final[Operation[Artifact]] = Operation(
    id="get-artifact",
    method="GET",
    path="/repos/{owner}/{repo}/actions/artifacts/{artifact_id}",
    tag="repo-artifacts",
    name="get",
    answers={200: Returns("Artifact")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/artifacts#get-an-artifact",
)


def get_artifact(owner: str, repo: str, artifact_id: int) -> Call[Artifact]:
    """Get an artifact.

    ``GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.artifacts.get``.

    https://docs.github.com/rest/actions/artifacts#get-an-artifact
    """
    return Call(
        operation=GET_ARTIFACT,
        path=paths.fill(
            GET_ARTIFACT.path,
            owner=owner,
            repo=repo,
            artifact_id=paths.number("artifact_id", artifact_id),
        ),
    )


DELETE_ARTIFACT: Final[Operation[None]] = Operation(
    id="delete-artifact",
    method="DELETE",
    path="/repos/{owner}/{repo}/actions/artifacts/{artifact_id}",
    tag="repo-artifacts",
    name="delete",
    answers={204: Returns()},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/artifacts#delete-an-artifact",
)


def delete_artifact(owner: str, repo: str, artifact_id: int) -> Call[None]:
    """Delete an artifact.

    ``DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.artifacts.delete``.

    https://docs.github.com/rest/actions/artifacts#delete-an-artifact
    """
    return Call(
        operation=DELETE_ARTIFACT,
        path=paths.fill(
            DELETE_ARTIFACT.path,
            owner=owner,
            repo=repo,
            artifact_id=paths.number("artifact_id", artifact_id),
        ),
    )


DOWNLOAD_ARTIFACT: Final[Operation[Location]] = Operation(
    id="download-artifact",
    method="GET",
    path="/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
    tag="repo-artifacts",
    name="download",
    answers={302: Returns()},
    refusals=(410,),
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/artifacts#download-an-artifact",
)


def download_artifact(
    owner: str, repo: str, artifact_id: int, archive_format: ArchiveFormatArg = "zip"
) -> Call[Location]:
    """Download an artifact.

    ``GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.artifacts.download``.

    https://docs.github.com/rest/actions/artifacts#download-an-artifact
    """
    return Call(
        operation=DOWNLOAD_ARTIFACT,
        path=paths.fill(
            DOWNLOAD_ARTIFACT.path,
            owner=owner,
            repo=repo,
            artifact_id=paths.number("artifact_id", artifact_id),
            archive_format=archive_format,
        ),
    )
