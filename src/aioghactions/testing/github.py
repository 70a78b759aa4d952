"""FakeGitHub, a fake server for tests."""

from collections.abc import Iterable, Mapping
from random import Random
from types import TracebackType
from typing import Any, Literal, Self

from aioghactions._core.clock import Clock, SystemClock
from aioghactions.testing import edition as editions, operation_ids
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._server.server import Server
from aioghactions.testing._state.app import FakeInstallation
from aioghactions.testing._state.hook import FakeHook
from aioghactions.testing._state.ids import sha
from aioghactions.testing._state.progress import Timings
from aioghactions.testing._state.world import World
from aioghactions.testing.builder import Builder
from aioghactions.testing.identity import Identity
from aioghactions.testing.journal import Observer
from aioghactions.testing.limits import Limits
from aioghactions.testing.script import Fault, Script
from aioghactions.testing.webhook import FakeWebhook
from aioghactions.testing.witness import Witness


class FakeGitHub(Builder, Witness):
    """A stateful fake of GitHub on loopback that implements all documented operations.

    It listens within its ``async with`` block; data can be added before. Logs and
    artifacts are on a second origin, under signed links that expire after a minute.

    Args:
        edition: The edition of GitHub, without the operations, parameters and
            members that were added later.
        prefix: The path prefix of the API, "" or ``/api/v3``; by default that of
            the edition.
        clock: The clock that determines the progress of runs and the expiry of
            links and tokens; by default the system clock.
        timings: How long the stages of runs last that are started through the API;
            None if only ``run.advance()`` changes their status.
        limits: The rate limits; None for none, which is the default of GitHub
            Enterprise Server.
        observers: Called with each request and its response.

    Attributes:
        token: A token with all permissions.
        edition: The edition; ``edition.has(operation.since)`` is whether it has an
            operation.
        world: The clock, ids and accounts; ``world.skew`` is the number of seconds by
            which the server's clock is wrong.

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
        chosen = editions.find(edition)
        if limits == "default":
            limits = Limits() if chosen.is_cloud else None
        if prefix is None:
            prefix = "" if chosen.is_cloud else "/api/v3"
        self.edition = chosen
        super().__init__(World(clock or SystemClock(), timings))
        self._server = Server(self._directory, chosen, prefix, limits)
        self._server.api.journal.observers.extend(observers)
        self.token: str = self.add_token(f"ghp_{sha('token')[:36]}")

    def __repr__(self) -> str:
        base = self._server.api.base
        state = f"at {base}" if base else "not started"
        return f"<FakeGitHub {self.edition.name} {state}>"

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
        """The base URL of the API.

        Raises:
            RuntimeError: The server is not started.
        """
        if not self._server.api.base:
            raise RuntimeError(
                "FakeGitHub is not started: use it inside "
                "`async with FakeGitHub() as github:`"
            )
        return self._server.api.base

    # --- tokens ---------------------------------------------------------------

    def add_token(
        self,
        token: str,
        *,
        login: str = "octocat",
        scopes: Iterable[str] = (
            *("repo", "workflow", "admin:org", "admin:org_hook"),
            "manage_runners:enterprise",
        ),
        permissions: Mapping[str, str] | None = None,
        installation: FakeInstallation | None = None,
        refused_for: float = 0.0,
    ) -> str:
        """Add a valid token, and return it.

        Args:
            token: The token.
            login: The account that it acts as.
            scopes: The scopes of a classic token.
            permissions: Instead of scopes, the permissions of a fine-grained token,
                such as ``{"actions": "read"}``.
            installation: The installation of an App whose token it is, as in a job of
                Actions; it has the permissions of the installation by default.
            refused_for: Seconds until the server accepts it: the servers of GitHub
                do not all know a new token at once.
        """
        if installation is not None and permissions is None:
            permissions = installation.permissions
        self._server.api.identities[token] = Identity(
            user=self.world.user(login),
            key=token,
            scopes=tuple(scopes) if permissions is None else None,
            permissions=permissions,
            installation=installation,
            valid_from=self.world.now() + refused_for if refused_for else 0.0,
        )
        return token

    def revoke(self, token: str) -> None:
        """Revoke a token: requests with it are answered with 401.

        Args:
            token: A valid token.

        Raises:
            KeyError: The token is not valid.
        """
        del self._server.api.identities[token]

    # --- webhooks -------------------------------------------------------------

    def deliver_to(
        self, url: str, secret: str, *, hook: FakeHook | None = None
    ) -> FakeWebhook:
        """Return a webhook that posts the events of runs and jobs, signed.

        Args:
            url: Where to post them.
            secret: The secret of the webhook.
            hook: A webhook of a repository, an organization or an App whose
                deliveries these are: the API lists them, and redelivers them by
                posting them again.

        Example:
            ::

                url = "http://127.0.0.1:8080/webhook"
                async with fake_github.deliver_to(url, "secret") as webhook:
                    fake_github.add_repo("octo-org/bot").add_run(conclusion="failure")
                    for delivery in await webhook.deliver():
                        print(delivery.event, delivery.action, delivery.status)
        """
        api = self._server.api
        return FakeWebhook(
            url,
            secret,
            self._directory,
            lambda: Context(api.base, api.html, self.edition, ""),
            api.journal.observers,
            hook=hook,
        )

    # --- faults ---------------------------------------------------------------

    def fail(
        self,
        operation: str = "*",
        *faults: Fault,
        repo: str = "",
        times: int | None = 1,
        after: int = 0,
        rate: float = 1.0,
        every: int = 1,
        seed: int = 0,
        **fault: Any,
    ) -> Script:
        """Inject a fault into future requests.

        Args:
            operation: The operation id, such as ``get-workflow-run``; ``storage`` for
                downloads, or ``*`` for all requests.
            faults: Faults to inject together, such as those of
                :mod:`aioghactions.testing.faults`.
            repo: The full name of a repository, to select only its requests.
            times: How often; None for always.
            after: The number of requests to let pass first.
            rate: The share of the requests that it is injected into.
            every: 2 for every second request, as when two replicas respond in turn.
            seed: Determines which requests, for a rate below 1.
            fault: More attributes of :class:`Fault`, such as ``status=502``,
                ``drop="after"``, ``stall="body"``.

        Returns:
            The script; its ``hits`` count how often the fault has been injected.

        Raises:
            TypeError: A fault has no such attribute.
            ValueError: The operation is unknown, ``every`` is less than 1, or ``drop``
                or ``stall`` is not a moment of a response.
        """
        operation_ids.check(operation)
        if every < 1:
            raise ValueError(f"every must be at least 1, got {every}")
        whole = Fault()
        for part in (*faults, Fault(**fault)):
            whole |= part
        # Seeded, so that a test is reproducible.
        random = Random(f"{operation}/{seed}")  # noqa: S311
        script = Script(
            operation, whole, repo, times, after, rate, every, random=random
        )
        self._server.scripts.append(script)
        return script

    def spend(self, requests: int, *, token: str = "", resource: str = "core") -> None:
        """Use up some of a token's hourly quota, as another program would.

        Args:
            requests: The number of requests.
            token: The token; by default ``self.token``.
            resource: The rate-limit resource.
        """
        api, now = self._server.api, self.world.now()
        window = api.limiter.window(api.identities[token or self.token], resource, now)
        if window is not None:
            window.used += requests

    def recover(self) -> None:
        """Inject no more faults."""
        self._server.scripts.clear()

    @property
    def latency(self) -> float:
        """Seconds of the clock before each response of the API."""
        return self._server.handler.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._server.handler.latency = seconds
