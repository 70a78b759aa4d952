# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Secrets of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aioghactions._core.call import Call, Operation, Returns
from aioghactions._params import body, checks, paths, query

if TYPE_CHECKING:
    from aioghactions._generated.models.public_key import PublicKey
    from aioghactions._generated.models.secret import Secret
    from aioghactions._generated.models.secret_page import SecretPage

LIST_REPO_SECRETS: Final[Operation[SecretPage]] = Operation(
    id="list-repo-secrets",
    method="GET",
    path="/repos/{owner}/{repo}/actions/secrets",
    tag="repo-secrets",
    name="list",
    answers={200: Returns("SecretPage")},
    query=("per_page", "page"),
    items="secrets",
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#list-repository-secrets",
)


def list_repo_secrets(
    owner: str, repo: str, *, per_page: int | None = None, page: int | None = None
) -> Call[SecretPage]:
    """List the secrets of a repository.

    ``GET /repos/{owner}/{repo}/actions/secrets``

    Names and dates; values are never given back.

    Args:
        owner: Account that owns the repository; capital and small letters are the same.
        repo: Name of the repository without ``.git``; capital and small letters are the
            same.
        per_page: How many results a page holds, at most 100. Default: ``30``.
        page: Which page, from 1. Default: ``1``.

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    On all editions. Needs the classic scope ``repo`` or the fine-grained permission
    ``secrets: read``.

    https://docs.github.com/rest/actions/secrets#list-repository-secrets
    """
    return Call(
        operation=LIST_REPO_SECRETS,
        path=paths.fill(LIST_REPO_SECRETS.path, owner=owner, repo=repo),
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


GET_REPO_PUBLIC_KEY: Final[Operation[PublicKey]] = Operation(
    id="get-repo-public-key",
    method="GET",
    path="/repos/{owner}/{repo}/actions/secrets/public-key",
    tag="repo-secrets",
    name="public_key",
    answers={200: Returns("PublicKey")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#get-a-repository-public-key",
)


def get_repo_public_key(owner: str, repo: str) -> Call[PublicKey]:
    """Get the key to seal secrets of a repository with.

    ``GET /repos/{owner}/{repo}/actions/secrets/public-key``

    Values must be sealed with this key before they are sent. Any user with read access
    to the repository may have it.

    Args:
        owner: Account that owns the repository; capital and small letters are the same.
        repo: Name of the repository without ``.git``; capital and small letters are the
            same.

    On all editions. Needs the classic scope ``repo`` or the fine-grained permission
    ``secrets: read``.

    https://docs.github.com/rest/actions/secrets#get-a-repository-public-key
    """
    return Call(
        operation=GET_REPO_PUBLIC_KEY,
        path=paths.fill(GET_REPO_PUBLIC_KEY.path, owner=owner, repo=repo),
    )


GET_REPO_SECRET: Final[Operation[Secret]] = Operation(
    id="get-repo-secret",
    method="GET",
    path="/repos/{owner}/{repo}/actions/secrets/{secret_name}",
    tag="repo-secrets",
    name="get",
    answers={200: Returns("Secret")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#get-a-repository-secret",
)


def get_repo_secret(owner: str, repo: str, secret_name: str) -> Call[Secret]:
    """Get a secret of a repository.

    ``GET /repos/{owner}/{repo}/actions/secrets/{secret_name}``

    Name and dates; the value is never given back.

    Args:
        owner: Account that owns the repository; capital and small letters are the same.
        repo: Name of the repository without ``.git``; capital and small letters are the
            same.
        secret_name: Name of the secret.

    On all editions. Needs the classic scope ``repo`` or the fine-grained permission
    ``secrets: read``.

    https://docs.github.com/rest/actions/secrets#get-a-repository-secret
    """
    return Call(
        operation=GET_REPO_SECRET,
        path=paths.fill(
            GET_REPO_SECRET.path, owner=owner, repo=repo, secret_name=secret_name
        ),
    )


CREATE_OR_UPDATE_REPO_SECRET: Final[Operation[None]] = Operation(
    id="create-or-update-repo-secret",
    method="PUT",
    path="/repos/{owner}/{repo}/actions/secrets/{secret_name}",
    tag="repo-secrets",
    name="create_or_update",
    answers={201: Returns(), 204: Returns()},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#create-or-update-a-repository-secret",
)


def create_or_update_repo_secret(
    owner: str, repo: str, secret_name: str, *, encrypted_value: str, key_id: str
) -> Call[None]:
    """Set a secret of a repository.

    ``PUT /repos/{owner}/{repo}/actions/secrets/{secret_name}``

    Creates the secret, or replaces its value. The value is sealed with the repository's
    public key (a libsodium sealed box) and sent in Base64.

    Args:
        owner: Account that owns the repository; capital and small letters are the same.
        repo: Name of the repository without ``.git``; capital and small letters are the
            same.
        secret_name: Name of the secret.
        encrypted_value: The value in a libsodium sealed box for the public key of the
            repository, in Base64.
        key_id: Which public key sealed it.

    Raises:
        ValueError: ``encrypted_value`` is not what GitHub takes.

    On all editions. Needs the classic scope ``repo`` or the fine-grained permission
    ``secrets: write``.

    https://docs.github.com/rest/actions/secrets#create-or-update-a-repository-secret
    """
    return Call(
        operation=CREATE_OR_UPDATE_REPO_SECRET,
        path=paths.fill(
            CREATE_OR_UPDATE_REPO_SECRET.path,
            owner=owner,
            repo=repo,
            secret_name=secret_name,
        ),
        body=body.encode(
            encrypted_value=checks.matching(
                "encrypted_value",
                encrypted_value,
                "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$",
                "a sealed box in Base64, as secrets.set makes it of a plain value",
            ),
            key_id=key_id,
        ),
    )


DELETE_REPO_SECRET: Final[Operation[None]] = Operation(
    id="delete-repo-secret",
    method="DELETE",
    path="/repos/{owner}/{repo}/actions/secrets/{secret_name}",
    tag="repo-secrets",
    name="delete",
    answers={204: Returns()},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/secrets#delete-a-repository-secret",
)


def delete_repo_secret(owner: str, repo: str, secret_name: str) -> Call[None]:
    """Delete a secret of a repository.

    ``DELETE /repos/{owner}/{repo}/actions/secrets/{secret_name}``

    Workflows that use it then see an empty string.

    Args:
        owner: Account that owns the repository; capital and small letters are the same.
        repo: Name of the repository without ``.git``; capital and small letters are the
            same.
        secret_name: Name of the secret.

    On all editions. Needs the classic scope ``repo`` or the fine-grained permission
    ``secrets: write``.

    https://docs.github.com/rest/actions/secrets#delete-a-repository-secret
    """
    return Call(
        operation=DELETE_REPO_SECRET,
        path=paths.fill(
            DELETE_REPO_SECRET.path, owner=owner, repo=repo, secret_name=secret_name
        ),
    )
