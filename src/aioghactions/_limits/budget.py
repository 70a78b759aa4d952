"""The interface of a budget that several processes share, and its values."""

from hashlib import blake2b
from typing import Final, Protocol
from urllib.parse import urlsplit

from attrs import frozen

from aioghactions.auth import AppAuth, TokenProvider

# Not secret: it keeps the hash of a token apart from other hashes of it.
_KEY: Final = b"aioghactions budget"


def budget_name(base_url: str, auth: str | AppAuth | TokenProvider | None) -> str:
    """Return the name of the budget of a token or installation at a host.

    It contains a keyed hash of the token, from which the token cannot be computed.

    Args:
        base_url: URL of the API.
        auth: As for the client; None for no token.

    Raises:
        ValueError: The tokens of a provider change, so they name no budget.
    """
    host = urlsplit(base_url).netloc
    if auth is None:
        return f"{host}/anonymous"
    if isinstance(auth, AppAuth):
        return f"{host}/installation-{auth.installation_id}"
    if isinstance(auth, str):
        digest = blake2b(auth.encode(), key=_KEY, digest_size=16).hexdigest()
        return f"{host}/token-{digest}"
    raise ValueError(
        "the budget needs a name, since a token provider may change its token: "
        'RedisBudget(..., name="nightly")'
    )


@frozen(kw_only=True)
class Seen:
    """What GitHub last said of a primary limit.

    Attributes:
        remaining: Lowest number of remaining requests in this window.
        reset: End of the window, in seconds since the epoch by GitHub's clock. It
            identifies the window.
        seconds: Time until the window is certainly over. Derived from the ``Date`` of
            the response, so no clock of a machine matters.
    """

    remaining: int
    reset: int
    seconds: float


@frozen(kw_only=True)
class Rate:
    """A secondary limit, which GitHub does not report: at most so many in any time.

    Attributes:
        limit: Number of units in any ``seconds``.
        seconds: Length of the window. A unit counts while it is held, and for this
            time after it was spent.
    """

    limit: int
    seconds: float


@frozen(kw_only=True)
class Lease:
    """Units of a budget that one process may spend.

    Attributes:
        granted: Number of units; of :meth:`BudgetStore.width`, requests in flight.
        seconds: How long they may be spent. Without any: when to ask again.
        cooldown: Seconds for which no process of the budget may send.
        members: Number of processes that share the budget.
        exhausted: Whether nothing is left until ``seconds`` are over.
        lost: Whether the store forgot what was leased before, in whole or in part.
    """

    granted: int
    seconds: float
    cooldown: float = 0.0
    members: int = 1
    exhausted: bool = False
    lost: bool = False


class BudgetStore(Protocol):
    """Counts for all processes that use one token or installation.

    A method raises ``BudgetUnavailableError`` if the store cannot be reached: the
    client then counts alone. It raises ``BudgetError`` if the call must fail.
    """

    @property
    def name(self) -> str | None:
        """The budget's name, or None to derive it from the client's token."""
        ...

    def member(self) -> "BudgetStore":
        """Return the store for one more client. Does no I/O."""
        ...

    async def lease(
        self,
        budget: str,
        resource: str,
        want: int,
        *,
        least: int = 1,
        rate: Rate | None = None,
        spent: int = 0,
        returned: int = 0,
        seen: Seen | None = None,
    ) -> Lease:
        """Return units of ``resource`` to spend, at most ``want``.

        Before that, count what has become of earlier units, as :meth:`settle` does.

        Args:
            budget: Name of the budget.
            resource: GitHub's name of a primary limit; of a secondary one, this
                library's.
            want: Most units to grant.
            least: Fewest units that are of use.
            rate: The secondary limit, or None for a primary one.
            spent: As in :meth:`settle`, like the next two; by default nothing.
            returned: Units that were not used.
            seen: What GitHub said, for a primary limit.
        """
        ...

    async def settle(
        self,
        budget: str,
        resource: str,
        spent: int,
        returned: int,
        seen: Seen | None,
        *,
        rate: Rate | None = None,
    ) -> None:
        """Report what has become of leased units; this process waits for no others.

        A report whose answer was lost may be repeated, here or in :meth:`lease`.

        Args:
            budget: Name of the budget.
            resource: As in :meth:`lease`.
            spent: Units of requests that have ended.
            returned: Units that were not used.
            seen: What GitHub said, for a primary limit.
            rate: As in :meth:`lease`.
        """
        ...

    async def hold(self, budget: str, seconds: float) -> None:
        """Let no process of the budget send for a time: GitHub asked for a pause."""
        ...

    async def width(self, budget: str, in_flight: int, most: int) -> Lease:
        """Return this process's share of the requests in flight.

        Args:
            budget: Name of the budget.
            in_flight: Most requests that this process has in flight until it
                receives the answer.
            most: Requests in flight of all processes together.
        """
        ...

    async def leave(self, budget: str) -> None:
        """Stop being a process of the budget, and release connections."""
        ...
