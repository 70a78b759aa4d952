# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Self-hosted runners of an organization."""

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
    https://docs.github.com/rest/actions/self-hosted-runners#list-self-hosted-runners-for-an-organization

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-self-hosted-runners-for-org"],
        org=org,
        query=query.encode(
            name=name,
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


def list_runner_applications_for_org(org: str) -> Call[tuple[RunnerApplication, ...]]:
    """List the runner application for each platform.

    ``GET /orgs/{org}/actions/runners/downloads``

    Takes ``org``; see ``Org.runners.list_applications``.
    https://docs.github.com/rest/actions/self-hosted-runners#list-runner-applications-for-an-organization
    """
    return make_call(OPERATIONS["list-runner-applications-for-org"], org=org)


def create_registration_token_for_org(org: str) -> Call[RunnerToken]:
    """Create a token that registers runners with an organization.

    ``POST /orgs/{org}/actions/runners/registration-token``

    Takes ``org``; see ``Org.runners.create_registration_token``.
    https://docs.github.com/rest/actions/self-hosted-runners#create-a-registration-token-for-an-organization
    """
    return make_call(OPERATIONS["create-registration-token-for-org"], org=org)


def create_remove_token_for_org(org: str) -> Call[RunnerToken]:
    """Create a token that removes runners from an organization.

    ``POST /orgs/{org}/actions/runners/remove-token``

    Takes ``org``; see ``Org.runners.create_remove_token``.
    https://docs.github.com/rest/actions/self-hosted-runners#create-a-remove-token-for-an-organization
    """
    return make_call(OPERATIONS["create-remove-token-for-org"], org=org)


def get_self_hosted_runner_for_org(org: str, runner_id: int) -> Call[Runner]:
    """Get a self-hosted runner of an organization.

    ``GET /orgs/{org}/actions/runners/{runner_id}``

    Takes ``org``, then the arguments of ``Org.runners.get``.
    https://docs.github.com/rest/actions/self-hosted-runners#get-a-self-hosted-runner-for-an-organization
    """
    return make_call(
        OPERATIONS["get-self-hosted-runner-for-org"],
        org=org,
        runner_id=paths.number("runner_id", runner_id),
    )


def delete_self_hosted_runner_from_org(org: str, runner_id: int) -> Call[None]:
    """Remove a self-hosted runner from an organization.

    ``DELETE /orgs/{org}/actions/runners/{runner_id}``

    Takes ``org``, then the arguments of ``Org.runners.delete``.
    https://docs.github.com/rest/actions/self-hosted-runners#delete-a-self-hosted-runner-from-an-organization
    """
    return make_call(
        OPERATIONS["delete-self-hosted-runner-from-org"],
        org=org,
        runner_id=paths.number("runner_id", runner_id),
    )
