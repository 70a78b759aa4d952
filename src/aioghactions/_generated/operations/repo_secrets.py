# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Secrets of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aioghactions._core.call import Call
from aioghactions._generated.operations.table import OPERATIONS
from aioghactions._params import body, checks, query
from aioghactions._params.calls import make_call

if TYPE_CHECKING:
    from aioghactions._generated.models.public_key import PublicKey
    from aioghactions._generated.models.secret import Secret
    from aioghactions._generated.models.secret_page import SecretPage


def list_repo_secrets(
    owner: str, repo: str, *, per_page: int | None = None, page: int | None = None
) -> Call[SecretPage]:
    """List the secrets of a repository.

    ``GET /repos/{owner}/{repo}/actions/secrets``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.secrets.list``. ``page``
    counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/secrets#list-repository-secrets

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-repo-secrets"],
        owner=owner,
        repo=repo,
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


def get_repo_public_key(owner: str, repo: str) -> Call[PublicKey]:
    """Get the public key for the secrets of a repository.

    ``GET /repos/{owner}/{repo}/actions/secrets/public-key``

    Takes ``owner``, ``repo``; see ``Repo.secrets.public_key``.
    https://docs.github.com/rest/actions/secrets#get-a-repository-public-key
    """
    return make_call(OPERATIONS["get-repo-public-key"], owner=owner, repo=repo)


def get_repo_secret(owner: str, repo: str, secret_name: str) -> Call[Secret]:
    """Get a secret of a repository.

    ``GET /repos/{owner}/{repo}/actions/secrets/{secret_name}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.secrets.get``.
    https://docs.github.com/rest/actions/secrets#get-a-repository-secret
    """
    return make_call(
        OPERATIONS["get-repo-secret"], owner=owner, repo=repo, secret_name=secret_name
    )


def create_or_update_repo_secret(
    owner: str, repo: str, secret_name: str, *, encrypted_value: str, key_id: str
) -> Call[None]:
    """Set a secret of a repository.

    ``PUT /repos/{owner}/{repo}/actions/secrets/{secret_name}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.secrets.create_or_update``.
    https://docs.github.com/rest/actions/secrets#create-or-update-a-repository-secret

    Raises:
        ValueError: ``encrypted_value`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["create-or-update-repo-secret"],
        owner=owner,
        repo=repo,
        secret_name=secret_name,
        body=body.encode(
            encrypted_value=checks.matching(
                "encrypted_value",
                encrypted_value,
                "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$",
                "a sealed box in Base64; secrets.set makes one from a plain value",
            ),
            key_id=key_id,
        ),
    )


def delete_repo_secret(owner: str, repo: str, secret_name: str) -> Call[None]:
    """Delete a secret of a repository.

    ``DELETE /repos/{owner}/{repo}/actions/secrets/{secret_name}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.secrets.delete``.
    https://docs.github.com/rest/actions/secrets#delete-a-repository-secret
    """
    return make_call(
        OPERATIONS["delete-repo-secret"],
        owner=owner,
        repo=repo,
        secret_name=secret_name,
    )
