"""Secrets, and the key pair that they are sealed with."""

import binascii
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from attrs import define, field

from aioghactions.testing._state.variable import Entries, FakeVariable

if TYPE_CHECKING:
    from nacl.public import PrivateKey


class SealingUnavailableError(RuntimeError):
    """PyNaCl, which unseals secrets, is not installed."""


class NotSealedError(ValueError):
    """A value was not sealed with the current public key."""


@define(eq=False, kw_only=True)
class FakeSecret(FakeVariable):
    """One secret: a variable whose value, the plaintext, the repr omits."""

    value: str = field(repr=False)


@define(eq=False, kw_only=True)
class Vault(Entries[FakeSecret]):
    """The secrets of one repository, environment or organization, and their keys."""

    key_id: str
    _private_key: "PrivateKey | None" = field(default=None, repr=False)

    @property
    def secrets(self) -> dict[str, FakeSecret]:
        """All of them, by name in upper case."""
        return self.entries

    @staticmethod
    def _new(**values: Any) -> FakeSecret:
        return FakeSecret(**values)

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
