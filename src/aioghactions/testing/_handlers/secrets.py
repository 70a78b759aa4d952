"""What the secrets of repositories and of organizations have in common."""

import re
from typing import Final, TypeVar

from aioghactions.testing._handlers.lookup import Holder
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    HTTPError,
    Response,
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
from aioghactions.testing._state.variable import Entries, FakeVariable

T = TypeVar("T", bound=FakeVariable)

NAME: Final = re.compile(r"(?!GITHUB_)[A-Z_][A-Z0-9_]*", re.IGNORECASE)
LARGEST: Final = 48 * 1024  # bytes of a value


def public_key(request: Request, owner: Holder) -> Response:
    """Return the public key that secrets are sealed with."""
    del request
    try:
        key = owner.vault.public_key()
    except SealingUnavailableError as error:
        raise _unavailable(error) from None
    return ok({"key_id": owner.vault.key_id, "key": key})


def delete(request: Request, owner: Holder) -> Response:
    """Delete a secret."""
    del owner.vault.secrets[find(request, owner.vault).name]
    return no_content()


def sorted_by_name(entries: Entries[T]) -> list[T]:
    """Return the secrets or variables, sorted by name."""
    return sorted(entries.entries.values(), key=lambda entry: entry.name)


def find(request: Request, vault: Vault) -> FakeSecret:
    """Return the secret called ``secret_name``."""
    name = request.path["secret_name"]
    if name not in vault:
        raise not_found()
    return vault[name]


def unseal(request: Request, vault: Vault) -> str:
    """Return the plaintext of the sealed value in the body."""
    value, key_id = request.text("encrypted_value"), request.text("key_id")
    if not NAME.fullmatch(request.path["secret_name"]):
        raise invalid(message="Secret names can only contain [A-Z0-9_]")
    try:
        plaintext = vault.unseal(value, key_id)
    except NotSealedError:
        raise invalid(message="Bad request - encrypted_value or key_id") from None
    except SealingUnavailableError as error:
        raise _unavailable(error) from None
    if len(plaintext.encode()) > LARGEST:
        raise invalid(message="Secret is too large")
    return plaintext


def put_response(request: Request, *, created: bool) -> Response:
    """Return a 201 for a new secret, a 204 for an updated one."""
    return request.accepted(201) if created else no_content()


def _unavailable(error: SealingUnavailableError) -> HTTPError:
    # No client retries a 501, and the message names the package to install.
    return HTTPError(501, str(error))
