"""Secrets, and the key pair that they are sealed with."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from nacl.public import PrivateKey


class SealingUnavailableError(RuntimeError):
    """PyNaCl, which unseals secrets, is not installed."""


class NotSealedError(ValueError):
    """A value was not sealed with the current public key."""


@define(eq=False)
class FakeSecret:
    """One secret.

    Attributes:
        name: The name in upper case.
        value: The plaintext, which the repr omits.
        created_at: When it was created.
        updated_at: When it was last updated.
        visibility: Which repositories may use the secret of an organization: ``all``,
            ``private`` or ``selected``.
        repositories: Ids of the selected repositories.
    """

    name: str
    value: str = field(repr=False)
    created_at: float
    updated_at: float
    visibility: str = "all"
    repositories: set[int] = field(factory=set[int])


@define(eq=False)
class Vault:
    """The secrets of one repository or organization, and their key pair."""

    key_id: str
    secrets: dict[str, FakeSecret] = field(factory=dict[str, FakeSecret])
    _private_key: "PrivateKey | None" = field(default=None, repr=False)

    def __getitem__(self, name: str) -> FakeSecret:
        return self.secrets[name.upper()]

    def __contains__(self, name: str) -> bool:
        return name.upper() in self.secrets

    def public_key(self) -> str:
        """Return the public key, in base64.

        Raises:
            SealingUnavailableError: PyNaCl is not installed.
        """
        return b64encode(bytes(self._pair().public_key)).decode()

    def rotate(self) -> None:
        """Replace the key pair; values sealed with the old one are rejected."""
        self.key_id = str(int(self.key_id) + 1)
        self._private_key = None

    def unseal(self, encrypted_value: str, key_id: str) -> str:
        """Return the plaintext of a sealed value.

        Raises:
            NotSealedError: It was not sealed with this key pair.
            SealingUnavailableError: PyNaCl is not installed.
        """
        pair = self._pair()
        from nacl.exceptions import CryptoError  # noqa: PLC0415 - optional
        from nacl.public import SealedBox  # noqa: PLC0415 - optional

        if key_id != self.key_id:
            raise NotSealedError(f"key_id {key_id} is not the current key")
        try:
            sealed = b64decode(encrypted_value, validate=True)
            return SealedBox(pair).decrypt(sealed).decode()
        except (binascii.Error, CryptoError, UnicodeDecodeError, ValueError):
            raise NotSealedError("the value cannot be unsealed") from None

    def put(
        self,
        name: str,
        value: str,
        now: float,
        *,
        visibility: str = "all",
        repositories: Iterable[int] = (),
    ) -> bool:
        """Set a secret, and return whether it is new."""
        known = self.secrets.get(name.upper())
        self.secrets[name.upper()] = FakeSecret(
            name=name.upper(),
            value=value,
            created_at=known.created_at if known else now,
            updated_at=now,
            visibility=visibility,
            repositories=set(repositories),
        )
        return known is None

    def _pair(self) -> "PrivateKey":
        if self._private_key is None:
            try:
                from nacl.public import PrivateKey  # noqa: PLC0415 - optional
            except ImportError:
                raise SealingUnavailableError(
                    "FakeGitHub unseals secrets with PyNaCl: "
                    "pip install 'aioghactions[secrets]'"
                ) from None
            self._private_key = PrivateKey.generate()
        return self._private_key
