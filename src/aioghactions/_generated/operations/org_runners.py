# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Self-hosted runners of an organization."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aioghactions._wire import limits, paths, query
from aioghactions._wire.call import Call, Operation, Returns

if TYPE_CHECKING:
    from aioghactions._generated.models.runner import Runner
    from aioghactions._generated.models.runner_application import RunnerApplication
    from aioghactions._generated.models.runner_page import RunnerPage
    from aioghactions._generated.models.runner_token import RunnerToken

LIST_SELF_HOSTED_RUNNERS_FOR_ORG: Final[Operation[RunnerPage]] = Operation(
    id="list-self-hosted-runners-for-org",
    method="GET",
    path="/orgs/{org}/actions/runners",
    tag="org-runners",
    name="list",
    answers={200: Returns("RunnerPage")},
    query=("name", "per_page", "page"),
    items="runners",
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#list-self-hosted-runners-for-an-organization",
)


def list_self_hosted_runners_for_org(
    org: str,
    *,
    name: str | None = None,
    per_page: int | None = None,
    page: int | None = None,
) -> Call[RunnerPage]:
    """List the self-hosted runners of an organization.

    ``GET /orgs/{org}/actions/runners``

    Takes ``org``, then the arguments of ``Org.runners.list``. ``page`` counts from 1;
    the default of ``per_page`` is 30.

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/self-hosted-runners#list-self-hosted-runners-for-an-organization
    """
    return Call(
        operation=LIST_SELF_HOSTED_RUNNERS_FOR_ORG,
        path=paths.fill(LIST_SELF_HOSTED_RUNNERS_FOR_ORG.path, org=org),
        query=query.encode(
            name=name,
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
        ),
    )


LIST_RUNNER_APPLICATIONS_FOR_ORG: Final[Operation[tuple[RunnerApplication, ...]]] = (
    Operation(
        id="list-runner-applications-for-org",
        method="GET",
        path="/orgs/{org}/actions/runners/downloads",
        tag="org-runners",
        name="list_applications",
        answers={200: Returns("RunnerApplication", many=True)},
        editions=("ghes-2.22",),
        since="ghes-2.22",
        docs="https://docs.github.com/rest/actions/self-hosted-runners#list-runner-applications-for-an-organization",
    )
)


def list_runner_applications_for_org(org: str) -> Call[tuple[RunnerApplication, ...]]:
    """List the runner application for each platform.

    ``GET /orgs/{org}/actions/runners/downloads``

    Takes ``org``; see ``Org.runners.list_applications``.

    https://docs.github.com/rest/actions/self-hosted-runners#list-runner-applications-for-an-organization
    """
    return Call(
        operation=LIST_RUNNER_APPLICATIONS_FOR_ORG,
        path=paths.fill(LIST_RUNNER_APPLICATIONS_FOR_ORG.path, org=org),
    )


CREATE_REGISTRATION_TOKEN_FOR_ORG: Final[Operation[RunnerToken]] = Operation(
    id="create-registration-token-for-org",
    method="POST",
    path="/orgs/{org}/actions/runners/registration-token",
    tag="org-runners",
    name="create_registration_token",
    answers={201: Returns("RunnerToken")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#create-a-registration-token-for-an-organization",
)


def create_registration_token_for_org(org: str) -> Call[RunnerToken]:
    """Make a token that registers runners with an organization.

    ``POST /orgs/{org}/actions/runners/registration-token``

    Takes ``org``; see ``Org.runners.create_registration_token``.

    https://docs.github.com/rest/actions/self-hosted-runners#create-a-registration-token-for-an-organization
    """
    return Call(
        operation=CREATE_REGISTRATION_TOKEN_FOR_ORG,
        path=paths.fill(CREATE_REGISTRATION_TOKEN_FOR_ORG.path, org=org),
    )


CREATE_REMOVE_TOKEN_FOR_ORG: Final[Operation[RunnerToken]] = Operation(
    id="create-remove-token-for-org",
    method="POST",
    path="/orgs/{org}/actions/runners/remove-token",
    tag="org-runners",
    name="create_remove_token",
    answers={201: Returns("RunnerToken")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#create-a-remove-token-for-an-organization",
)


def create_remove_token_for_org(org: str) -> Call[RunnerToken]:
    """Make a token that removes runners from an organization.

    ``POST /orgs/{org}/actions/runners/remove-token``

    Takes ``org``; see ``Org.runners.create_remove_token``.

    https://docs.github.com/rest/actions/self-hosted-runners#create-a-remove-token-for-an-organization
    """
    return Call(
        operation=CREATE_REMOVE_TOKEN_FOR_ORG,
        path=paths.fill(CREATE_REMOVE_TOKEN_FOR_ORG.path, org=org),
    )


GET_SELF_HOSTED_RUNNER_FOR_ORG: Final[Operation[Runner]] = Operation(
    id="get-self-hosted-runner-for-org",
    method="GET",
    path="/orgs/{org}/actions/runners/{runner_id}",
    tag="org-runners",
    name="get",
    answers={200: Returns("Runner")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#get-a-self-hosted-runner-for-an-organization",
)


def get_self_hosted_runner_for_org(org: str, runner_id: int) -> Call[Runner]:
    """Get a self-hosted runner of an organization.

    ``GET /orgs/{org}/actions/runners/{runner_id}``

    Takes ``org``, then the arguments of ``Org.runners.get``.

    https://docs.github.com/rest/actions/self-hosted-runners#get-a-self-hosted-runner-for-an-organization
    """
    return Call(
        operation=GET_SELF_HOSTED_RUNNER_FOR_ORG,
        path=paths.fill(
            GET_SELF_HOSTED_RUNNER_FOR_ORG.path,
            org=org,
            runner_id=paths.number("runner_id", runner_id),
        ),
    )


DELETE_SELF_HOSTED_RUNNER_FROM_ORG: Final[Operation[None]] = Operation(
    id="delete-self-hosted-runner-from-org",
    method="DELETE",
    path="/orgs/{org}/actions/runners/{runner_id}",
    tag="org-runners",
    name="delete",
    answers={204: Returns()},
    refusals=(422,),
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/self-hosted-runners#delete-a-self-hosted-runner-from-an-organization",
)


def delete_self_hosted_runner_from_org(org: str, runner_id: int) -> Call[None]:
    """Remove a self-hosted runner from an organization.

    ``DELETE /orgs/{org}/actions/runners/{runner_id}``

    Takes ``org``, then the arguments of ``Org.runners.delete``.

    https://docs.github.com/rest/actions/self-hosted-runners#delete-a-self-hosted-runner-from-an-organization
    """
    return Call(
        operation=DELETE_SELF_HOSTED_RUNNER_FROM_ORG,
        path=paths.fill(
            DELETE_SELF_HOSTED_RUNNER_FROM_ORG.path,
            org=org,
            runner_id=paths.number("runner_id", runner_id),
        ),
    )
