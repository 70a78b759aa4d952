from itertools import pairwise
from math import inf

import pytest

from aioghactions import errors
from aioghactions._core.call import Operation
from aioghactions._request import backoff
from aioghactions._request.backoff import GiveUp, Retry, RetryBudget
from aioghactions.settings import Patience

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
IDEMPOTENT = ["GET", "PUT", "DELETE"]

REFUSED = errors.ConnectFailedError("refused")
UNTRUSTED = errors.UntrustedCertificateError("expired")
LOST = errors.ConnectionLostError("reset")
TIMED_OUT = errors.RequestTimeoutError("late")
UNEXPECTED = errors.UnexpectedAnswerError("odd")
REDIRECTED = errors.RedirectError("astray")
LIMITED = errors.SecondaryRateLimitError("slow", status=429)


def failed(status: int, **headers: str) -> errors.ResponseError:
    """Return the error for a status, with headers."""
    kind = errors.ServerError if status >= 500 else errors.ResponseError
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return kind("failed", status=status, headers=named)


def decide(error: errors.GitHubActionsError, method: str = "GET", **more: object):
    """Decide on a retry, by default after the first attempt of a read."""
    settings = {"attempt": 1, "patience": Patience(), "jitter": 0.5, **more}
    return backoff.decide(error, method=method, **settings)  # type: ignore[arg-type]


TRANSIENT = [
    LOST,
    TIMED_OUT,
    *(failed(s) for s in [408, 425, 429]),
    *(failed(s) for s in [500, 502, 503, 504, 599]),
]
LASTING = [
    *(failed(s) for s in [300, 302, 400, 401, 403, 404, 409, 410, 418, 422, 451]),
    *(failed(s) for s in [501, 505]),
    UNEXPECTED,
    REDIRECTED,
    UNTRUSTED,
]


def name(error: object) -> str:
    """Return the class and status of an error."""
    return f"{type(error).__name__}{getattr(error, 'status', '')}"


@pytest.mark.parametrize("method", METHODS)
def test_the_retry_table(method: str):
    """S3, A14: which errors are retried, and for which methods."""
    for error in (*TRANSIENT, *LASTING, REFUSED):
        transient = error in TRANSIENT and method in IDEMPOTENT
        expected = Retry(0.25) if transient or error is REFUSED else GiveUp()
        assert decide(error, method) == expected, name(error)


@pytest.mark.parametrize("method", METHODS)
def test_limit_is_retried_for_every_method(method: str):
    """S3: a limited request had no effect, so it cannot be executed twice."""
    assert decide(LIMITED, method, limit_wait=60.0) == Retry(60)
    assert decide(LIMITED, method, limit_wait=60.0, attempt=99) == Retry(60)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"limit_wait": 0.0}, Retry(0)),
        ({"limit_wait": None}, GiveUp()),
        ({"limit_wait": 900.0}, Retry(900)),
        ({"limit_wait": 900.1}, GiveUp()),
        ({"limit_wait": 60.0, "limit_answers": 3}, Retry(60)),
        ({"limit_wait": 60.0, "limit_answers": 4}, GiveUp()),
        ({"limit_wait": 60.0, "patience": Patience(limit_answers=1)}, Retry(60)),
        ({"limit_wait": 60.0, "time_left": 60.1}, Retry(60)),
        ({"limit_wait": 60.0, "time_left": 60.0}, GiveUp()),
        ({"limit_wait": 0.0, "time_left": 0.0}, GiveUp()),
        ({"limit_wait": 0.0, "patience": Patience.none()}, GiveUp()),
    ],
    ids=str,
)
def test_limit_wait_is_bounded(more: dict[str, object], expected: object):
    """A2: a wait too long, too often or beyond the deadline raises at once."""
    assert decide(LIMITED, **more) == expected


def test_bound_of_delays_doubles_up_to_the_longest_delay():
    """A15: 0.5, 1, 2, 4, 8, 16, then 20 seconds."""
    patience = Patience()
    bounds = [backoff.ceiling(attempt, patience) for attempt in range(1, 10)]
    assert bounds == [0.5, 1, 2, 4, 8, 16, 20, 20, 20]
    assert backoff.ceiling(10**6, patience) == 20
    assert backoff.ceiling(5, Patience(first_delay=0)) == 0
    assert backoff.ceiling(1, Patience(longest_delay=0.1)) == 0.1


def test_delays_of_a_call_with_given_jitter():
    """A15: full jitter, from 0 to below the bound."""
    jitters = [0.0, 0.25, 0.999, 0.5]
    verdicts = [
        decide(LOST, attempt=attempt, jitter=jitter)
        for attempt, jitter in enumerate([*jitters, 0.5], start=1)
    ]
    assert verdicts == [Retry(0), Retry(0.25), Retry(1.998), Retry(2), GiveUp()]


def test_delays_are_uniformly_distributed():
    """A15: equally spaced jitter gives equally spaced delays (KS = 0)."""
    count = 10_000
    delays = []
    for number in range(count):
        expected = decide(LOST, attempt=4, jitter=number / count)
        assert isinstance(expected, Retry)
        delays.append(expected.delay / 4.0)
    distance = max(abs(delay - n / count) for n, delay in enumerate(sorted(delays)))
    assert distance < 1e-9
    assert all(one < other for one, other in pairwise(delays))


