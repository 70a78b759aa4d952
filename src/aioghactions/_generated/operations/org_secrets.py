# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Secrets of an organization."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from aioghactions._wire import body, limits, paths, query
from aioghactions._wire.call import Call, Operation, Returns

if TYPE_CHECKING:
    from aioghactions._generated.models.minimal_repository_page import (
        MinimalRepositoryPage,
    )
    from aioghactions._generated.models.organization_secret import OrganizationSecret
    from aioghactions._generated.models.organization_secret_page import (
        OrganizationSecretPage,
    )
    from aioghactions._generated.models.public_key import PublicKey
    from aioghactions._generated.models.visibility import VisibilityArg

LIST_ORG_SECRETS: Final[Operation[OrganizationSecretPage]] = Operation(
    id="list-org-secrets",
    method="GET",
    path="/orgs/{org}/actions/secrets",
    tag="org-secrets",
    name="list",
    answers={200: Returns("OrganizationSecretPage")},
    query=("per_page", "page"),
    items="secrets",
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#list-organization-secrets",
)


def list_org_secrets(
    org: str, *, per_page: int | None = None, page: int | None = None
) -> Call[OrganizationSecretPage]:
    """List the secrets of an organization.

    ``GET /orgs/{org}/actions/secrets``

    Takes ``org``, then the arguments of ``Org.secrets.list``. ``page`` counts from 1;
    the default of ``per_page`` is 30.

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/secrets#list-organization-secrets
    """
    return Call(
        operation=LIST_ORG_SECRETS,
        path=paths.fill(LIST_ORG_SECRETS.path, org=org),
        query=query.encode(
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
        ),
    )


