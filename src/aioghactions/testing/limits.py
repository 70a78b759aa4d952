"""GitHub's limits on requests, and what exceeded them."""

from typing import Literal

from attrs import frozen

Rule = Literal[
    "concurrent",
    "points a minute",
    "content a minute",
    "content an hour",
    "concurrent writes",
    "write interval",
]


@frozen(kw_only=True)
class Limits:
    """How much the fake server allows; the defaults are GitHub's own figures.

    Attributes:
        core: Requests an hour for each token.
        runner_registration: The same for registration and remove tokens, which
            have an allowance of their own.
        anonymous: Requests an hour without a token.
        concurrent: Requests in flight at once.
        points: Points a minute for each endpoint: a read counts 1, a write 5.
        content_per_minute: Writes a minute that create content.
        content_per_hour: The same an hour.
        write_interval: Seconds that should lie between two writes. This and
            writes at the same time are advice: they are counted, never refused.
        on_excess: ``count`` records what exceeds a secondary limit; ``refuse``
            also answers it with 403, ``refuse-429`` with 429.
        retry_after: What a refusal's ``retry-after`` says, in seconds; None to
            leave it out, as GitHub sometimes does.
    """

    core: int = 5000
    runner_registration: int = 10_000
    anonymous: int = 60
    concurrent: int = 100
    points: int = 900
    content_per_minute: int = 80
    content_per_hour: int = 500
    write_interval: float = 1.0
    on_excess: Literal["count", "refuse", "refuse-429"] = "count"
    retry_after: int | None = 60


@frozen
class Excess:
    """A request that exceeded a secondary limit.

    Attributes:
        rule: The limit.
        operation: Id of the operation.
        at: When, in seconds since the epoch.
        amount: What the count was with it: requests, points or seconds.
    """

    rule: Rule
    operation: str
    at: float
    amount: float
