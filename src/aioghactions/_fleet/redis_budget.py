"""``RedisBudget``: the store of a budget in Redis or Valkey."""

import asyncio
import hashlib
import re
import secrets
from collections import defaultdict
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from aioghactions import errors
from aioghactions._core.redact import KnownSecrets, Unpicklable, one_line
from aioghactions._fleet.scripts import LEASE, SHARE, VERSION
from aioghactions._limits.budget import Lease, Rate, Seen
from aioghactions._limits.counter import BATCH, Settlement
from aioghactions._limits.holdings import LEASE_SECONDS

if TYPE_CHECKING:
    from redis.asyncio import Redis

# Here, since an import takes too long for an event loop. The constructor raises the
# error.
with suppress(ModuleNotFoundError):
    import_module("redis.asyncio")

_SCHEMES: Final = frozenset({"redis", "rediss", "unix"})
_NAME: Final = re.compile(r"[!-z|~]{1,200}")  # visible ASCII without braces
# Seconds until a silent process is taken to be gone: its lease, and the ten seconds
# after which GitHub ends a request.
_ALIVE: Final = 15.0
_OTHERS_ALONE: Final = 200  # requests in flight of processes that count alone
_HASHES: Final = {
    script: hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
    for script in (SHARE, LEASE)
}
# What Redis says, and what to do about it.
_ADVICE: Final = {
    r"AUTH|WRONGPASS|invalid (?:username|password)": (
        "it asks for a password, or rejects this one: redis://USER:PASSWORD@HOST:PORT"
    ),
    r"NOPERM|no permission": (
        "its user may not run scripts: allow EVALSHA, EVAL and the keys aioghactions:*"
    ),
    r"READONLY|read.only": "it is a read-only replica: use the URL of the primary",
    r"unknown command|non deterministic": (
        "it is too old: Redis 5 or newer, or Valkey, is needed"
    ),
    r"DB index": "it has no such database: check the number at the end of the URL",
}


