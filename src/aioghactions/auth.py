"""Where the token comes from."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class TokenProvider(Protocol):
    """Anything that can say which token to send."""

    async def token(self) -> str:
        """Return the token for the next request. Called before each one."""
        ...


class StaticToken:
    """A token that stays as it is; it shows in no repr."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = token

    def __repr__(self) -> str:
        return "<StaticToken>"

    async def token(self) -> str:
        """Return the token."""
        return self._token
