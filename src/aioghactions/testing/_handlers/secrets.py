"""What the secrets of repositories and of organizations have in common."""

import re
from typing import Final

from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import (
    RefusalError,
    Reply,
    invalid,
    no_content,
    not_found,
    ok,
)
from aioghactions.testing._state.secret import (
    FakeSecret,
    NotSealedError,
    SealingUnavailableError,
    Vault,
)

_NAME: Final = re.compile(r"(?!GITHUB_)[A-Z_][A-Z0-9_]*", re.IGNORECASE)
_LARGEST: Final = 48 * 1024  # bytes of a secret's plaintext


def public_key(vault: Vault) -> Reply:
    """Answer with the key to seal secrets with."""
    try:
        key = vault.public_key()
    except SealingUnavailableError as error:
        raise _unavailable(error) from None
    return ok({"key_id": vault.key_id, "key": key})


def in_order(vault: Vault) -> list[FakeSecret]:
    """Return the secrets by name."""
    return sorted(vault.secrets.values(), key=lambda secret: secret.name)


def find(ask: Ask, vault: Vault) -> FakeSecret:
    """Return the secret that ``secret_name`` names."""
    name = ask.path["secret_name"]
    if name not in vault:
        raise not_found()
    return vault[name]


def delete(ask: Ask, vault: Vault) -> Reply:
    """Remove a secret."""
    del vault.secrets[find(ask, vault).name]
    return no_content()


def unseal(ask: Ask, vault: Vault) -> str:
    """Return the plaintext of the sealed value in the body."""
    value, key_id = ask.text("encrypted_value"), ask.text("key_id")
    if not _NAME.fullmatch(ask.path["secret_name"]):
        raise invalid(message="Secret names can only contain [A-Z0-9_]")
    try:
        plain = vault.unseal(value, key_id)
    except NotSealedError:
        raise invalid(message="Bad request - encrypted_value or key_id") from None
    except SealingUnavailableError as error:
        raise _unavailable(error) from None
    if len(plain.encode()) > _LARGEST:
        raise invalid(message="Secret is too large")
    return plain


def written(ask: Ask, *, new: bool) -> Reply:
    """Return 201 for a new secret, 204 for one that was there."""
    if not new:
        return no_content()
    return Reply(201, {} if ask.site.edition.has("ghes-3.12") else None)


def _unavailable(error: SealingUnavailableError) -> RefusalError:
    # 501 is retried by nobody, and the message says what to install.
    return RefusalError(501, str(error))
