"""How long a client waits, and how often it tries."""

from math import isfinite
from typing import Any

from attrs import Attribute, field, frozen


def _positive(_: object, attribute: "Attribute[Any]", value: float) -> None:
    if not (isfinite(value) and value > 0):
        raise ValueError(f"{attribute.name} must be more than 0, not {value!r}")


def _not_negative(_: object, attribute: "Attribute[Any]", value: float) -> None:
    if not (isfinite(value) and value >= 0):
        raise ValueError(f"{attribute.name} must be 0 or more, not {value!r}")


def _positive_or_none(
    patience: object, attribute: "Attribute[Any]", value: float | None
) -> None:
    if value is not None:
        _positive(patience, attribute, value)


def _count_from(least: int) -> Any:
    def check(_: object, attribute: "Attribute[Any]", value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise ValueError(
                f"{attribute.name} must be an integer from {least} on, not {value!r}"
            )

    return check


@frozen(kw_only=True)
class Patience:
    """How long a client waits, and how often it tries. Durations are seconds.

    Attributes:
        attempts: Requests a call may make, the first one included. Answers that
            say "rate limited" do not count here.
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
        ValueError: A value makes no sense.
    """

    attempts: int = field(default=5, validator=_count_from(1))
    first_delay: float = field(default=0.5, validator=_not_negative)
    longest_delay: float = field(default=20.0, validator=_not_negative)
    limit_answers: int = field(default=3, validator=_count_from(0))
    longest_limit_wait: float = field(default=900.0, validator=_not_negative)
    deadline: float | None = field(default=1200.0, validator=_positive_or_none)
    connect_timeout: float = field(default=10.0, validator=_positive)
    read_timeout: float = field(default=30.0, validator=_positive)
    attempt_timeout: float = field(default=60.0, validator=_positive)

    @classmethod
    def none(cls) -> "Patience":
        """Return the patience that tries once and never waits for a limit."""
        return cls(attempts=1, limit_answers=0, longest_limit_wait=0.0)
