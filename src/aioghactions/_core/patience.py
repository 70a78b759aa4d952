"""How long a client waits, and how often it tries."""

from typing import Any, Final

from attrs import field, frozen
from attrs.validators import ge, gt, optional

from aioghactions._core.setting import number, whole

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
