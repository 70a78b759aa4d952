"""FakeGitHub: a GitHub that runs inside tests."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Literal, Self

from aioghactions._generated.operations import OPERATIONS
from aioghactions._runtime.clock import Clock, SystemClock
from aioghactions.testing import edition as editions
from aioghactions.testing import population
from aioghactions.testing._server.api import Api
from aioghactions.testing._server.front import Front
from aioghactions.testing._server.judge import Judge
from aioghactions.testing._server.listener import Listener
from aioghactions.testing._server.routing import Router
from aioghactions.testing._server.storage import Storage
from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.ids import sha
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.progress import Timings
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.world import World
from aioghactions.testing.faults import Fault, Script, Scripts
from aioghactions.testing.identity import Identity
from aioghactions.testing.journal import Journal, Observer, RecordedRequest
from aioghactions.testing.limits import Excess, Limits

_FULL_ACCESS = ("repo", "workflow", "admin:org")


class FakeGitHub:
    """A stateful GitHub on loopback that answers every documented operation.

    It listens while its ``async with`` block runs; it can be filled before.
    Logs and artifacts lie on a second origin, behind signed links that die
    after a minute.

    Args:
        edition: The edition to play. It lacks the operations, parameters and
            members that came later.
        prefix: Where the API is mounted: "" or ``/api/v3``; by default as the
            edition has it.
        clock: Whose time it is: runs progress, links and tokens die by it.
        timings: How runs progress that were started through the API; None if
            only ``run.advance()`` moves them.
        limits: GitHub's limits; None for a server without, as GitHub
            Enterprise Server is by default.
        observers: Called with each request and its answer.

    Attributes:
        token: A token that may do everything.
        world: The state of it all.
        storage: The second origin; ``storage.journal`` tells what reached it.
        skew: Seconds by which the server's clock is wrong.

    Example:
        ::

            async with FakeGitHub() as github:
                run = github.add_repo("octo-org/hello").add_run(status="queued")
                async with Client(github.token, base_url=github.url) as client:
                    await client.repo("octo-org/hello").runs.cancel(run.id)
                assert run.conclusion == "cancelled"
    """

    def __init__(
        self,
        *,
        edition: editions.EditionName = "github.com",
        prefix: str | None = None,
        clock: Clock | None = None,
        timings: Timings | None = Timings(),  # noqa: B008 - frozen
        limits: Limits | Literal["default"] | None = "default",
        observers: Iterable[Observer] = (),
    ) -> None:
        played = editions.find(edition)
        if limits == "default":
            limits = Limits() if played.is_cloud else None
        if prefix is None:
            prefix = "" if played.is_cloud else "/api/v3"
        self.world = World(clock or SystemClock(), timings)
        self.storage = Storage(self.world)
        self._scripts = Scripts()
        self._api = Api(
            world=self.world,
            edition=played,
            router=Router(OPERATIONS.values()),
            judge=Judge(limits),
            journal=Journal(observers=list(observers)),
            prefix=prefix,
            html="https://github.com" if played.is_cloud else "https://github.example",
            store=self.storage.link,
        )
        self._front, storage_front = (
            Front(origin=origin, world=self.world, scripts=self._scripts)
            for origin in (self._api, self.storage)
        )
        self._listener = Listener(self._front.serve)
        self._storage_listener = Listener(storage_front.serve)
        self.token = self.add_token(f"ghp_{sha('token')[:36]}")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on two free ports of the loopback address."""
        await self._listener.open()
        await self._storage_listener.open()
        self._api.base = self._listener.origin + self._api.prefix
        self.storage.origin = self._storage_listener.origin

    async def stop(self) -> None:
        """Listen no more; what was recorded stays."""
        await self._listener.close()
        await self._storage_listener.close()

    # --- filling it -----------------------------------------------------------

    def add_user(
        self,
        login: str,
        *,
        type: Literal["User", "Bot"] = "User",  # noqa: A002
    ) -> FakeUser:
        """Add an account; runs add the accounts that they name themselves."""
        number = self.world.ids.next("User")
        return self.world.enrol(FakeUser(login, number, type))

    def add_org(self, login: str) -> FakeOrganization:
        """Add an organisation, or return the one that is there."""
        known = self.world.organization(login)
        if known is not None:
            return known
        account = FakeUser(login, self.world.ids.next("User"), "Organization")
        self.world.enrol(account)
        org = FakeOrganization(account, self.world)
        self.world.organizations[login.lower()] = org
        return org

    def add_repo(self, full_name: str, *, private: bool = False) -> FakeRepository:
        """Add a repository.

        Args:
            full_name: ``octo-org/hello``. An owner that is not there yet becomes
                an organisation.
            private: Whether the public may not see it.

        Raises:
            ValueError: There is one of that name, or it is no such name.
        """
        owner, _, name = full_name.partition("/")
        if not owner or not name or "/" in name:
            raise ValueError(f"{full_name!r} is not owner/name")
        account = self.world.users.get(owner.lower()) or self.add_org(owner).account
        number, now = self.world.ids.next("Repository"), self.world.now()
        repo = FakeRepository(number, account, name, private, now, self.world)
        self.world.settle(repo)
        return repo

    def add_token(
        self,
        token: str,
        *,
        login: str = "octocat",
        scopes: Iterable[str] = _FULL_ACCESS,
        permissions: Mapping[str, str] | None = None,
    ) -> str:
        """Make ``token`` valid and return it.

        Args:
            token: What stands in the ``Authorization`` header.
            login: Whom it acts as.
            scopes: What it may do, as a classic token.
            permissions: Instead, what it may do as a fine-grained one, such as
                ``{"actions": "read"}``.
        """
        self._api.identities[token] = Identity(
            user=self.world.user(login),
            key=token,
            scopes=tuple(scopes) if permissions is None else None,
            permissions=permissions,
        )
        return token

    def revoke(self, token: str) -> None:
        """Make ``token`` invalid."""
        del self._api.identities[token]

    def populate(
        self, *, repositories: int = 40, runs_each: int = 100, seed: int = 1
    ) -> list[FakeRepository]:
        """Add plausible repositories with runs; the same for the same seed."""
        return population.populate(self, repositories, runs_each, seed)

    # --- what goes wrong ------------------------------------------------------

    def fail(
        self,
        operation: str = "*",
        *,
        repo: str = "",
        times: int | None = 1,
        after: int = 0,
        rate: float = 1.0,
        seed: int = 0,
        **fault: Any,
    ) -> Script:
        """Let something go wrong with requests to come.

        Args:
            operation: Id such as ``get-workflow-run``, ``storage`` for
                downloads, or ``*`` for whatever comes.
            repo: Only requests about the repository of this name.
            times: How often; None for always.
            after: How many requests go well before.
            rate: The share of the requests that it happens to.
            seed: Which of them, for a rate below 1.
            fault: What happens: the attributes of :class:`Fault`, such as
                ``status=502``, ``drop="after"``, ``stall="body"``.

        Returns:
            The script, whose ``hits`` tell how often it has happened.
        """
        return self._scripts.add(
            operation,
            Fault(**fault),
            repo=repo,
            times=times,
            after=after,
            rate=rate,
            seed=seed,
        )

    def recover(self) -> None:
        """Let nothing go wrong any more."""
        self._scripts.clear()

    @property
    def latency(self) -> float:
        """Seconds of the clock that every answer of the API takes."""
        return self._front.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._front.latency = seconds

    @property
    def skew(self) -> float:
        """Seconds by which the server's clock is wrong."""
        return self.world.skew

    @skew.setter
    def skew(self, seconds: float) -> None:
        self.world.skew = seconds

    # --- what it saw ----------------------------------------------------------

    @property
    def url(self) -> str:
        """Base address of the API, to be given to a client."""
        return self._api.base

    @property
    def repositories(self) -> list[FakeRepository]:
        """All repositories, the oldest first."""
        return list(self.world.repositories.values())

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request that reached the API, in order."""
        return self._api.journal.requests

    @property
    def counts(self) -> Counter[str]:
        """How many requests there were of each operation."""
        return self._api.journal.counts

    @property
    def most_in_flight(self) -> int:
        """The most requests that were ever being answered at once."""
        return self._api.journal.flight.most

    @property
    def excesses(self) -> list[Excess]:
        """The requests that exceeded a secondary limit."""
        return self._api.judge.excesses

    def forget(self) -> None:
        """Forget the requests that were recorded."""
        self._api.journal.clear()
        self.storage.journal.clear()
