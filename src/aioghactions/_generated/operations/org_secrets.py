# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Secrets of an organization."""

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
    from aioghactions._generated.models.organization_secret import OrganizationSecret
    from aioghactions._generated.models.organization_secret_page import (
        OrganizationSecretPage,
    )
    from aioghactions._generated.models.public_key import PublicKey
    from aioghactions._generated.models.visibility import VisibilityArg


def list_org_secrets(
    org: str, *, per_page: int | None = None, page: int | None = None
) -> Call[OrganizationSecretPage]:
    """List the secrets of an organization.

    ``GET /orgs/{org}/actions/secrets``

    Takes ``org``, then the arguments of ``Org.secrets.list``. ``page`` counts from 1;
    the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/secrets#list-organization-secrets

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-org-secrets"],
        org=org,
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


def get_org_public_key(org: str) -> Call[PublicKey]:
    """Get the public key for the secrets of an organization.

    ``GET /orgs/{org}/actions/secrets/public-key``

    Takes ``org``; see ``Org.secrets.public_key``.
    https://docs.github.com/rest/actions/secrets#get-an-organization-public-key
    """
    return make_call(OPERATIONS["get-org-public-key"], org=org)


def get_org_secret(org: str, secret_name: str) -> Call[OrganizationSecret]:
    """Get a secret of an organization.

    ``GET /orgs/{org}/actions/secrets/{secret_name}``

    Takes ``org``, then the arguments of ``Org.secrets.get``.
    https://docs.github.com/rest/actions/secrets#get-an-organization-secret
    """
    return make_call(OPERATIONS["get-org-secret"], org=org, secret_name=secret_name)


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
    https://docs.github.com/rest/actions/secrets#create-or-update-an-organization-secret

    Raises:
        ValueError: ``encrypted_value`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["create-or-update-org-secret"],
        org=org,
        secret_name=secret_name,
        body=body.encode(
            visibility=visibility,
            encrypted_value=checks.matching(
                "encrypted_value",
                encrypted_value,
                "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$",
                "a sealed box in Base64; secrets.set makes one from a plain value",
            ),
            key_id=key_id,
            selected_repository_ids=body.as_list(
                "selected_repository_ids", selected_repository_ids
            ),
        ),
    )


def delete_org_secret(org: str, secret_name: str) -> Call[None]:
    """Delete a secret of an organization.

    ``DELETE /orgs/{org}/actions/secrets/{secret_name}``

    Takes ``org``, then the arguments of ``Org.secrets.delete``.
    https://docs.github.com/rest/actions/secrets#delete-an-organization-secret
    """
    return make_call(OPERATIONS["delete-org-secret"], org=org, secret_name=secret_name)


def list_selected_repos_for_org_secret(
    org: str, secret_name: str, *, page: int | None = None, per_page: int | None = None
) -> Call[MinimalRepositoryPage]:
    """List the repositories that may use a secret.

    ``GET /orgs/{org}/actions/secrets/{secret_name}/repositories``

    Takes ``org``, then the arguments of ``Org.secrets.list_repositories``. ``page``
    counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/secrets#list-selected-repositories-for-an-organization-secret

    Raises:
        ValueError: ``page`` or ``per_page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-selected-repos-for-org-secret"],
        org=org,
        secret_name=secret_name,
        query=query.encode(
            page=checks.between("page", page, 1),
            per_page=checks.between("per_page", per_page, 1, 100),
        ),
    )


def set_selected_repos_for_org_secret(
    org: str, secret_name: str, *, selected_repository_ids: Iterable[int]
) -> Call[None]:
    """Replace the repositories that may use a secret.

    ``PUT /orgs/{org}/actions/secrets/{secret_name}/repositories``

    Takes ``org``, then the arguments of ``Org.secrets.set_repositories``.
    https://docs.github.com/rest/actions/secrets#set-selected-repositories-for-an-organization-secret
    """
    return make_call(
        OPERATIONS["set-selected-repos-for-org-secret"],
        org=org,
        secret_name=secret_name,
        body=body.encode(
            selected_repository_ids=body.as_list(
                "selected_repository_ids", selected_repository_ids
            )
        ),
    )


def add_selected_repo_to_org_secret(
    org: str, secret_name: str, repository_id: int
) -> Call[None]:
    """Give a repository access to a secret.

    ``PUT /orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}``

    Takes ``org``, then the arguments of ``Org.secrets.add_repository``.
    https://docs.github.com/rest/actions/secrets#add-selected-repository-to-an-organization-secret
    """
    return make_call(
        OPERATIONS["add-selected-repo-to-org-secret"],
        org=org,
        secret_name=secret_name,
        repository_id=paths.number("repository_id", repository_id),
    )


def remove_selected_repo_from_org_secret(
    org: str, secret_name: str, repository_id: int
) -> Call[None]:
    """Revoke a repository's access to a secret.

    ``DELETE /orgs/{org}/actions/secrets/{secret_name}/repositories/{repository_id}``

    Takes ``org``, then the arguments of ``Org.secrets.remove_repository``.
    https://docs.github.com/rest/actions/secrets#remove-selected-repository-from-an-organization-secret
    """
    return make_call(
        OPERATIONS["remove-selected-repo-from-org-secret"],
        org=org,
        secret_name=secret_name,
        repository_id=paths.number("repository_id", repository_id),
    )
