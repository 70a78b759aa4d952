# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Secrets of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aioghactions._wire import body, limits, paths, query
from aioghactions._wire.call import Call, Operation, Returns

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

    Takes ``owner``, ``repo``, then the arguments of ``Repo.secrets.list``. ``page``
    counts from 1; the default of ``per_page`` is 30.

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/secrets#list-repository-secrets
    """
    return Call(
        operation=LIST_REPO_SECRETS,
        path=paths.fill(LIST_REPO_SECRETS.path, owner=owner, repo=repo),
        query=query.encode(
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
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

    Takes ``owner``, ``repo``; see ``Repo.secrets.public_key``.

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

    Takes ``owner``, ``repo``, then the arguments of ``Repo.secrets.get``.

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

    Takes ``owner``, ``repo``, then the arguments of ``Repo.secrets.create_or_update``.

    Raises:
        ValueError: ``encrypted_value`` is not what GitHub takes.

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
            encrypted_value=limits.matching(
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

    Takes ``owner``, ``repo``, then the arguments of ``Repo.secrets.delete``.

    https://docs.github.com/rest/actions/secrets#delete-a-repository-secret
    """
    return Call(
        operation=DELETE_REPO_SECRET,
        path=paths.fill(
            DELETE_REPO_SECRET.path, owner=owner, repo=repo, secret_name=secret_name
        ),
    )
