from copy import copy
from itertools import pairwise
from math import inf

import pytest

from aioghactions import errors
from aioghactions._core.call import Call, Operation
from aioghactions._request import backoff
from aioghactions._request.retry_loop import annotate
from aioghactions._request.state import CallState
from aioghactions.settings import Patience

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
IDEMPOTENT = ["GET", "PUT", "DELETE"]

REFUSED = errors.ConnectFailedError("refused")
DISTRUSTED = errors.UntrustedCertificateError("expired")
LOST = errors.ConnectionLostError("reset")
LATE = errors.RequestTimeoutError("late")
ODD = errors.UnexpectedAnswerError("odd")
ASTRAY = errors.RedirectError("astray")
LIMITED = errors.SecondaryRateLimitError("slow", status=429)


def failed(status: int, **headers: str) -> errors.ResponseError:
    """Return the error of a status, with headers."""
    kind = errors.ServerError if status >= 500 else errors.ResponseError
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return kind("failed", status=status, headers=named)


def decide(error: errors.GitHubActionsError, method: str = "GET", **more: object):
    """Judge an attempt, by default the first one of a read."""
    settings = {"attempt": 1, "patience": Patience(), "jitter": 0.5, **more}
    return backoff.delay_before_retry(error, method=method, **settings)  # type: ignore[arg-type]


PASSING = [
    LOST,
    LATE,
    *(failed(s) for s in [408, 425, 429]),
    *(failed(s) for s in [500, 502, 503, 504, 599]),
]
LASTING = [
    *(failed(s) for s in [300, 302, 400, 401, 403, 404, 409, 410, 418, 422, 451]),
    *(failed(s) for s in [501, 505]),
    ODD,
    ASTRAY,
    DISTRUSTED,
]


def name(error: object) -> str:
    """Name an error."""
    return f"{type(error).__name__}{getattr(error, 'status', '')}"


@pytest.mark.parametrize("method", METHODS)
def test_retry_table(method: str):
    """S3, A14: which errors are retried, for which methods."""
    for error in (*PASSING, *LASTING, REFUSED):
        passing = error in PASSING and method in IDEMPOTENT
        expected = 0.25 if passing or error is REFUSED else None
        assert decide(error, method) == expected, name(error)


@pytest.mark.parametrize("method", METHODS)
def test_rate_limit_is_retried_for_every_method(method: str):
    """S3: GitHub rejects before acting, so nothing is done twice."""
    assert decide(LIMITED, method, limit_wait=60.0) == 60
    assert decide(LIMITED, method, limit_wait=60.0, attempt=99) == 60


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"limit_wait": 0.0}, 0),
        ({"limit_wait": None}, None),
        ({"limit_wait": 900.0}, 900),
        ({"limit_wait": 900.1}, None),
        ({"limit_wait": 60.0, "limit_answers": 3}, 60),
        ({"limit_wait": 60.0, "limit_answers": 4}, None),
        ({"limit_wait": 60.0, "patience": Patience(limit_answers=1)}, 60),
        ({"limit_wait": 60.0, "time_left": 60.1}, 60),
        ({"limit_wait": 60.0, "time_left": 60.0}, None),
        ({"limit_wait": 0.0, "time_left": 0.0}, None),
        ({"limit_wait": 0.0, "patience": Patience.none()}, None),
    ],
    ids=str,
)
def test_wait_for_a_rate_limit_is_bounded(more: dict[str, object], verdict: object):
    """A2: too long, too often or too late raises at once."""
    assert decide(LIMITED, **more) == verdict


def test_ceiling_doubles_up_to_the_longest_delay():
    """A15: 0.5, 1, 2, 4, 8, 16, then 20 seconds."""
    patience = Patience()
    bounds = [backoff.ceiling(attempt, patience) for attempt in range(1, 10)]
    assert bounds == [0.5, 1, 2, 4, 8, 16, 20, 20, 20]
    assert backoff.ceiling(10**6, patience) == 20
    assert backoff.ceiling(5, Patience(first_delay=0)) == 0
    assert backoff.ceiling(1, Patience(longest_delay=0.1)) == 0.1


def test_delays_are_jitter_times_the_ceiling():
    """A15: full jitter: 0 retries at once, and the whole ceiling is never reached."""
    rolls = [0.0, 0.25, 0.999, 0.5]
    verdicts = [
        decide(LOST, attempt=attempt, jitter=roll)
        for attempt, roll in enumerate([*rolls, 0.5], start=1)
    ]
    assert verdicts == [0, 0.25, 1.998, 2, None]


