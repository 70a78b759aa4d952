# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Groups of self-hosted runners of an organization."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aioghactions._core.call import Call
from aioghactions._generated.operations.table import OPERATIONS
from aioghactions._params import body, checks, paths, query
from aioghactions._params.calls import make_call

if TYPE_CHECKING:
    from aioghactions._generated.models.minimal_repository_page import (
        MinimalRepositoryPage,
    )
    from aioghactions._generated.models.runner_group import RunnerGroup
    from aioghactions._generated.models.runner_group_page import RunnerGroupPage
    from aioghactions._generated.models.runner_page import RunnerPage
    from aioghactions._generated.models.visibility import VisibilityArg


def list_self_hosted_runner_groups_for_org(
    org: str,
    *,
    per_page: int | None = None,
    page: int | None = None,
    visible_to_repository: str | None = None,
) -> Call[RunnerGroupPage]:
    """List the runner groups of an organization.

    ``GET /orgs/{org}/actions/runner-groups``

    Takes ``org``, then the arguments of ``Org.runner_groups.list``. ``page`` counts
    from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#list-self-hosted-runner-groups-for-an-organization

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-self-hosted-runner-groups-for-org"],
        org=org,
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
            visible_to_repository=visible_to_repository,
        ),
    )


def create_self_hosted_runner_group_for_org(
    org: str,
    *,
    name: str,
    visibility: VisibilityArg | None = None,
    selected_repository_ids: Iterable[int] | None = None,
    runners: Iterable[int] | None = None,
    allows_public_repositories: bool | None = None,
    restricted_to_workflows: bool | None = None,
    selected_workflows: Iterable[str] | None = None,
    network_configuration_id: str | None = None,
) -> Call[RunnerGroup]:
    """Create a runner group.

    ``POST /orgs/{org}/actions/runner-groups``

    Takes ``org``, then the arguments of ``Org.runner_groups.create``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#create-a-self-hosted-runner-group-for-an-organization
    """
    return make_call(
        OPERATIONS["create-self-hosted-runner-group-for-org"],
        org=org,
        body=body.encode(
            name=name,
            visibility=visibility,
            selected_repository_ids=body.as_list(
                "selected_repository_ids", selected_repository_ids
            ),
            runners=body.as_list("runners", runners),
            allows_public_repositories=allows_public_repositories,
            restricted_to_workflows=restricted_to_workflows,
            selected_workflows=body.as_list("selected_workflows", selected_workflows),
            network_configuration_id=network_configuration_id,
        ),
    )


def get_self_hosted_runner_group_for_org(
    org: str, runner_group_id: int
) -> Call[RunnerGroup]:
    """Get a runner group.

    ``GET /orgs/{org}/actions/runner-groups/{runner_group_id}``

    Takes ``org``, then the arguments of ``Org.runner_groups.get``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#get-a-self-hosted-runner-group-for-an-organization
    """
    return make_call(
        OPERATIONS["get-self-hosted-runner-group-for-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
    )


def update_self_hosted_runner_group_for_org(
    org: str,
    runner_group_id: int,
    *,
    name: str,
    visibility: VisibilityArg | None = None,
    allows_public_repositories: bool | None = None,
    restricted_to_workflows: bool | None = None,
    selected_workflows: Iterable[str] | None = None,
    network_configuration_id: str | None = None,
) -> Call[RunnerGroup]:
    """Update a runner group.

    ``PATCH /orgs/{org}/actions/runner-groups/{runner_group_id}``

    Takes ``org``, then the arguments of ``Org.runner_groups.update``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#update-a-self-hosted-runner-group-for-an-organization
    """
    return make_call(
        OPERATIONS["update-self-hosted-runner-group-for-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        body=body.encode(
            name=name,
            visibility=visibility,
            allows_public_repositories=allows_public_repositories,
            restricted_to_workflows=restricted_to_workflows,
            selected_workflows=body.as_list("selected_workflows", selected_workflows),
            network_configuration_id=network_configuration_id,
        ),
    )


def delete_self_hosted_runner_group_from_org(
    org: str, runner_group_id: int
) -> Call[None]:
    """Delete a runner group.

    ``DELETE /orgs/{org}/actions/runner-groups/{runner_group_id}``

    Takes ``org``, then the arguments of ``Org.runner_groups.delete``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#delete-a-self-hosted-runner-group-from-an-organization
    """
    return make_call(
        OPERATIONS["delete-self-hosted-runner-group-from-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
    )


def list_repo_access_to_self_hosted_runner_group_in_org(
    org: str,
    runner_group_id: int,
    *,
    page: int | None = None,
    per_page: int | None = None,
) -> Call[MinimalRepositoryPage]:
    """List the repositories that may use a runner group.

    ``GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories``

    Takes ``org``, then the arguments of ``Org.runner_groups.list_repositories``.
    ``page`` counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#list-repository-access-to-a-self-hosted-runner-group-in-an-organization

    Raises:
        ValueError: ``page`` or ``per_page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-repo-access-to-self-hosted-runner-group-in-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        query=query.encode(
            page=checks.between("page", page, 1),
            per_page=checks.between("per_page", per_page, 1, 100),
        ),
    )


