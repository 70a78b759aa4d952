"""Rate limits."""

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
    """The rate limits of the fake server; the defaults are those of GitHub.

    Attributes:
        core: Requests an hour of each token.
        runner_registration: Requests an hour for registration and remove tokens,
            which have a quota of their own.
        anonymous: Requests an hour without a token.
        concurrent: Concurrent requests.
        points: Points a minute for each endpoint: a read counts 1, a write 5.
        content_per_minute: Requests a minute that create content.
        content_per_hour: Requests an hour that create content.
        write_interval: Seconds between two writes. GitHub recommends this interval,
            and no concurrent writes: excesses are counted, never rejected.
        on_excess: ``count`` records requests that exceed a secondary limit;
            ``refuse`` also rejects them with 403, ``refuse-429`` with 429.
        retry_after: The ``retry-after`` of these responses, in seconds; None to
            omit the header, as GitHub sometimes does.
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
        rule: The limit that was exceeded.
        operation: The operation id.
        at: When it arrived, in seconds since the epoch.
        amount: The count including this request: requests, points or seconds.
    """

    rule: Rule
    operation: str
    at: float
    amount: float
