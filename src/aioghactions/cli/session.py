"""A client for one command: its token, its targets, its progress, what it has spent."""

import asyncio
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Sequence,
)
from contextlib import asynccontextmanager
from datetime import UTC
from typing import Annotated, Final, TypeVar
from urllib.parse import urlsplit

from attrs import define, field, frozen
from cyclopts import Parameter, validators
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from aioghactions._core.event import Event
from aioghactions._http import hosts
from aioghactions.cli import exits, targets
from aioghactions.cli.terminal import Terminal
from aioghactions.client import Client
from aioghactions.errors import GitHubActionsError
from aioghactions.fanout import Done, fan_out
from aioghactions.scopes import Repo
from aioghactions.settings import Patience

T = TypeVar("T")

_MOST_SHOWN: Final = 5  # failures of one kind
_DEADLINE: Final = 600.0  # seconds for a request, without waits for limits
_GH_TIMEOUT: Final = 10.0  # seconds: gh may ask the keyring of the system


@Parameter(name="*", group="Connection")
@frozen(kw_only=True)
class Connection:
    """How to ask GitHub.

    Attributes:
        concurrency: Repositories at once.
        max_wait: Longest wait in seconds for a rate limit; beyond it the command ends.
        quiet: Print neither progress nor what was spent.
    """

    concurrency: Annotated[
        int, Parameter(validator=validators.Number(gte=1, lte=100))
    ] = 16
    max_wait: Annotated[float, Parameter(validator=validators.Number(gte=0))] = 60.0
    quiet: Annotated[
        bool, Parameter(name=("--quiet", "-q"), negative=(), show_default=False)
    ] = False


@define
class Session:
    """An open client, and the targets that failed.

    Attributes:
        client: The client.
        terminal: Where to print.
        options: How to ask.
        failures: The error of each target that failed.
        succeeded: The number of the others.
        sent: The number of requests.
    """

    client: Client = field(init=False)
    terminal: Terminal
    options: Connection
    failures: dict[str, Exception] = field(factory=dict[str, Exception])
    succeeded: int = 0
    sent: int = 0

    @property
    def code(self) -> int:
        """The exit code."""
        return exits.code_of_all(list(self.failures.values()), self.succeeded)

    async def repositories(self, names: Sequence[str]) -> list[str]:
        """Return the repositories of the targets, each one once.

        Those of an organization that are archived or disabled are left out, since they
        run no workflows. An organization that cannot be listed is a failure.

        Args:
            names: The targets.
        """
        found: dict[str, None] = {}
        failures: dict[str, Exception] = {}
        for name in names:
            if targets.is_repository(name):
                found[name] = None
                continue
            listed = self.client.org(name).repositories(active_only=True)
            try:
                found |= {it.full_name: None async for it in listed if it.full_name}
            except GitHubActionsError as error:
                failures[name] = error
        self.end(failures, 0)
        return list(found)

    async def each(
        self,
        names: Sequence[str],
        worker: Callable[[Repo], Awaitable[T]],
        doing: str,
    ) -> dict[str, T]:
        """Run ``worker`` for each repository of the targets; return its results.

        Failures are printed, and do not stop the others.

        Args:
            names: The targets.
            worker: Called with the handle of each repository.
            doing: What the progress bar says.
        """
        names = await self.repositories(names)
        results: dict[str, T] = {}
        failed: dict[str, Exception] = {}

        async def work(name: str) -> T:
            return await worker(self.client.repo(name))

        with self.progress() as bar:
            task = bar.add_task(doing, total=len(names))
            async with fan_out(work, names, limit=self.options.concurrency) as outcomes:
                async for outcome in outcomes:
                    if isinstance(outcome, Done):
                        results[outcome.item] = outcome.result
                    elif isinstance(outcome.error, GitHubActionsError):
                        failed[outcome.item] = outcome.error
                    else:
                        raise outcome.error
                    bar.advance(task)
        self.end({name: failed[name] for name in names if name in failed}, len(results))
        return {name: results[name] for name in names if name in results}

    def progress(self) -> Progress:
        """Return a progress bar, which is shown on a terminal only."""
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.terminal.err,
            disable=self.options.quiet or not self.terminal.err.is_terminal,
            transient=True,
        )

    def end(self, failures: dict[str, Exception], succeeded: int) -> None:
        """Remember which targets failed, and print a few failures of each kind.

        Args:
            failures: The error of each target that failed.
            succeeded: The number of the others.
        """
        self.failures |= failures
        self.succeeded += succeeded
        kinds: dict[type[Exception], list[str]] = {}
        for name, error in failures.items():
            kinds.setdefault(type(error), []).append(f"{name}: {error}")
        for kind, lines in kinds.items():
            for line in lines[:_MOST_SHOWN]:
                self.terminal.say(line, "red")
            if more := lines[_MOST_SHOWN:]:
                self.terminal.say(f"and {len(more)} more: {kind.__name__}", "red")

    def count(self, event: Event) -> None:
        """Count a request; say when requests wait for a rate limit."""
        if event.kind == "attempt":
            self.sent += 1
        elif event.kind == "limit" and not self.options.quiet:
            self.terminal.say(str(event), "yellow")

    def spent(self) -> str:
        """Return what was sent, and what is left of the rate limit."""
        requests = f"{self.sent:,} request" + "s" * (self.sent != 1)
        limit = self.client.rate_limits.get("core")
        if limit is None:
            return requests
        until = limit.reset.astimezone(UTC)
        return (
            f"{requests}; {limit.remaining:,} of {limit.limit:,} left until"
            f" {until:%H:%M} UTC"
        )


@asynccontextmanager
async def connect(
    terminal: Terminal, options: Connection
) -> AsyncGenerator[Session, None]:
    """Open a client with the token of the environment, or of ``gh``.

    Args:
        terminal: Its environment, and where to print.
        options: How to ask.

    Raises:
        NoTokenError: Neither has one.
    """
    session = Session(terminal, options)
    base = hosts.env_base(terminal.environ)
    session.client = Client(
        await _token(terminal, base),
        base_url=base,
        clock=terminal.clock,
        patience=Patience(
            attempts=3,
            longest_limit_wait=options.max_wait,
            deadline=_DEADLINE + options.max_wait,
        ),
        user_agent="aioghactions-cli",
        on_event=session.count,
    )
    async with session.client:
        try:
            yield session
        finally:
            if session.sent and not options.quiet:
                terminal.say(session.spent(), "dim")


async def _token(terminal: Terminal, base: str) -> str:
    """Return the token of the environment, or that of ``gh``."""
    try:
        return hosts.env_token(base, terminal.environ)
    except ValueError as error:
        if token := await _gh_token(terminal, base):
            return token
        raise exits.NoTokenError(
            f"{error}, or run `gh auth login`; `aioghactions fake` starts a server to"
            " try this without a token"
        ) from None


async def _gh_token(terminal: Terminal, base: str) -> str:
    """Return the token that ``gh`` has for the server; "" if it has none."""
    url = urlsplit(base)
    if url.scheme != "https":
        return ""
    host = (url.hostname or "").removeprefix("api.")
    try:
        process = await asyncio.create_subprocess_exec(
            *("gh", "auth", "token", "--hostname", host),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(terminal.environ),
        )
    except OSError:  # it is not installed
        return ""
    try:
        async with asyncio.timeout(_GH_TIMEOUT):
            token, _ = await process.communicate()
    except TimeoutError:
        return ""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return "" if process.returncode else token.decode("utf-8", "replace").strip()
