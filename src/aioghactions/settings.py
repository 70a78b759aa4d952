"""Settings of a client: how long to wait and retry, and how fast to send."""

from collections.abc import Callable
from typing import Any, Final

from attrs import Attribute, field, frozen
from attrs.validators import optional

from aioghactions._core.lazy import public_names
from aioghactions._http import hosts


# Any: attrs takes the type of a field from its validator, if it has one.
def _validator(kind: Any, words: str, is_valid: Callable[[Any], bool]) -> Any:
    """Return an attrs validator; its messages name the setting and the limit.

    Those of attrs show an attribute object for a wrong type, and accept True as 1.
    """

    def check(settings: object, field: "Attribute[Any]", value: object) -> None:
        must_be = f"{type(settings).__name__.lower()}.{field.name} must be {words}"
        if isinstance(value, bool) or not isinstance(value, kind):
            # The value is not shown: it may be a secret in the wrong place.
            raise TypeError(f"{must_be}, got {type(value).__name__}")
        if not is_valid(value):
            raise ValueError(f"{must_be}, got {value}")

    return check


def _integer(least: int, most: int | None = None) -> Any:
    words = f"of at least {least}" if most is None else f"from {least} to {most}"
    return _validator(
        int,
        f"an integer {words}",
        lambda value: value >= least and (most is None or value <= most),
    )


_or_none: Final[Any] = optional
_FROM_0: Final = _validator(int | float, "a number of at least 0", lambda it: it >= 0)
_ABOVE_0: Final = _validator(int | float, "a number greater than 0", lambda it: it > 0)


@frozen(kw_only=True)
class Patience:
    """How long a call waits and how often it is retried. Durations are in seconds.

    Attributes:
        attempts: Maximum number of attempts of a call, the first one included; at
            least 1, default 5. A rate-limit response does not count.
        first_delay: Upper bound of the delay before the second attempt; at least 0,
            default 0.5. It doubles with each further attempt. The delay itself is
            random, uniform between 0 and the bound (full jitter).
        longest_delay: Maximum of that bound; at least 0, default 20.
        limit_answers: Number of rate-limit responses that a call waits out; at
            least 0, default 3. The next one raises its error.
        longest_limit_wait: Longest single wait for a rate limit; at least 0, default
            900. If GitHub asks for more, ``RateLimitError`` is raised at once, with
            the time to retry.
        deadline: Time for the whole call, with all attempts, delays and waits for
            limits; greater than 0, or None for no deadline. The default of 1200
            suffices for the longest limit wait and five attempts.
        connect_timeout: Time to connect, TLS handshake included; greater than 0,
            default 10.
        read_timeout: Time in which no byte arrives; greater than 0, default 30.
        attempt_timeout: Time for one attempt with its body; greater than 0, default
            60. It does not apply to downloads, which have ``read_timeout`` only.

    Raises:
        TypeError: A value is not a number.
        ValueError: A value is out of range.
    """

    attempts: int = field(default=5, validator=_integer(1))
    first_delay: float = field(default=0.5, validator=_FROM_0)
    longest_delay: float = field(default=20.0, validator=_FROM_0)
    limit_answers: int = field(default=3, validator=_integer(0))
    longest_limit_wait: float = field(default=900.0, validator=_FROM_0)
    deadline: float | None = field(default=1200.0, validator=_or_none(_ABOVE_0))
    connect_timeout: float = field(default=10.0, validator=_ABOVE_0)
    read_timeout: float = field(default=30.0, validator=_ABOVE_0)
    attempt_timeout: float = field(default=60.0, validator=_ABOVE_0)

    @classmethod
    def none(cls) -> "Patience":
        """Return settings with one attempt and no wait for rate limits."""
        return cls(attempts=1, limit_answers=0, longest_limit_wait=0.0)


@frozen(kw_only=True)
class Pace:
    """How fast a client sends requests, apart from the hourly quota.

    The defaults are the numbers that GitHub publishes for its `secondary rate limits
    <https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api>`_,
    with half of the allowed concurrency, since other programs of the same user
    count as well.

    Attributes:
        concurrency: Maximum number of requests in flight, 1 to 100, default 50. A
            download counts until its body is read.
        points_per_minute: Maximum number of points for one endpoint in any 60
            seconds, at least 5, default 900; a read costs 1 point, a write 5. None
            for no limit.
        write_interval: Minimum time in seconds from the end of a write to the next
            write, at least 0, default 1. Writes are sent one at a time. None for no
            limit.
        content_per_minute: Maximum number of requests that create content in any 60
            seconds, at least 1, default 80. None for no limit.
        content_per_hour: The same in any hour, at least 1, default 500. None for no
            limit.
        probe: Whether the first request is sent alone, to learn the remaining
            quota from its response. Default True.
        release: Time in seconds after a rate limit during which the waiting
            requests are spaced; at least 0, default 10.
        once_limited: Whether these rules, except for ``concurrency``, apply only
            once the server has sent rate limit headers. Default False.

    Raises:
        TypeError: A value is not a number.
        ValueError: A value is out of range.
    """

    concurrency: int = field(default=50, validator=_integer(1, 100))
    # A write costs 5 points: with fewer, none could ever be sent.
    points_per_minute: int | None = field(default=900, validator=_or_none(_integer(5)))
    write_interval: float | None = field(default=1.0, validator=_or_none(_FROM_0))
    content_per_minute: int | None = field(default=80, validator=_or_none(_integer(1)))
    content_per_hour: int | None = field(default=500, validator=_or_none(_integer(1)))
    probe: bool = True
    release: float = field(default=10.0, validator=_FROM_0)
    once_limited: bool = False

    @classmethod
    def for_host(cls, base_url: str) -> "Pace":
        """Return the default for a host: all rules on github.com and ghe.com.

        GitHub Enterprise Server has no rate limits unless its administrator sets
        them, so there the rules start with the first response that shows a limit.

        Args:
            base_url: URL of the API.

        Raises:
            ValueError: ``base_url`` is not the URL of an API.
        """
        if hosts.is_cloud(base_url):
            return cls()
        return cls(probe=False, once_limited=True)

    @classmethod
    def off(cls, *, concurrency: int = 50) -> "Pace":
        """Return settings without rules, except for a limit of requests in flight.

        The hourly quota applies with any pace.

        Args:
            concurrency: Maximum number of requests in flight, 1 to 100.

        Raises:
            ValueError: ``concurrency`` is out of range.
        """
        return cls(
            concurrency=concurrency,
            points_per_minute=None,
            write_interval=None,
            content_per_minute=None,
            content_per_hour=None,
            probe=False,
        )


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