def test_delays_are_uniformly_distributed():
    """A15: the n-th of N jitters gives the n-th N-th of the ceiling (KS = 0)."""
    count = 10_000
    delays = []
    for number in range(count):
        verdict = decide(LOST, attempt=4, jitter=number / count)
        assert verdict is not None
        delays.append(verdict / 4.0)
    distance = max(abs(delay - n / count) for n, delay in enumerate(sorted(delays)))
    assert distance < 1e-9
    assert all(one < other for one, other in pairwise(delays))


@pytest.mark.parametrize(("attempt", "verdict"), [(4, 2), (5, None)])
def test_attempts_are_limited(attempt: int, verdict: object):
    """A15: five, the first included."""
    assert decide(LOST, attempt=attempt) == verdict


@pytest.mark.parametrize(
    ("time_left", "verdict"), [(0.26, 0.25), (0.25, None), (-1, None)]
)
def test_delay_beyond_the_deadline_raises(time_left: float, verdict: object):
    """A17: the deadline applies first."""
    assert decide(LOST, time_left=time_left) == verdict


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (failed(503, retry_after="7"), 7),
        (failed(503, retry_after="0"), 0.25),
        (failed(503, retry_after="soon"), 0.25),
        (failed(503, retry_after="900"), 900),
        (failed(503, retry_after="901"), None),
        (failed(404, retry_after="1"), None),
        (
            failed(
                503,
                date="Tue, 05 May 2026 10:00:00 GMT",
                retry_after="Tue, 05 May 2026 10:00:09 GMT",
            ),
            9,
        ),
        (failed(503, retry_after="Tue, 05 May 2026 10:00:09 GMT"), 0.25),
    ],
    ids=range(8),
)
def test_retry_after_of_a_failing_server_is_honoured(
    error: errors.ServerError, verdict: object
):
    """A14: within patience."""
    assert decide(error, time_left=inf) == verdict


def test_rate_limit_does_not_delay_other_retries():
    """A15: an earlier limit has no effect on a later failure."""
    assert decide(LOST, limit_wait=500.0) == 0.25


REJECTED = [error for error in PASSING if getattr(error, "status", 0) in {425, 429}]
UNKNOWN = [
    *(error for error in PASSING if error not in REJECTED),
    ODD,
    *(failed(status) for status in [100, 201, 299, 302, 399]),
]
KNOWN = [
    REFUSED,
    LIMITED,
    ASTRAY,
    *REJECTED,
    *(failed(s) for s in [400, 401, 403, 404, 409, 410, 418, 422, 451, 501, 505]),
]


@pytest.mark.parametrize("method", METHODS)
def test_outcome_of_a_failed_write(method: str):
    """S3: unknown where the request may have been processed."""
    for error in (*UNKNOWN, *KNOWN):
        expected = error in UNKNOWN and method != "GET"
        assert backoff.outcome_unknown(error, method) is expected, name(error)


def test_unknown_outcome_stays_unknown():
    """S3: a later rejection does not settle an earlier attempt."""
    for error in (*UNKNOWN, *KNOWN):
        assert backoff.outcome_unknown(error, "DELETE", earlier=True), name(error)
        assert not backoff.outcome_unknown(error, "GET", earlier=True), name(error)


def test_write_with_a_see_other_response_has_unknown_outcome():
    """S2: a 303 says that something was done."""
    done = errors.RedirectError("done, see there")
    done.outcome_unknown = True
    assert backoff.outcome_unknown(done, "POST")
    assert not backoff.outcome_unknown(done, "GET")


SMALLER = "GitHub ends requests after 10 seconds: a smaller per_page may help"


@pytest.mark.parametrize(
    ("error", "items", "requests", "notes"),
    [
        (failed(502), "runs", 5, ["gave up after 5 requests", SMALLER]),
        (failed(502), "runs", 2, ["gave up after 2 requests", SMALLER]),
        (failed(502), "runs", 1, []),
        (failed(502), None, 5, ["gave up after 5 requests"]),
        (failed(404), "runs", 5, ["gave up after 5 requests"]),
        (LOST, "runs", 5, ["gave up after 5 requests"]),
        (LOST, None, 1, []),
    ],
)
def test_notes_count_the_requests_and_suggest_smaller_pages(
    error: errors.GitHubActionsError,
    items: str | None,
    requests: int,
    notes: list[str],
):
    """A14: GitHub may need too long for a page of 100 items."""
    operation: Operation[None] = Operation(
        id="x", method="GET", path="/x", tag="x", name="x", answers={}, items=items
    )
    call = Call(operation=operation, path="/x")
    state = CallState(call, url="https://api.github.com/x", headers={})
    state.requests = requests
    failure = copy(error)
    annotate(state, failure)
    assert getattr(failure, "__notes__", []) == notes
