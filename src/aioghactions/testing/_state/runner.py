"""Self-hosted runners, and the tokens that register them."""

from collections.abc import Iterable
from typing import Literal

from attrs import define, field, frozen

from aioghactions.testing._state.ids import Ids, sha

HOUR = 3600.0


@define(eq=False)
class FakeRunner:
    """One self-hosted runner.

    Attributes:
        id: The id in paths.
        name: The name, unique among its owner's runners.
        os: ``linux``, ``macos`` or ``windows``.
        status: ``online`` or ``offline``.
        busy: Whether it runs a job.
        labels: Its custom labels, without those that every runner has.
        group: The id of its runner group.
        ephemeral: Whether it runs only one job.
        version: The version of the runner application.
    """

    id: int
    name: str
    os: str = "linux"
    status: str = "online"
    busy: bool = False
    labels: tuple[str, ...] = ()
    group: int = 1
    ephemeral: bool = False
    version: str = "2.329.0"

    @property
    def standard_labels(self) -> tuple[str, ...]:
        """The labels that every runner has."""
        return ("self-hosted", self.os, "x64")


@frozen
class RunnerToken:
    """A token to register or remove a runner, valid for an hour."""

    token: str = field(repr=False)
    purpose: Literal["registration", "remove"]
    expires_at: float


@define(eq=False)
class RunnerPool:
    """The self-hosted runners of one repository or organization."""

    ids: Ids
    runners: dict[int, FakeRunner] = field(factory=dict[int, FakeRunner])
    tokens: dict[str, RunnerToken] = field(factory=dict[str, RunnerToken], repr=False)

    def add(
        self,
        name: str,
        *,
        os: str = "linux",
        status: str = "online",
        busy: bool = False,
        labels: Iterable[str] = (),
        group: int = 1,
        ephemeral: bool = False,
    ) -> FakeRunner:
        """Add a runner.

        Args:
            name: The name.
            os: The operating system, ``linux``, ``macos`` or ``windows``.
            status: ``online`` or ``offline``.
            busy: Whether it runs a job.
            labels: Its custom labels.
            group: The id of its runner group.
            ephemeral: Whether it runs only one job.
        """
        number = self.ids.next("Runner")
        runner = FakeRunner(
            number, name, os, status, busy, tuple(labels), group, ephemeral
        )
        self.runners[number] = runner
        return runner

    def issue(
        self, purpose: Literal["registration", "remove"], now: float
    ) -> RunnerToken:
        """Return a new token, valid for an hour."""
        number = self.ids.next("RunnerToken")
        text = sha(purpose, number)[:29].upper()
        token = RunnerToken(text, purpose, now + HOUR)
        self.tokens[text] = token
        return token

    def register(self, token: str, name: str, now: float) -> FakeRunner:
        """Register a runner with a token, as the runner application does.

        Raises:
            PermissionError: The token is unknown, expired or for removal.
        """
        known = self.tokens.get(token)
        if known is None or known.purpose != "registration" or known.expires_at <= now:
            raise PermissionError("not a valid registration token")
        return self.add(name)
