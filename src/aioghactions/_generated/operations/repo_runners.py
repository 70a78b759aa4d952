# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Self-hosted runners of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aioghactions._core.call import Call
from aioghactions._generated.operations.table import OPERATIONS
from aioghactions._params import checks, paths, query
from aioghactions._params.calls import make_call

if TYPE_CHECKING:
    from aioghactions._generated.models.runner import Runner
    from aioghactions._generated.models.runner_application import RunnerApplication
    from aioghactions._generated.models.runner_page import RunnerPage
    from aioghactions._generated.models.runner_token import RunnerToken


def list_self_hosted_runners_for_repo(
    owner: str,
    repo: str,
    *,
    name: str | None = None,
    per_page: int | None = None,
    page: int | None = None,
) -> Call[RunnerPage]:
    """List the self-hosted runners of a repository.

    ``GET /repos/{owner}/{repo}/actions/runners``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runners.list``. ``page``
    counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/self-hosted-runners#list-self-hosted-runners-for-a-repository

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-self-hosted-runners-for-repo"],
        owner=owner,
        repo=repo,
        query=query.encode(
            name=name,
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


def list_runner_applications_for_repo(
    owner: str, repo: str
) -> Call[tuple[RunnerApplication, ...]]:
    """List the runner application for each platform.

    ``GET /repos/{owner}/{repo}/actions/runners/downloads``

    Takes ``owner``, ``repo``; see ``Repo.runners.list_applications``.
    https://docs.github.com/rest/actions/self-hosted-runners#list-runner-applications-for-a-repository
    """
    return make_call(
        OPERATIONS["list-runner-applications-for-repo"], owner=owner, repo=repo
    )


def create_registration_token_for_repo(owner: str, repo: str) -> Call[RunnerToken]:
    """Create a token that registers runners with a repository.

    ``POST /repos/{owner}/{repo}/actions/runners/registration-token``

    Takes ``owner``, ``repo``; see ``Repo.runners.create_registration_token``.
    https://docs.github.com/rest/actions/self-hosted-runners#create-a-registration-token-for-a-repository
    """
    return make_call(
        OPERATIONS["create-registration-token-for-repo"], owner=owner, repo=repo
    )


def create_remove_token_for_repo(owner: str, repo: str) -> Call[RunnerToken]:
    """Create a token that removes runners from a repository.

    ``POST /repos/{owner}/{repo}/actions/runners/remove-token``

    Takes ``owner``, ``repo``; see ``Repo.runners.create_remove_token``.
    https://docs.github.com/rest/actions/self-hosted-runners#create-a-remove-token-for-a-repository
    """
    return make_call(OPERATIONS["create-remove-token-for-repo"], owner=owner, repo=repo)


def get_self_hosted_runner_for_repo(
    owner: str, repo: str, runner_id: int
) -> Call[Runner]:
    """Get a self-hosted runner of a repository.

    ``GET /repos/{owner}/{repo}/actions/runners/{runner_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runners.get``.
    https://docs.github.com/rest/actions/self-hosted-runners#get-a-self-hosted-runner-for-a-repository
    """
    return make_call(
        OPERATIONS["get-self-hosted-runner-for-repo"],
        owner=owner,
        repo=repo,
        runner_id=paths.number("runner_id", runner_id),
    )


def delete_self_hosted_runner_from_repo(
    owner: str, repo: str, runner_id: int
) -> Call[None]:
    """Remove a self-hosted runner from a repository.

    ``DELETE /repos/{owner}/{repo}/actions/runners/{runner_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runners.delete``.
    https://docs.github.com/rest/actions/self-hosted-runners#delete-a-self-hosted-runner-from-a-repository
    """
    return make_call(
        OPERATIONS["delete-self-hosted-runner-from-repo"],
        owner=owner,
        repo=repo,
        runner_id=paths.number("runner_id", runner_id),
    )
