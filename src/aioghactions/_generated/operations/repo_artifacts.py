# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Artifacts of workflow runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aioghactions._core.call import Call
from aioghactions._generated.operations.table import OPERATIONS
from aioghactions._params import checks, paths, query
from aioghactions._params.calls import make_call

if TYPE_CHECKING:
    from aioghactions._core.call import Location
    from aioghactions._generated.models.archive_format import ArchiveFormatArg
    from aioghactions._generated.models.artifact import Artifact
    from aioghactions._generated.models.artifact_page import ArtifactPage
    from aioghactions._generated.models.sort_direction import SortDirectionArg


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
    https://docs.github.com/rest/actions/artifacts#list-artifacts-for-a-repository

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-artifacts-for-repo"],
        owner=owner,
        repo=repo,
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
            name=name,
        ),
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
    https://docs.github.com/rest/actions/artifacts#list-workflow-run-artifacts

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-workflow-run-artifacts"],
        owner=owner,
        repo=repo,
        run_id=paths.number("run_id", run_id),
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
            name=name,
            direction=direction,
        ),
    )


def get_artifact(owner: str, repo: str, artifact_id: int) -> Call[Artifact]:
    """Get an artifact.

    ``GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.artifacts.get``.
    https://docs.github.com/rest/actions/artifacts#get-an-artifact
    """
    return make_call(
        OPERATIONS["get-artifact"],
        owner=owner,
        repo=repo,
        artifact_id=paths.number("artifact_id", artifact_id),
    )


def delete_artifact(owner: str, repo: str, artifact_id: int) -> Call[None]:
    """Delete an artifact.

    ``DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.artifacts.delete``.
    https://docs.github.com/rest/actions/artifacts#delete-an-artifact
    """
    return make_call(
        OPERATIONS["delete-artifact"],
        owner=owner,
        repo=repo,
        artifact_id=paths.number("artifact_id", artifact_id),
    )


def download_artifact(
    owner: str, repo: str, artifact_id: int, archive_format: ArchiveFormatArg = "zip"
) -> Call[Location]:
    """Download an artifact.

    ``GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.artifacts.download``.
    https://docs.github.com/rest/actions/artifacts#download-an-artifact
    """
    return make_call(
        OPERATIONS["download-artifact"],
        owner=owner,
        repo=repo,
        artifact_id=paths.number("artifact_id", artifact_id),
        archive_format=archive_format,
    )
