"""Seal values so that only GitHub can read them.

1. A plaintext stands in no repr, error, traceback or pickle: from the first line on it
   is inside a :class:`SecretValue`, and no function here has it in a local variable.
2. It is sealed for the key that GitHub names at that moment, or not sent at all.
"""

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from aioghactions._core.threads import in_thread
from aioghactions.errors import UnexpectedAnswerError, ValidationFailedError

if TYPE_CHECKING:
    from aioghactions._generated.models.public_key import PublicKey


class BadKeyError(ValueError):
    """Nothing can be sealed for this key."""


class SecretValue:
    """A value on its way to be sealed; nothing shows it."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "<Plaintext>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a plaintext is not pickled")

    def seal(self, public_key: str) -> str:
        """Return the value in a sealed box for ``public_key``, both in Base64.

        Raises:
            BadKeyError: The key is none.
            ModuleNotFoundError: The extra ``secrets`` is not installed.
            TypeError: The value is neither a string nor bytes.
            ValueError: The value is no valid Unicode.
        """
        box = _box(public_key)
        if not self._is_valid():
            raise ValueError("a secret must be valid Unicode, or bytes")
        try:
            # 50 µs, for the longest value 80: not worth a thread.
            return b64encode(box.encrypt(self._bytes())).decode()
        except RuntimeError:
            pass  # said below, without the error: its frames hold the value
        raise BadKeyError("the public key is weak: nothing is sealed for it")

    def _is_valid(self) -> bool:
        try:
            self._bytes()
        except UnicodeEncodeError:  # holds the value
            return False
        return True

    def _bytes(self) -> bytes:
        if isinstance(self._value, str):
            return self._value.encode()
        if isinstance(self._value, bytes):
            return self._value
        kind = type(self._value).__name__
        raise TypeError(f"a secret is a string or bytes, not {kind}")


async def put(
    plain: SecretValue,
    *,
    fetch_key: "Callable[[], Awaitable[PublicKey]]",
    send: Callable[[str, str], Awaitable[None]],
) -> None:
    """Seal ``plain`` for the key in force, and send it with the key's id.

    Args:
        plain: The value.
        fetch_key: Asks GitHub for the key.
        send: Takes the sealed value and the key's id.

    Raises:
        GitHubActionsError: As ``fetch_key`` and ``send`` do.
        ModuleNotFoundError: The extra ``secrets`` is not installed.
        UnexpectedAnswerError: What GitHub sends as its key is none.
    """
    await in_thread(_pynacl)  # loading it takes 20 ms, once
    key = await fetch_key()
    try:
        await send(_sealed(plain, key), key.key_id)
    except ValidationFailedError:
        newer = await fetch_key()
        if newer == key:  # then it was not rotated, and something else is wrong
            raise
        await send(_sealed(plain, newer), newer.key_id)


def _sealed(plain: SecretValue, key: "PublicKey") -> str:
    try:
        return plain.seal(key.key)
    except BadKeyError as bad:
        problem = str(bad)
    raise UnexpectedAnswerError(f"the key to seal with, {key.key_id}: {problem}")


def _box(public_key: str) -> Any:
    nacl = _pynacl()
    try:
        return nacl.SealedBox(nacl.PublicKey(b64decode(public_key, validate=True)))
    except (TypeError, ValueError):  # PyNaCl's own is both
        pass
    raise BadKeyError("the public key is not 32 bytes in Base64")


def _pynacl() -> Any:
    try:
        return import_module("nacl.public")
    except ModuleNotFoundError as missing:
        name = missing.name
    raise ModuleNotFoundError(
        "sealing secrets needs PyNaCl: pip install 'aioghactions[secrets]'", name=name
    )
