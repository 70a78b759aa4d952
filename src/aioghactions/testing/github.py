"""FakeGitHub: a GitHub that runs inside tests."""

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Literal, Self

from aioghactions._core.clock import Clock, SystemClock
from aioghactions.testing import edition as editions
from aioghactions.testing import operation_ids
from aioghactions.testing._server.server import Server
from aioghactions.testing._state.ids import sha
from aioghactions.testing._state.progress import Timings
from aioghactions.testing._state.world import World
from aioghactions.testing.builder import Builder
from aioghactions.testing.faults import Fault, Script
from aioghactions.testing.identity import Identity
from aioghactions.testing.journal import Observer
from aioghactions.testing.limits import Limits
from aioghactions.testing.witness import Witness


class FakeGitHub(Builder, Witness):
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
        edition: The edition that is played; ``edition.has(operation.since)`` tells
            whether it has an operation.
        world: The state of it all; ``world.skew`` are the seconds by which the
            server's clock is wrong.

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
        self.edition = played
        super().__init__(World(clock or SystemClock(), timings))
        self._server = Server(self._directory, played, prefix, limits)
        self._server.api.journal.observers.extend(observers)
        self.token: str = self.add_token(f"ghp_{sha('token')[:36]}")

    def __repr__(self) -> str:
        place = self._server.api.base or "nowhere, not entered"
        return f"<FakeGitHub {self.edition.name} at {place}>"

    async def __aenter__(self) -> Self:
        await self._server.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        """Base address of the API, to be given to a client.

        Raises:
            RuntimeError: It does not listen yet.
        """
        if not self._server.api.base:
            raise RuntimeError(
                "this FakeGitHub does not listen: use it inside "
                "`async with FakeGitHub() as github:`"
            )
        return self._server.api.base

    # --- who may ask ----------------------------------------------------------

    def add_token(
        self,
        token: str,
        *,
        login: str = "octocat",
        scopes: Iterable[str] = ("repo", "workflow", "admin:org"),
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
        self._server.api.identities[token] = Identity(
            user=self.world.user(login),
            key=token,
            scopes=tuple(scopes) if permissions is None else None,
            permissions=permissions,
        )
        return token

    def revoke(self, token: str) -> None:
        """Make a token invalid: requests with it are answered by 401.

        Args:
            token: One that is valid.

        Raises:
            KeyError: It is not valid.
        """
        del self._server.api.identities[token]

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

        Raises:
            TypeError: A fault has no such attribute.
            ValueError: There is no such operation.
        """
        operation_ids.check(operation)
        when = {"repo": repo, "times": times, "after": after}
        scripts = self._server.scripts
        return scripts.add(operation, Fault(**fault), rate=rate, seed=seed, **when)

    def spend(self, requests: int, *, token: str = "", resource: str = "core") -> None:
        """Let another program use up some of a token's hour.

        Args:
            requests: How many requests it sends.
            token: Whose allowance it takes; by default that of ``self.token``.
            resource: Which allowance.
        """
        api, now = self._server.api, self.world.now()
        window = api.limiter.window(api.identities[token or self.token], resource, now)
        if window is not None:
            window.used += requests

    def recover(self) -> None:
        """Let nothing go wrong any more."""
        self._server.scripts.clear()

    @property
    def latency(self) -> float:
        """Seconds of the clock that every answer of the API takes."""
        return self._server.handler.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._server.handler.latency = seconds