@pytest.mark.parametrize(("attempt", "expected"), [(4, Retry(2)), (5, GiveUp())])
def test_number_of_attempts(attempt: int, expected: object):
    """A15: five attempts, including the first."""
    assert decide(LOST, attempt=attempt) == expected


@pytest.mark.parametrize(
    ("time_left", "expected"), [(0.26, Retry(0.25)), (0.25, GiveUp()), (-1, GiveUp())]
)
def test_delay_beyond_the_deadline_gives_up(time_left: float, expected: object):
    """A17: no delay ends after the deadline."""
    assert decide(LOST, time_left=time_left) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (failed(503, retry_after="7"), Retry(7)),
        (failed(503, retry_after="0"), Retry(0.25)),
        (failed(503, retry_after="soon"), Retry(0.25)),
        (failed(503, retry_after="900"), Retry(900)),
        (failed(503, retry_after="901"), GiveUp()),
        (failed(404, retry_after="1"), GiveUp()),
        (
            failed(
                503,
                date="Tue, 05 May 2026 10:00:00 GMT",
                retry_after="Tue, 05 May 2026 10:00:09 GMT",
            ),
            Retry(9),
        ),
        (failed(503, retry_after="Tue, 05 May 2026 10:00:09 GMT"), Retry(0.25)),
    ],
    ids=range(8),
)
def test_retry_after_of_a_503_is_respected(error: errors.ServerError, expected: object):
    """A14: within patience."""
    assert decide(error, time_left=inf) == expected


def test_limit_wait_does_not_apply_to_other_errors():
    """A15: an earlier limit does not delay a later retry."""
    assert decide(LOST, limit_wait=500.0) == Retry(0.25)


REJECTED = [error for error in TRANSIENT if getattr(error, "status", 0) in {425, 429}]
UNKNOWN = [
    *(error for error in TRANSIENT if error not in REJECTED),
    UNEXPECTED,
    *(failed(status) for status in [100, 201, 299, 302, 399]),
]
KNOWN = [
    REFUSED,
    LIMITED,
    REDIRECTED,
    *REJECTED,
    *(failed(s) for s in [400, 401, 403, 404, 409, 410, 418, 422, 451, 501, 505]),
]


@pytest.mark.parametrize("method", METHODS)
def test_outcome_of_a_failed_write(method: str):
    """S3: unknown if the request may have been executed."""
    for error in (*UNKNOWN, *KNOWN):
        expected = error in UNKNOWN and method != "GET"
        assert backoff.outcome_unknown(error, method) is expected, name(error)


def test_unknown_outcome_survives_a_later_error():
    """S3: a later error does not reveal the outcome of the earlier attempt."""
    for error in (*UNKNOWN, *KNOWN):
        assert backoff.outcome_unknown(error, "DELETE", earlier=True), name(error)
        assert not backoff.outcome_unknown(error, "GET", earlier=True), name(error)


def test_write_with_a_303_is_unknown():
    """S2: a 303 means that something was executed."""
    redirected = errors.RedirectError("done, see there")
    redirected.outcome_unknown = True
    assert backoff.outcome_unknown(redirected, "POST")
    assert not backoff.outcome_unknown(redirected, "GET")


def operation(items: str | None) -> Operation[None]:
    """Return an operation, paged if ``items`` is given."""
    return Operation(
        id="x", method="GET", path="/x", tag="x", name="x", answers={}, items=items
    )


SMALLER = "GitHub ends requests after 10 seconds: try a smaller per_page"


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
def test_notes_of_a_failed_call(
    error: errors.GitHubActionsError,
    items: str | None,
    requests: int,
    notes: list[str],
):
    """A14: the number of requests, and a hint to use a smaller page."""
    assert list(backoff.notes(error, operation(items), requests=requests)) == notes


def test_outage_has_a_hundred_retries():
    """A16: 10,000 calls that all fail send 10,100 requests."""
    budget = RetryBudget()
    retries = sum(budget.take(LOST) is not None for _ in range(10_000))
    assert retries == 100
    assert budget.left == 0


def test_timeout_costs_twice_as_much():
    """A16: it has occupied a connection for a minute."""
    budget = RetryBudget()
    assert budget.take(TIMED_OUT) == 10
    assert budget.take(LOST) == 5
    assert budget.left == 485
    retries = 2 + sum(budget.take(TIMED_OUT) is not None for _ in range(1_000))
    assert retries == 50
    assert budget.left == 5
    assert budget.take(LOST) == 5
    assert budget.take(LOST) is None


def test_success_after_a_retry_refunds_it():
    """A16: the retry was useful."""
    budget = RetryBudget()
    paid = budget.take(TIMED_OUT)
    assert paid == 10
    budget.succeeded(paid)
    assert budget.left == 500


def test_success_without_a_retry_refills_up_to_the_maximum():
    """A16: the budget recovers with the service."""
    budget = RetryBudget()
    assert budget.take(LOST)
    budget.succeeded()
    assert budget.left == 496
    for _ in range(10):
        budget.succeeded()
    assert budget.left == 500


def test_budget_lasts_with_one_failure_in_five():
    """A16: every retry is allowed."""
    budget = RetryBudget()
    for number in range(10_000):
        if number % 5 == 0:
            paid = budget.take(LOST)
            assert paid is not None
            budget.succeeded(paid)
        else:
            budget.succeeded()
