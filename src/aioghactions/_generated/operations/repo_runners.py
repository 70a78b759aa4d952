# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Self-hosted runners of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aioghactions._wire import limits, paths, query
from aioghactions._wire.call import Call, Operation, Returns

if TYPE_CHECKING:
    from aioghactions._generated.models.runner import Runner
    from aioghactions._generated.models.runner_application import RunnerApplication
    from aioghactions._generated.models.runner_page import RunnerPage
    from aioghactions._generated.models.runner_token import RunnerToken

LIST_SELF_HOSTED_RUNNERS_FOR_REPO: Final[Operation[RunnerPage]] = Operation(
    id="list-self-hosted-runners-for-repo",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runners",
    tag="repo-runners",
    name="list",
    answers={200: Returns("RunnerPage")},
    query=("name", "per_page", "page"),
    items="runners",
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#list-self-hosted-runners-for-a-repository",
)


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

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/self-hosted-runners#list-self-hosted-runners-for-a-repository
    """
    return Call(
        operation=LIST_SELF_HOSTED_RUNNERS_FOR_REPO,
        path=paths.fill(LIST_SELF_HOSTED_RUNNERS_FOR_REPO.path, owner=owner, repo=repo),
        query=query.encode(
            name=name,
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
        ),
    )


LIST_RUNNER_APPLICATIONS_FOR_REPO: Final[Operation[tuple[RunnerApplication, ...]]] = (
    Operation(
        id="list-runner-applications-for-repo",
        method="GET",
        path="/repos/{owner}/{repo}/actions/runners/downloads",
        tag="repo-runners",
        name="list_applications",
        answers={200: Returns("RunnerApplication", many=True)},
        editions=("ghes-2.22",),
        since="ghes-2.22",
        docs="https://docs.github.com/rest/actions/self-hosted-runners#list-runner-applications-for-a-repository",
    )
)


def list_runner_applications_for_repo(
    owner: str, repo: str
) -> Call[tuple[RunnerApplication, ...]]:
    """List the runner application for each platform.

    ``GET /repos/{owner}/{repo}/actions/runners/downloads``

    Takes ``owner``, ``repo``; see ``Repo.runners.list_applications``.

    https://docs.github.com/rest/actions/self-hosted-runners#list-runner-applications-for-a-repository
    """
    return Call(
        operation=LIST_RUNNER_APPLICATIONS_FOR_REPO,
        path=paths.fill(LIST_RUNNER_APPLICATIONS_FOR_REPO.path, owner=owner, repo=repo),
    )


CREATE_REGISTRATION_TOKEN_FOR_REPO: Final[Operation[RunnerToken]] = Operation(
    id="create-registration-token-for-repo",
    method="POST",
    path="/repos/{owner}/{repo}/actions/runners/registration-token",
    tag="repo-runners",
    name="create_registration_token",
    answers={201: Returns("RunnerToken")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#create-a-registration-token-for-a-repository",
)


def create_registration_token_for_repo(owner: str, repo: str) -> Call[RunnerToken]:
    """Make a token that registers runners with a repository.

    ``POST /repos/{owner}/{repo}/actions/runners/registration-token``

    Takes ``owner``, ``repo``; see ``Repo.runners.create_registration_token``.

    https://docs.github.com/rest/actions/self-hosted-runners#create-a-registration-token-for-a-repository
    """
    return Call(
        operation=CREATE_REGISTRATION_TOKEN_FOR_REPO,
        path=paths.fill(
            CREATE_REGISTRATION_TOKEN_FOR_REPO.path, owner=owner, repo=repo
        ),
    )


CREATE_REMOVE_TOKEN_FOR_REPO: Final[Operation[RunnerToken]] = Operation(
    id="create-remove-token-for-repo",
    method="POST",
    path="/repos/{owner}/{repo}/actions/runners/remove-token",
    tag="repo-runners",
    name="create_remove_token",
    answers={201: Returns("RunnerToken")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#create-a-remove-token-for-a-repository",
)


def create_remove_token_for_repo(owner: str, repo: str) -> Call[RunnerToken]:
    """Make a token that removes runners from a repository.

    ``POST /repos/{owner}/{repo}/actions/runners/remove-token``

    Takes ``owner``, ``repo``; see ``Repo.runners.create_remove_token``.

    https://docs.github.com/rest/actions/self-hosted-runners#create-a-remove-token-for-a-repository
    """
    return Call(
        operation=CREATE_REMOVE_TOKEN_FOR_REPO,
        path=paths.fill(CREATE_REMOVE_TOKEN_FOR_REPO.path, owner=owner, repo=repo),
    )


GET_SELF_HOSTED_RUNNER_FOR_REPO: Final[Operation[Runner]] = Operation(
    id="get-self-hosted-runner-for-repo",
    method="GET",
    path="/repos/{owner}/{repo}/actions/runners/{runner_id}",
    tag="repo-runners",
    name="get",
    answers={200: Returns("Runner")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#get-a-self-hosted-runner-for-a-repository",
)


def get_self_hosted_runner_for_repo(
    owner: str, repo: str, runner_id: int
) -> Call[Runner]:
    """Get a self-hosted runner of a repository.

    ``GET /repos/{owner}/{repo}/actions/runners/{runner_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runners.get``.

    https://docs.github.com/rest/actions/self-hosted-runners#get-a-self-hosted-runner-for-a-repository
    """
    return Call(
        operation=GET_SELF_HOSTED_RUNNER_FOR_REPO,
        path=paths.fill(
            GET_SELF_HOSTED_RUNNER_FOR_REPO.path,
            owner=owner,
            repo=repo,
            runner_id=paths.number("runner_id", runner_id),
        ),
    )


DELETE_SELF_HOSTED_RUNNER_FROM_REPO: Final[Operation[None]] = Operation(
    id="delete-self-hosted-runner-from-repo",
    method="DELETE",
    path="/repos/{owner}/{repo}/actions/runners/{runner_id}",
    tag="repo-runners",
    name="delete",
    answers={204: Returns()},
    refusals=(422,),
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#delete-a-self-hosted-runner-from-a-repository",
)


def delete_self_hosted_runner_from_repo(
    owner: str, repo: str, runner_id: int
) -> Call[None]:
    """Remove a self-hosted runner from a repository.

    ``DELETE /repos/{owner}/{repo}/actions/runners/{runner_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.runners.delete``.

    https://docs.github.com/rest/actions/self-hosted-runners#delete-a-self-hosted-runner-from-a-repository
    """
    return Call(
        operation=DELETE_SELF_HOSTED_RUNNER_FROM_REPO,
        path=paths.fill(
            DELETE_SELF_HOSTED_RUNNER_FROM_REPO.path,
            owner=owner,
            repo=repo,
            runner_id=paths.number("runner_id", runner_id),
        ),
    )