class RedisBudget(Unpicklable):
    """A budget in Redis or Valkey, shared by all processes that use one token.

    Pass it to each :class:`~aioghactions.Client`. What one process learns of GitHub's
    limits holds for all, and the pace holds for all together. Redis holds counters
    and the names of GitHub's resources; no token. Needs the extra ``fleet``.

    Args:
        redis: URL of the server, ``redis://HOST:PORT/DATABASE`` or, with TLS,
            ``rediss://``; or a client of :mod:`redis.asyncio`, which is not closed.
        name: Name of the budget, visible ASCII. Default: derived from the host and
            the installation, or from a keyed hash of the token.
        strict: Whether a call raises ``BudgetError`` while Redis cannot be reached.
            Default: the process counts alone, with a share of the limits.
        timeout: Seconds for one call of Redis, greater than 0, default 1.

    Raises:
        ModuleNotFoundError: The extra ``fleet`` is not installed.
        TypeError: An argument has the wrong type.
        ValueError: The URL, the name or the timeout is not valid.

    Example:
        ::

            budget = fleet.RedisBudget(os.environ["REDIS_URL"])
            async with Client(token, budget=budget) as client:
                run = await client.repo("octo-org/hello").runs.get(run_id)
    """

    def __init__(
        self,
        redis: "str | Redis",
        *,
        name: str | None = None,
        strict: bool = False,
        timeout: float = 1.0,
    ) -> None:
        library = _redis()
        if isinstance(redis, str):
            _check_url(redis)
        elif not isinstance(redis, library.Redis):
            raise TypeError(
                "redis must be a URL or a redis.asyncio.Redis, not "
                f"{type(redis).__name__}"
            )
        self._source = redis
        self._name = _checked_name(name)
        self._strict = strict
        self._timeout = _checked_timeout(timeout)
        self._id = secrets.token_hex(8)
        self._secrets = KnownSecrets()
        if isinstance(redis, str):
            password = urlsplit(redis).password
            self._secrets.add(password)
            self._secrets.add(unquote(password or ""))
        self._redis: Any = None
        self._epochs: dict[str, str] = {}  # by budget
        # Budgets of which the store may have forgotten what this process knows.
        self._behind: set[str] = set()
        # Budgets of which the store has forgotten something, as no lease has said yet.
        self._lost: set[str] = set()
        self._loaded: set[str] = set()  # scripts that this store has run
        self._members = 1
        # What the store counts for this process, by budget and resource.
        self._held: defaultdict[tuple[str, str], int] = defaultdict(int)

    def __repr__(self) -> str:
        return f"<RedisBudget at {self._place()}>"

    @property
    def name(self) -> str | None:
        """The name that was given, or None."""
        return self._name

    def member(self) -> "RedisBudget":
        """Return the same budget for one more client. Does no I/O."""
        return RedisBudget(
            self._source, name=self._name, strict=self._strict, timeout=self._timeout
        )

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
        """Return units to spend; see :class:`BudgetStore`."""
        about = Settlement(spent, returned, seen)
        lease = await self._lease(budget, resource, about, rate, (want, least))
        self._lost.discard(budget)
        return lease

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
        """Report what has become of units; see :class:`BudgetStore`."""
        about = Settlement(spent, returned, seen)
        await self._lease(budget, resource, about, rate, (0, 1))

    async def hold(self, budget: str, seconds: float) -> None:
        """Let no process send for a time; see :class:`BudgetStore`."""
        await self._call(SHARE, budget, (), "hold", _ms(seconds))

    async def width(self, budget: str, in_flight: int, most: int) -> Lease:
        """Return a share of the requests in flight; see :class:`BudgetStore`."""
        lease = await self._call(SHARE, budget, (), "width", in_flight, most)
        self._lost.discard(budget)
        return lease

    async def leave(self, budget: str) -> None:
        """Leave the budget and close the connections; see :class:`BudgetStore`."""
        try:
            if budget in self._epochs:
                await self._call(SHARE, budget, (), "leave")
        finally:
            self._epochs.pop(budget, None)
            connected, self._redis = self._redis, None
            if connected is not None and connected is not self._source:
                await connected.aclose()

    async def _lease(
        self,
        budget: str,
        resource: str,
        about: Settlement,
        rate: Rate | None,
        units: tuple[int, int],  # most and fewest
    ) -> Lease:
        key, seen = (budget, resource), about.seen
        held = max(0, self._held[key] - about.spent - about.returned)
        # The store is told what is held, not what has changed: a call whose answer is
        # lost may be repeated.
        lease = await self._call(
            LEASE,
            budget,
            (resource, f"{resource} ended"),
            held,
            *units,
            about.spent,
            *(("", "", "") if seen is None else _numbers(seen)),
            *(("", "") if rate is None else (rate.limit, _ms(rate.seconds))),
        )
        self._held[key] = held + lease.granted
        return lease

    async def _call(
        self, script: str, budget: str, keys: tuple[str, ...], *about: str | int
    ) -> Lease:
        """Run a script, and return its answer or raise what is wrong with Redis."""
        # Braces keep the keys of a budget together in a cluster.
        root = f"aioghactions:{{{budget}}}"
        names = (root, f"{root}:members", *(f"{root}:{key}" for key in keys))
        arguments = (
            VERSION,
            self._id,
            self._epochs.get(budget, ""),
            int(budget in self._behind),
            _OTHERS_ALONE + BATCH * self._members,
            _ms(LEASE_SECONDS),
            _ms(_ALIVE),
            *about,
        )
        reply, problem = await self._run(script, names, arguments)
        if problem:
            self._behind.update(self._epochs)
            raise self._error(problem)
        first, *numbers = reply
        first = first.decode() if isinstance(first, bytes) else str(first)
        if first == "version":
            found = one_line(_text(numbers[0]), max_length=20)
            raise errors.BudgetError(
                "another version of aioghactions uses this budget (its scripts are "
                f"version {found}, these {VERSION}): update all processes, or give the "
                "budget another name"
            )
        self._epochs[budget] = first
        self._behind.discard(budget)
        granted, ms, cooldown, members, exhausted, lost = map(int, numbers)
        self._members = members
        if lost:
            self._lost.add(budget)
        return Lease(
            granted=granted,
            seconds=ms / 1000,
            cooldown=cooldown / 1000,
            members=members,
            exhausted=bool(exhausted),
            lost=budget in self._lost,
        )

    async def _run(
        self, script: str, keys: tuple[str, ...], arguments: tuple[str | int, ...]
    ) -> tuple[Any, str]:
        """Return the reply of a script, and why there is none or ""."""
        library, failures = _redis(), import_module("redis.exceptions")
        cancellations = _cancellations()
        try:
            async with asyncio.timeout(self._timeout):
                client = self._connected(library)
                given = (len(keys), *keys, *arguments)
                try:
                    reply = await client.evalsha(_HASHES[script], *given)
                except failures.NoScriptError:
                    if script in self._loaded:
                        # Redis has restarted, or another server has taken over, with
                        # what it had saved.
                        given = (*given[: len(keys) + 4], 1, *given[len(keys) + 5 :])
                    reply = await client.eval(script, *given)
                finally:
                    # Until Python 3.12 asyncio.wait_for, which redis calls, returns a
                    # result that is there, although its caller is cancelled.
                    if _cancellations() > cancellations:
                        raise asyncio.CancelledError
                self._loaded.add(script)
        except TimeoutError:
            return None, f"no answer within {self._timeout:g} s"
        except (failures.RedisError, OSError) as error:
            # The error itself may hold the URL: it is neither raised nor chained.
            return None, str(error) or type(error).__name__
        return reply, ""

    def _connected(self, library: Any) -> Any:
        if self._redis is None:
            self._redis = self._source
            if isinstance(self._source, str):
                retry = import_module("redis.asyncio.retry").Retry
                none = import_module("redis.backoff").NoBackoff()
                self._redis = library.Redis.from_url(
                    self._source,
                    socket_timeout=self._timeout,
                    socket_connect_timeout=self._timeout,
                    retry=retry(none, 0),
                    protocol=2,
                    # Its version would be read from a file, in the event loop.
                    driver_info=None,
                )
        return self._redis

    def _place(self) -> str:
        """Return host and port, without the password."""
        if not isinstance(self._source, str):
            return "a Redis client"
        url = urlsplit(self._source)
        return url.netloc.rpartition("@")[2] or url.path

    def _error(self, problem: str) -> errors.BudgetError:
        text = one_line(problem, max_length=200, secrets=self._secrets)
        for pattern, advice in _ADVICE.items():
            if re.search(pattern, problem, re.IGNORECASE):
                text = f"{text}; {advice}"
                break
        message = f"the budget at {self._place()} cannot be used: {text}"
        # Before the first answer nothing is known: not even a share may be used.
        if self._strict or not self._epochs:
            return errors.BudgetError(message)
        return errors.BudgetUnavailableError(message)


