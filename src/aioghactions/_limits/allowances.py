"""The allowances of one token, by resource."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import define

from aioghactions._core.call import Operation
from aioghactions._core.messages import RateLimit
from aioghactions._limits.bucket import Bucket
from aioghactions._limits.cooldown import Cooldown
from aioghactions._limits.rate_limit import CORE

# GitHub has about a dozen resources; a server that invents more shares one.
_MOST: Final = 32
_REGISTRATION: Final = "actions_runner_registration"


@define(eq=False)
class Resource:
    """What is left of one resource, and the door before it."""

    bucket: Bucket
    hold: Cooldown

    def close_if_spent(self, *, monotonic: float, jitter: float) -> None:
        """Close the door until the reset, and a little longer by chance, once."""
        if self.bucket.is_spent(monotonic):
            self.hold.close(self.bucket.opens, late=jitter * self.hold.spread)


class Resources:
    """Finds the allowance of an operation, which only answers can name."""

    def __init__(self, *, guarded: bool, spread: float) -> None:
        """Know none yet.

        Args:
            guarded: Whether the server has limits as far as is known.
            spread: For how many seconds a door opens slowly.
        """
        self._guarded, self._spread = guarded, spread
        self._by_name: dict[str, Resource] = {}
        self._named: dict[str, str] = {}

    def __getitem__(self, name: str) -> Resource:
        known = self._by_name.get(name)
        if known is None:
            bucket = Bucket(guarded=self._guarded)
            known = self._by_name[name] = Resource(bucket, Cooldown(self._spread))
        return known

    def __len__(self) -> int:
        return len(self._by_name)

    def known(self) -> Mapping[str, RateLimit]:
        """Return what the server last said, by resource."""
        return {
            name: allowance.bucket.known
            for name, allowance in self._by_name.items()
            if allowance.bucket.known is not None
        }

    def resource_of(self, operation: Operation[Any]) -> str:
        """Return whose allowance ``operation`` takes from, as far as is known."""
        if (named := self._named.get(operation.id)) is not None:
            return named
        registers = operation.path.endswith("/registration-token")
        return _REGISTRATION if registers else CORE

    def learn(self, operation: str, resource: str) -> str:
        """Note the resource that an answer names.

        Returns:
            The name under which it is kept.
        """
        has_room = resource in self._by_name or len(self) < _MOST
        self._named[operation] = resource if has_room else CORE
        return self._named[operation]
