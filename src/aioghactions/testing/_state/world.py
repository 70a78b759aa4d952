"""What everything on one server shares: its clock, ids and accounts."""

from attrs import define, field

from aioghactions._core.clock import Clock
from aioghactions.testing._state.account import AccountType, FakeTeam, FakeUser
from aioghactions.testing._state.ids import Ids
from aioghactions.testing._state.progress import Timings


@define(eq=False)
class World:
    """The clock, ids and accounts of one server.

    Attributes:
        clock: The clock of the server.
        timings: How long the stages of new runs last; None if runs change only
            when a test changes them.
        skew: Seconds by which the server's clock is wrong.
        ids: Generates the ids of everything on the server.
        users: Accounts, organizations included, by login in lower case.
        teams: The teams of all organizations by id.
        enterprises: The names of the enterprises in lower case.
        end_of_life: When versions of the runner can no longer register, and when they
            get no jobs, in seconds since the epoch; None for no date.
    """

    clock: Clock
    timings: Timings | None
    skew: float = 0.0
    ids: Ids = field(factory=Ids)
    users: dict[str, FakeUser] = field(factory=dict[str, FakeUser])
    teams: dict[int, FakeTeam] = field(factory=dict[int, FakeTeam])
    enterprises: set[str] = field(factory=set[str])
    end_of_life: dict[str, tuple[float | None, float | None]] = field(
        factory=dict[str, tuple[float | None, float | None]]
    )

    def now(self) -> float:
        """Return the server's time, in seconds since the epoch."""
        return self.clock.now() + self.skew

    def user(self, login: str) -> FakeUser:
        """Return the account called ``login``; add a user if there is none."""
        return self.users.get(login.lower()) or self.add_account(login, "User")

    def add_account(self, login: str, type: AccountType) -> FakeUser:  # noqa: A002
        """Return a new account."""
        account = FakeUser(login, self.ids.next("User"), type)
        self.users[login.lower()] = account
        return account