def set_repo_access_to_self_hosted_runner_group_in_org(
    org: str, runner_group_id: int, *, selected_repository_ids: Iterable[int]
) -> Call[None]:
    """Replace the repositories that may use a runner group.

    ``PUT /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories``

    Takes ``org``, then the arguments of ``Org.runner_groups.set_repositories``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#set-repository-access-for-a-self-hosted-runner-group-in-an-organization
    """
    return make_call(
        OPERATIONS["set-repo-access-to-self-hosted-runner-group-in-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        body=body.encode(
            selected_repository_ids=body.as_list(
                "selected_repository_ids", selected_repository_ids
            )
        ),
    )


def add_repo_access_to_self_hosted_runner_group_in_org(
    org: str, runner_group_id: int, repository_id: int
) -> Call[None]:
    """Give a repository access to a runner group.

    ``PUT /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories/{repository_id}``

    Takes ``org``, then the arguments of ``Org.runner_groups.add_repository``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#add-repository-access-to-a-self-hosted-runner-group-in-an-organization
    """
    return make_call(
        OPERATIONS["add-repo-access-to-self-hosted-runner-group-in-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        repository_id=paths.number("repository_id", repository_id),
    )


def remove_repo_access_to_self_hosted_runner_group_in_org(
    org: str, runner_group_id: int, repository_id: int
) -> Call[None]:
    """Revoke a repository's access to a runner group.

    ``DELETE /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories/{repository_id}``

    Takes ``org``, then the arguments of ``Org.runner_groups.remove_repository``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#remove-repository-access-to-a-self-hosted-runner-group-in-an-organization
    """
    return make_call(
        OPERATIONS["remove-repo-access-to-self-hosted-runner-group-in-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        repository_id=paths.number("repository_id", repository_id),
    )


def list_self_hosted_runners_in_group_for_org(
    org: str,
    runner_group_id: int,
    *,
    per_page: int | None = None,
    page: int | None = None,
) -> Call[RunnerPage]:
    """List the runners of a runner group.

    ``GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners``

    Takes ``org``, then the arguments of ``Org.runner_groups.list_runners``. ``page``
    counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#list-self-hosted-runners-in-a-group-for-an-organization

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-self-hosted-runners-in-group-for-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


def set_self_hosted_runners_in_group_for_org(
    org: str, runner_group_id: int, *, runners: Iterable[int]
) -> Call[None]:
    """Replace the runners of a runner group.

    ``PUT /orgs/{org}/actions/runner-groups/{runner_group_id}/runners``

    Takes ``org``, then the arguments of ``Org.runner_groups.set_runners``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#set-self-hosted-runners-in-a-group-for-an-organization
    """
    return make_call(
        OPERATIONS["set-self-hosted-runners-in-group-for-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        body=body.encode(runners=body.as_list("runners", runners)),
    )


def add_self_hosted_runner_to_group_for_org(
    org: str, runner_group_id: int, runner_id: int
) -> Call[None]:
    """Move a runner into a runner group.

    ``PUT /orgs/{org}/actions/runner-groups/{runner_group_id}/runners/{runner_id}``

    Takes ``org``, then the arguments of ``Org.runner_groups.add_runner``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#add-a-self-hosted-runner-to-a-group-for-an-organization
    """
    return make_call(
        OPERATIONS["add-self-hosted-runner-to-group-for-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        runner_id=paths.number("runner_id", runner_id),
    )


def remove_self_hosted_runner_from_group_for_org(
    org: str, runner_group_id: int, runner_id: int
) -> Call[None]:
    """Remove a runner from a runner group.

    ``DELETE /orgs/{org}/actions/runner-groups/{runner_group_id}/runners/{runner_id}``

    Takes ``org``, then the arguments of ``Org.runner_groups.remove_runner``.
    https://docs.github.com/rest/actions/self-hosted-runner-groups#remove-a-self-hosted-runner-from-a-group-for-an-organization
    """
    return make_call(
        OPERATIONS["remove-self-hosted-runner-from-group-for-org"],
        org=org,
        runner_group_id=paths.number("runner_group_id", runner_group_id),
        runner_id=paths.number("runner_id", runner_id),
    )