GET_ORG_PUBLIC_KEY: Final[Operation[PublicKey]] = Operation(
    id="get-org-public-key",
    method="GET",
    path="/orgs/{org}/actions/secrets/public-key",
    tag="org-secrets",
    name="public_key",
    answers={200: Returns("PublicKey")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#get-an-organization-public-key",
)


def get_org_public_key(org: str) -> Call[PublicKey]:
    """Get the key to seal secrets of an organization with.

    ``GET /orgs/{org}/actions/secrets/public-key``

    Takes ``org``; see ``Org.secrets.public_key``.

    https://docs.github.com/rest/actions/secrets#get-an-organization-public-key
    """
    return Call(
        operation=GET_ORG_PUBLIC_KEY,
        path=paths.fill(GET_ORG_PUBLIC_KEY.path, org=org),
    )


GET_ORG_SECRET: Final[Operation[OrganizationSecret]] = Operation(
    id="get-org-secret",
    method="GET",
    path="/orgs/{org}/actions/secrets/{secret_name}",
    tag="org-secrets",
    name="get",
    answers={200: Returns("OrganizationSecret")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#get-an-organization-secret",
)


def get_org_secret(org: str, secret_name: str) -> Call[OrganizationSecret]:
    """Get a secret of an organization.

    ``GET /orgs/{org}/actions/secrets/{secret_name}``

    Takes ``org``, then the arguments of ``Org.secrets.get``.

    https://docs.github.com/rest/actions/secrets#get-an-organization-secret
    """
    return Call(
        operation=GET_ORG_SECRET,
        path=paths.fill(GET_ORG_SECRET.path, org=org, secret_name=secret_name),
    )


CREATE_OR_UPDATE_ORG_SECRET: Final[Operation[None]] = Operation(
    id="create-or-update-org-secret",
    method="PUT",
    path="/orgs/{org}/actions/secrets/{secret_name}",
    tag="org-secrets",
    name="create_or_update",
    answers={201: Returns(), 204: Returns()},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#create-or-update-an-organization-secret",
)


def create_or_update_org_secret(
    org: str,
    secret_name: str,
    *,
    visibility: VisibilityArg,
    encrypted_value: str | None = None,
    key_id: str | None = None,
    selected_repository_ids: Iterable[int] | None = None,
) -> Call[None]:
    """Set a secret of an organization.

    ``PUT /orgs/{org}/actions/secrets/{secret_name}``

    Takes ``org``, then the arguments of ``Org.secrets.create_or_update``.

    Raises:
        ValueError: ``encrypted_value`` is not what GitHub takes.

    https://docs.github.com/rest/actions/secrets#create-or-update-an-organization-secret
    """
    return Call(
        operation=CREATE_OR_UPDATE_ORG_SECRET,
        path=paths.fill(
            CREATE_OR_UPDATE_ORG_SECRET.path, org=org, secret_name=secret_name
        ),
        body=body.encode(
            visibility=visibility,
            encrypted_value=limits.matching(
                "encrypted_value",
                encrypted_value,
                "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$",
                "a sealed box in Base64, as secrets.set makes it of a plain value",
            ),
            key_id=key_id,
            selected_repository_ids=body.several(
                "selected_repository_ids", selected_repository_ids
            ),
        ),
    )


DELETE_ORG_SECRET: Final[Operation[None]] = Operation(
    id="delete-org-secret",
    method="DELETE",
    path="/orgs/{org}/actions/secrets/{secret_name}",
    tag="org-secrets",
    name="delete",
    answers={204: Returns()},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#delete-an-organization-secret",
)


def delete_org_secret(org: str, secret_name: str) -> Call[None]:
    """Delete a secret of an organization.

    ``DELETE /orgs/{org}/actions/secrets/{secret_name}``

    Takes ``org``, then the arguments of ``Org.secrets.delete``.

    https://docs.github.com/rest/actions/secrets#delete-an-organization-secret
    """
    return Call(
        operation=DELETE_ORG_SECRET,
        path=paths.fill(DELETE_ORG_SECRET.path, org=org, secret_name=secret_name),
    )


LIST_SELECTED_REPOS_FOR_ORG_SECRET: Final[Operation[MinimalRepositoryPage]] = Operation(
    id="list-selected-repos-for-org-secret",
    method="GET",
    path="/orgs/{org}/actions/secrets/{secret_name}/repositories",
    tag="org-secrets",
    name="list_repositories",
    answers={200: Returns("MinimalRepositoryPage")},
    query=("page", "per_page"),
    items="repositories",
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#list-selected-repositories-for-an-organization-secret",
)


def list_selected_repos_for_org_secret(
    org: str, secret_name: str, *, page: int | None = None, per_page: int | None = None
) -> Call[MinimalRepositoryPage]:
    """List the repositories that may use a secret.

    ``GET /orgs/{org}/actions/secrets/{secret_name}/repositories``

    Takes ``org``, then the arguments of ``Org.secrets.list_repositories``. ``page``
    counts from 1; the default of ``per_page`` is 30.

    Raises:
        ValueError: ``page`` or ``per_page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/secrets#list-selected-repositories-for-an-organization-secret
    """
    return Call(
        operation=LIST_SELECTED_REPOS_FOR_ORG_SECRET,
        path=paths.fill(
            LIST_SELECTED_REPOS_FOR_ORG_SECRET.path, org=org, secret_name=secret_name
        ),
        query=query.encode(
            page=limits.between("page", page, 1),
            per_page=limits.between("per_page", per_page, 1, 100),
        ),
    )


SET_SELECTED_REPOS_FOR_ORG_SECRET: Final[Operation[None]] = Operation(
    id="set-selected-repos-for-org-secret",
    method="PUT",
    path="/orgs/{org}/actions/secrets/{secret_name}/repositories",
    tag="org-secrets",
    name="set_repositories",
    answers={204: Returns()},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#set-selected-repositories-for-an-organization-secret",
)


def set_selected_repos_for_org_secret(
    org: str, secret_name: str, *, selected_repository_ids: Iterable[int]
) -> Call[None]:
    """Replace the repositories that may use a secret.

    ``PUT /orgs/{org}/actions/secrets/{secret_name}/repositories``

    Takes ``org``, then the arguments of ``Org.secrets.set_repositories``.

    https://docs.github.com/rest/actions/secrets#set-selected-repositories-for-an-organization-secret
    """
    return Call(
        operation=SET_SELECTED_REPOS_FOR_ORG_SECRET,
        path=paths.fill(
            SET_SELECTED_REPOS_FOR_ORG_SECRET.path, org=org, secret_name=secret_name
        ),
        body=body.encode(
            selected_repository_ids=body.several(
                "selected_repository_ids", selected_repository_ids
            )
        ),
    )


ADD_SELECTED_REPO_TO_ORG_SECRET: Final[Operation[None]] = Operation(
    id="add-selected-repo-to-org-secret",
    method="PUT",
    path="/orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}",
    tag="org-secrets",
    name="add_repository",
    answers={204: Returns()},
    refusals=(409,),
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#add-selected-repository-to-an-organization-secret",
)


def add_selected_repo_to_org_secret(
    org: str, secret_name: str, repository_id: int
) -> Call[None]:
    """Let one more repository use a secret.

    ``PUT /orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}``

    Takes ``org``, then the arguments of ``Org.secrets.add_repository``.

    https://docs.github.com/rest/actions/secrets#add-selected-repository-to-an-organization-secret
    """
    return Call(
        operation=ADD_SELECTED_REPO_TO_ORG_SECRET,
        path=paths.fill(
            ADD_SELECTED_REPO_TO_ORG_SECRET.path,
            org=org,
            secret_name=secret_name,
            repository_id=paths.number("repository_id", repository_id),
        ),
    )


REMOVE_SELECTED_REPO_FROM_ORG_SECRET: Final[Operation[None]] = Operation(
    id="remove-selected-repo-from-org-secret",
    method="DELETE",
    path="/orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}",
    tag="org-secrets",
    name="remove_repository",
    answers={204: Returns()},
    refusals=(409,),
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#remove-selected-repository-from-an-organization-secret",
)


def remove_selected_repo_from_org_secret(
    org: str, secret_name: str, repository_id: int
) -> Call[None]:
    """Let one repository use a secret no longer.

    ``DELETE /orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}``

    Takes ``org``, then the arguments of ``Org.secrets.remove_repository``.

    https://docs.github.com/rest/actions/secrets#remove-selected-repository-from-an-organization-secret
    """
    return Call(
        operation=REMOVE_SELECTED_REPO_FROM_ORG_SECRET,
        path=paths.fill(
            REMOVE_SELECTED_REPO_FROM_ORG_SECRET.path,
            org=org,
            secret_name=secret_name,
            repository_id=paths.number("repository_id", repository_id),
        ),
    )
