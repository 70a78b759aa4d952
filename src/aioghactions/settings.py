"""GitHub's rules of good behaviour, as settings.

https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from typing import Any, Final

from attrs import Attribute, field, frozen
from attrs.validators import and_, ge, gt, le, optional

from aioghactions._http import hosts


# Any: attrs takes a field's type from its validator, where there is one.
def whole(*bounds: Any) -> Any:
    """Return the validator of a whole number within ``bounds``."""
    return and_(_is_whole, *bounds)


def number(*bounds: Any) -> Any:
    """Return the validator of a number within ``bounds``."""
    return and_(_is_number, *bounds)


def _is_whole(_: object, field: "Attribute[Any]", value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{field.name} must be a whole number, not {_kind(value)}")


def _is_number(_: object, field: "Attribute[Any]", value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{field.name} must be a number, not {_kind(value)}")


def _kind(value: object) -> str:
    return type(value).__name__


# Any: attrs takes a field's type from its default, which is never None here.
_POSITIVE_OR_NONE: Final[Any] = optional(number(gt(0)))


@frozen(kw_only=True)
class Patience:
    """How long a client waits, and how often it tries. Durations are seconds.

    Attributes:
        attempts: Requests a call may make, the first one included, at least 1.
            Answers that say "rate limited" do not count here.
        first_delay: Upper bound of the pause before the second attempt; it
            doubles with each further one. The pause itself is drawn evenly
            between 0 and the bound.
        longest_delay: The bound never grows beyond this.
        limit_answers: How many "rate limited" answers a call waits out. One
            more, and its error is raised.
        longest_limit_wait: The longest single wait for a rate limit. If GitHub
            asks for more, ``RateLimitError`` is raised at once and says until
            when.
        deadline: Time for the whole call, with every attempt, pause and queue;
            None for no bound. The default leaves room for one whole limit wait
            and for five attempts of a minute each.
        connect_timeout: Time to get a connection, TLS included.
        read_timeout: Time without a single byte arriving.
        attempt_timeout: Time for one attempt, its body included. Downloads have
            no such bound, only ``read_timeout``.

    Raises:
        TypeError: A value is no number.
        ValueError: A value is out of bounds.
    """

    attempts: int = field(default=5, validator=whole(ge(1)))
    first_delay: float = field(default=0.5, validator=number(ge(0)))
    longest_delay: float = field(default=20.0, validator=number(ge(0)))
    limit_answers: int = field(default=3, validator=whole(ge(0)))
    longest_limit_wait: float = field(default=900.0, validator=number(ge(0)))
    deadline: float | None = field(default=1200.0, validator=_POSITIVE_OR_NONE)
    connect_timeout: float = field(default=10.0, validator=number(gt(0)))
    read_timeout: float = field(default=30.0, validator=number(gt(0)))
    attempt_timeout: float = field(default=60.0, validator=number(gt(0)))

    @classmethod
    def none(cls) -> "Patience":
        """Return the patience that tries once and never waits for a limit."""
        return cls(attempts=1, limit_answers=0, longest_limit_wait=0.0)


# Any: attrs takes a field's type from its default, which is never None here.
_OPTIONAL_FROM_0: Final[Any] = optional(number(ge(0)))
_OPTIONAL_FROM_1: Final[Any] = optional(whole(ge(1)))
# A write costs five points; fewer would never let one pass.
_OPTIONAL_FROM_5: Final[Any] = optional(whole(ge(5)))


@frozen(kw_only=True)
class Pace:
    """How fast a client may go, whatever its allowance.

    The defaults are GitHub's published numbers, with half of the allowed
    concurrency, since the other programs of the same user count as well.

    Attributes:
        concurrency: Requests in flight at most, 1 to 100; a body that is still
            being read counts.
        points_per_minute: Points spent on one endpoint in any 60 seconds; a read
            costs 1, a write 5. None for no bound.
        write_interval: Least seconds between the end of a write and the next
            write, which then go one at a time. None for no bound.
        content_per_minute: Requests that create something in any 60 seconds.
            None for no bound.
        content_per_hour: The same in any hour.
        probe: Send the first request alone and wait for what it says is left.
        release: Seconds over which the waiting resume when a limit ends.
        once_limited: Hold these rules, except for ``concurrency``, only after the
            server has shown a limit.

    Raises:
        TypeError: A value is no number.
        ValueError: A value is out of bounds.
    """

    concurrency: int = field(default=50, validator=whole(ge(1), le(100)))
    points_per_minute: int | None = field(default=900, validator=_OPTIONAL_FROM_5)
    write_interval: float | None = field(default=1.0, validator=_OPTIONAL_FROM_0)
    content_per_minute: int | None = field(default=80, validator=_OPTIONAL_FROM_1)
    content_per_hour: int | None = field(default=500, validator=_OPTIONAL_FROM_1)
    probe: bool = True
    release: float = field(default=10.0, validator=number(ge(0)))
    once_limited: bool = False

    @classmethod
    def for_host(cls, base_url: str) -> "Pace":
        """Return the rules for a host: on for github.com and ghe.com.

        A GitHub Enterprise Server has no limits unless its owner sets some, so
        there they begin with the first answer that shows one.

        Args:
            base_url: The address of the API.

        Raises:
            ValueError: ``base_url`` is no address of an API.
        """
        if hosts.is_cloud(base_url):
            return cls()
        return cls(probe=False, once_limited=True)

    @classmethod
    def off(cls, *, concurrency: int = 50) -> "Pace":
        """Return no rules but a bound on requests in flight.

        The hourly allowance is still kept: it is no matter of pace.

        Args:
            concurrency: Requests in flight at most, 1 to 100.

        Raises:
            ValueError: ``concurrency`` is out of bounds.
        """
        return cls(
            concurrency=concurrency,
            points_per_minute=None,
            write_interval=None,
            content_per_minute=None,
            content_per_hour=None,
            probe=False,
        )