def _cancellations() -> int:
    """Return how often the current task was cancelled and has not ended."""
    task = asyncio.current_task()
    return 0 if task is None else task.cancelling()


def _redis() -> Any:
    try:
        return import_module("redis.asyncio")
    except ModuleNotFoundError as missing:
        name = missing.name
    raise ModuleNotFoundError(
        "RedisBudget needs redis: pip install 'aioghactions[fleet]'", name=name
    )


def _check_url(url: str) -> None:
    """Raise ValueError unless ``url`` is one; no message shows it."""
    try:
        parts = urlsplit(url)
        is_valid = parts.scheme in _SCHEMES and (
            bool(parts.path) if parts.scheme == "unix" else bool(parts.hostname)
        )
        _ = parts.port  # raises ValueError
    except ValueError:
        is_valid = False
    if not is_valid:
        raise ValueError(
            "redis must be a URL: redis://HOST:PORT/DATABASE, rediss://... with TLS, "
            "or unix:///PATH"
        )


def _checked_name(name: object) -> str | None:
    if name is None:
        return None
    if not isinstance(name, str):
        raise TypeError(f"name must be a string, not {type(name).__name__}")
    if not _NAME.fullmatch(name):
        raise ValueError(
            "name must be 1 to 200 characters of visible ASCII without braces"
        )
    return name


def _checked_timeout(seconds: object) -> float:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise TypeError(f"timeout must be a number, not {type(seconds).__name__}")
    if not 0 < seconds < float("inf"):
        raise ValueError(f"timeout must be a number greater than 0, got {seconds}")
    return float(seconds)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _numbers(seen: Seen) -> tuple[int, int, int]:
    return seen.remaining, seen.reset, _ms(seen.seconds)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
