from itertools import product
from math import inf
from string import ascii_lowercase

import pytest

from aioghactions._core.call import Method, Operation, Returns
from aioghactions._core.messages import Response
from aioghactions._limits.admission import Admission, Permit
from aioghactions._limits.blocked import Blocked
from aioghactions._limits.detect import LimitKind
from aioghactions.settings import Pace

WALL = 1_777_975_200.0
DATE = "Tue, 05 May 2026 10:00:00 GMT"
REGISTRATION = "actions_runner_registration"


def operation(
    name: str = "list-runs", method: Method = "GET", path: str = ""
) -> Operation[None]:
    """Return an operation."""
    return Operation(
        id=name,
        method=method,
        path=path or f"/repos/{{owner}}/{{repo}}/{name}",
        tag="repo-runs",
        name=name,
        answers={200: Returns()},
    )


RUNS = operation()
JOBS = operation("list-jobs")
CANCEL = operation("cancel", "POST")
REGISTER = operation(
    "register", "POST", "/orgs/{org}/actions/runners/registration-token"
)


def headers(
    remaining: int, *, left: float = 600, resource: str = "core", **more: str
) -> dict[str, str]:
    """Return the rate limit headers of a response."""
    return {
        "date": DATE,
        "x-ratelimit-limit": "5000",
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": str(int(WALL + left)),
        "x-ratelimit-resource": resource,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }


def admit(limits: Admission, what: Operation[None] = RUNS, *, at: float = 0) -> Permit:
    """Return the permit of a request that is admitted."""
    outcome = limits.admit(what, monotonic=at)
    assert isinstance(outcome, Permit)
    return outcome


def blocked(
    limits: Admission, what: Operation[None] = RUNS, *, at: float = 0
) -> Blocked:
    """Return what blocks a request that is not admitted."""
    outcome = limits.admit(what, monotonic=at)
    assert isinstance(outcome, Blocked)
    return outcome


def respond(
    limits: Admission,
    permit: Permit,
    fields: dict[str, str],
    *,
    status: int = 200,
    limit: LimitKind | None = None,
    at: float = 0,
    jitter: float = 0,
) -> float:
    """Observe a response and release its permit; return the seconds to wait."""
    response = Response(status=status, headers=fields)
    wait = limits.observe(permit, response, limit, now=0, monotonic=at, jitter=jitter)
    limits.release(permit, monotonic=at)
    return wait


def refuse(
    limits: Admission,
    permit: Permit,
    limit: LimitKind,
    fields: dict[str, str],
    *,
    at: float = 0,
    jitter: float = 0,
) -> float:
    """Observe a rate-limit response, as above."""
    return respond(
        limits, permit, fields, status=403, limit=limit, at=at, jitter=jitter
    )


def warm(pace: Pace | None = None, remaining: int = 4999, **more: bool) -> Admission:
    """Return an admission that has observed one response."""
    limits = Admission(pace or Pace(), **more)
    respond(limits, admit(limits), headers(remaining))
    return limits


def test_the_first_request_is_sent_alone():
    """A4: a probe, while the limit is unknown."""
    limits = Admission(Pace())
    probe = admit(limits)
    assert blocked(limits) == Blocked(inf, "probe")
    assert blocked(limits, JOBS) == Blocked(inf, "probe")
    respond(limits, probe, headers(4999))
    assert [admit(limits) for _ in range(50)]
    assert limits.in_flight == 50
    assert limits.known()["core"].remaining == 4999


def test_a_probe_that_was_never_sent_is_followed_by_another():
    """A4: there is no response to wait for."""
    limits = Admission(Pace())
    limits.release(admit(limits), monotonic=0, sent=False)
    assert admit(limits)
    assert blocked(limits) == Blocked(inf, "probe")


def test_a_probe_with_a_cached_response_is_followed_by_another():
    """A4: its rate limit may be out of date."""
    limits = Admission(Pace())
    respond(limits, admit(limits), headers(7, age="12"))
    assert limits.known() == {}
    assert admit(limits)
    assert blocked(limits) == Blocked(inf, "probe")


def test_a_server_without_limits_is_not_probed():
    """A9: only concurrency is bounded."""
    limits = Admission(Pace.for_host("https://ghe.corp.example/api/v3"))
    permits = [admit(limits, CANCEL) for _ in range(50)]
    assert blocked(limits) == Blocked(inf, "concurrency")
    for permit in permits:
        respond(limits, permit, {})
    assert [admit(limits, CANCEL) for _ in range(50)]
    assert limits.known() == {}


def test_rules_apply_once_a_server_has_shown_limits():
    """A5, A9: from the first response with a limit."""
    limits = Admission(Pace.for_host("https://ghe.corp.example/api/v3"))
    respond(limits, admit(limits, CANCEL), headers(3))
    assert blocked(limits, CANCEL) == Blocked(1, "writes")
    write = admit(limits, CANCEL, at=1)
    assert blocked(limits, CANCEL, at=1) == Blocked(inf, "writes")
    respond(limits, write, headers(2), at=5)
    assert blocked(limits, CANCEL, at=5) == Blocked(6, "writes")
    respond(limits, admit(limits, at=6), headers(0), at=6)
    assert blocked(limits, at=6) == Blocked(601, "primary")


def test_an_exhausted_resource_blocks_only_itself():
    """A3: nothing is sent until one second after the reset."""
    limits = warm(remaining=1)
    respond(limits, admit(limits), headers(0))
    assert blocked(limits) == Blocked(601, "primary")
    assert blocked(limits, JOBS, at=600.9) == Blocked(601, "primary")
    assert admit(limits, REGISTER, at=1)
    assert admit(limits, at=601)
    assert blocked(limits, at=602) == Blocked(inf, "probe")


def test_requests_in_flight_count_as_spent():
    """A4: their responses may change that."""
    limits = warm(remaining=2)
    one, two = admit(limits), admit(limits)
    assert blocked(limits) == Blocked(601, "probe")
    limits.release(one, monotonic=0, sent=False)
    assert admit(limits)
    respond(limits, two, headers(0))
    assert blocked(limits) == Blocked(601, "primary")


def test_the_first_request_after_a_reset_has_jitter():
    """A6: up to ``release`` seconds."""
    limits = warm(Pace(release=10), remaining=1)
    respond(limits, admit(limits), headers(0), jitter=0.5)
    assert blocked(limits) == Blocked(601, "primary")
    assert blocked(limits, at=601) == Blocked(606, "release")


def test_jitter_is_applied_once_a_window():
    """A6: later responses of the same window do not add to it."""
    limits = warm(remaining=3)
    permits = [admit(limits) for _ in range(3)]
    respond(limits, permits[0], headers(0), jitter=0.1)
    respond(limits, permits[1], headers(1), jitter=0.9)
    respond(limits, permits[2], headers(2), jitter=0.9)
    assert blocked(limits) == Blocked(601, "primary")
    assert blocked(limits, at=601) == Blocked(602, "release")


def test_requests_are_spaced_after_a_reset():
    """A6: at most ``concurrency`` in the first second, and the one at its end."""
    limits = warm(Pace(concurrency=50, release=10), remaining=1)
    respond(limits, admit(limits), headers(0))
    sent, at = [], 601.0
    while at < 612:
        outcome = limits.admit(RUNS, monotonic=at)
        if isinstance(outcome, Blocked):
            assert outcome.reason == "release"
            at = outcome.until
            continue
        sent.append(at)
        respond(limits, outcome, headers(4000, left=4200), at=at)
        if at >= 611:
            break
    assert sum(at < 602 for at in sent) in {50, 51}
    assert sum(610 <= at < 611 for at in sent) in {50, 51}
    assert len({admit(limits, at=612) for _ in range(40)}) == 40


@pytest.mark.parametrize("kind", ["primary", "secondary"])
def test_a_rate_limit_response_blocks_at_once(kind: LimitKind):
    """A3: a request at the same instant has to wait."""
    limits = warm()
    first, second = admit(limits), admit(limits)
    fields = headers(4000, retry_after="30")
    assert refuse(limits, first, kind, fields, at=1) == 30
    assert blocked(limits, at=1) == Blocked(31, kind)
    respond(limits, second, headers(4000), at=2)
    assert blocked(limits, at=30.9) == Blocked(31, kind)
    assert admit(limits, at=31)


def test_a_secondary_limit_blocks_every_resource():
    """A3: it applies to the token."""
    limits = warm()
    refuse(limits, admit(limits), "secondary", {"retry-after": "30"})
    assert blocked(limits, REGISTER) == Blocked(30, "secondary")


def test_a_primary_limit_blocks_one_resource():
    """A3: the others have requests left."""
    limits = warm()
    refuse(limits, admit(limits), "primary", headers(0))
    assert blocked(limits) == Blocked(601, "primary")
    assert admit(limits, REGISTER)


def test_a_stated_wait_has_jitter():
    """A2, A6: added by the client, on top of what the server stated."""
    limits = warm(Pace(release=8))
    fields = {"retry-after": "30"}
    assert refuse(limits, admit(limits), "secondary", fields, jitter=0.5) == 30
    assert blocked(limits) == Blocked(30, "secondary")
    assert blocked(limits, at=30) == Blocked(34, "release")


def test_a_secondary_limit_halves_the_concurrency_once():
    """A5: responses to requests in flight together count once."""
    limits = warm(Pace(concurrency=8, release=0))
    permits = [admit(limits) for _ in range(8)]
    waits = [refuse(limits, permit, "secondary", {}, at=0) for permit in permits]
    assert waits == [60] * 8
    half = [admit(limits, at=60) for _ in range(5)]  # a minute later it is 4 + 1
    assert blocked(limits, at=60) == Blocked(120, "concurrency")
    assert refuse(limits, half[0], "secondary", {}, at=61) == 120


def test_a_primary_limit_does_not_reduce_the_concurrency():
    """A5: it is not about speed."""
    limits = warm(Pace(concurrency=8, release=0))
    refuse(limits, admit(limits), "primary", {"retry-after": "5"})
    assert len([admit(limits, at=5) for _ in range(8)]) == 8


def test_an_unstated_wait_doubles_until_a_success():
    """A2: one minute, two, four, and one again."""
    limits = warm(Pace(release=0))
    at = 0.0
    for expected in (60, 120, 240):
        permit = admit(limits, at=at)
        assert refuse(limits, permit, "secondary", {}, at=at) == expected
        at += expected
    respond(limits, admit(limits, at=at), headers(4999), at=at)
    assert refuse(limits, admit(limits, at=at), "secondary", {}, at=at) == 60


@pytest.mark.parametrize(
    ("status", "wait"), [(399, 60), (400, 120), (404, 120), (500, 120)]
)
def test_an_error_does_not_reset_the_doubling(status: int, wait: float):
    """A2: it says nothing about the limit; every lower status was admitted."""
    limits = warm(Pace(release=0))
    refuse(limits, admit(limits), "secondary", {})
    respond(limits, admit(limits, at=60), {}, status=status, at=60)
    assert refuse(limits, admit(limits, at=60), "secondary", {}, at=60) == wait


def test_a_rate_limit_response_to_the_first_request_counts():
    """A2: also before any limit is known."""
    limits = Admission(Pace(release=0, concurrency=8))
    assert refuse(limits, admit(limits), "secondary", {}) == 60
    assert limits.secondary.concurrency(0) == 4
    assert refuse(limits, admit(limits, at=60), "secondary", {}, at=60) == 120


def test_requests_are_spaced_across_resources_after_a_secondary_limit():
    """A6: one gap for all."""
    limits = warm(Pace(concurrency=10, release=10))
    refuse(limits, admit(limits), "secondary", {"retry-after": "30"})
    assert admit(limits, at=30)
    assert blocked(limits, REGISTER, at=30) == Blocked(30.2, "release")
    assert admit(limits, REGISTER, at=30.2)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_success_of_an_earlier_request_does_not_reset_the_doubling(
    order: tuple[int, int],
):
    """A2: it was admitted before the limit."""
    limits = warm(Pace(release=0))
    permits = admit(limits), admit(limits)
    refuse(limits, permits[order[0]], "secondary", {})
    respond(limits, permits[order[1]], headers(4999), at=1)
    assert refuse(limits, admit(limits, at=60), "secondary", {}, at=60) == 120


def test_a_rate_limit_response_without_headers_keeps_probing():
    """A4: it does not mean that there are no limits."""
    limits = Admission(Pace(release=0))
    refuse(limits, admit(limits), "secondary", {})
    assert admit(limits, at=60)
    assert blocked(limits, at=60) == Blocked(inf, "probe")


def test_the_resource_of_a_response_is_remembered_by_operation():
    """A4: later requests of the operation count towards it."""
    limits = warm(remaining=100)
    respond(limits, admit(limits, JOBS), headers(1, resource="search"))
    assert limits.known()["core"].remaining == 100
    assert limits._resources["core"].bucket._in_flight == 0
    assert admit(limits, JOBS)
    assert blocked(limits, JOBS) == Blocked(601, "probe")
    assert admit(limits)


def test_a_primary_limit_blocks_the_resource_that_it_names():
    """A3: not the presumed one."""
    limits = warm()
    permit = admit(limits, JOBS)
    fields = headers(0, resource="search")
    refuse(limits, permit, "primary", fields)
    assert blocked(limits, JOBS) == Blocked(601, "primary")
    assert admit(limits)


def test_registration_tokens_have_a_resource_of_their_own():
    """A4: 10,000 an hour."""
    limits = warm(remaining=1)
    respond(limits, admit(limits), headers(0))
    permit = admit(limits, REGISTER)
    assert permit.resource == REGISTRATION
    respond(limits, permit, headers(9999, resource=REGISTRATION))
    assert set(limits.known()) == {"core", REGISTRATION}


def test_the_number_of_resources_is_bounded():
    """A13: beyond 32 they count as core."""
    limits = Admission(Pace.off())
    for name in map("".join, product(ascii_lowercase[:10], repeat=2)):
        respond(limits, admit(limits), headers(50, resource=name))
    assert len(limits.known()) == 32
    respond(limits, admit(limits), headers(7, resource="ab"))
    assert limits.known()["ab"].remaining == 7
    assert len(limits.known()) == 32


@pytest.mark.parametrize(
    ("status", "fields", "remaining", "free"),
    [
        (200, headers(7), 7, True),
        (404, headers(7), 7, True),
        (500, headers(7), 7, True),
        (304, headers(7), 10, True),
        (200, headers(7, age="12"), 10, True),
        (200, headers(7, age="0"), 7, True),
        (200, headers(7, left=0), 10, False),
        (200, headers(7, left=-5), 10, False),
        (200, {"x-ratelimit-reset": str(int(WALL) + 600)}, 10, False),
        (200, {}, 10, False),
        (500, {}, 10, False),
        (401, headers(7), 10, False),
        (401, headers(59, left=3600), 10, False),
    ],
    ids=range(13),
)
def test_which_rate_limits_are_used(
    status: int, fields: dict[str, str], remaining: int, free: object
):
    """A4, A8: not of a 304, a cached response, or a 401 (anonymous rate limit)."""
    limits = warm(remaining=10)
    respond(limits, admit(limits), fields, status=status)
    assert limits.known()["core"].remaining == remaining
    bucket = limits._resources["core"].bucket
    assert bool(bucket._lost) is not free
    assert bucket._in_flight == 0


@pytest.mark.parametrize(
    ("status", "has_limits"),
    [(200, False), (204, False), (399, False), (400, True), (502, True)],
)
def test_only_a_success_without_headers_means_no_limits(
    status: int, has_limits: object
):
    """A9: the error of a proxy does not."""
    limits = Admission(Pace())
    respond(limits, admit(limits), {}, status=status)
    assert admit(limits)
    assert isinstance(limits.admit(RUNS, monotonic=0), Blocked) is has_limits


def test_a_window_with_one_second_left_is_used():
    """A4: its reset is in the future."""
    limits = Admission(Pace())
    respond(limits, admit(limits), headers(7, left=1))
    assert limits.known()["core"].remaining == 7


def test_a_response_settles_requests_lost_before():
    """A4: it was sent, and counted, after them."""
    limits = warm(remaining=10)
    limits.release(admit(limits), monotonic=0)
    bucket = limits._resources["core"].bucket
    assert len(bucket._lost) == 1
    respond(limits, admit(limits), headers(8))
    assert not bucket._lost


def test_a_304_is_used_while_no_limit_is_known():
    """A8: a client that only polls would probe forever."""
    limits = Admission(Pace())
    respond(limits, admit(limits), headers(10), status=304)
    assert limits.known()["core"].remaining == 10


def test_a_304_without_a_token_counts():
    """A8: it is free with a token only."""
    limits = warm(remaining=10, authorised=False)
    respond(limits, admit(limits), headers(9), status=304)
    assert limits.known()["core"].remaining == 9


def test_a_second_release_does_nothing():
    """A22: neither to the slots nor to the reservation."""
    limits = warm(remaining=10)
    one, two = admit(limits), admit(limits)
    limits.release(one, monotonic=0)
    limits.release(one, monotonic=0, sent=False)
    assert limits.in_flight == 1
    limits.release(two, monotonic=0, sent=False)
    bucket = limits._resources["core"].bucket
    assert (bucket._in_flight, len(bucket._lost)) == (0, 1)


def test_a_permit_is_in_use_until_its_release():
    """A5: a body that is being read counts as in flight."""
    limits = warm(Pace(concurrency=1))
    permit = admit(limits)
    link = Response(status=302, headers=headers(9))
    limits.observe(permit, link, None, now=0, monotonic=0, jitter=0)
    assert blocked(limits) == Blocked(inf, "concurrency")
    limits.release(permit, monotonic=99)
    assert admit(limits, at=99)


def test_a_blocked_request_changes_nothing():
    """A22: a cancelled waiter leaves no state."""
    limits = warm(Pace(concurrency=1))
    permit = admit(limits)
    for _ in range(100):
        blocked(limits)
    limits.release(permit, monotonic=0)
    assert limits.in_flight == 0
    assert admit(limits)


@pytest.mark.parametrize("skew", [3600, -3600, 86_400, -86_400])
def test_a_wrong_wall_clock_changes_no_wait(skew: float):
    """A7: the server's ``Date`` and the monotonic clock are used."""
    limits = Admission(Pace())
    permit = admit(limits, at=50)
    last = Response(status=200, headers=headers(0))
    limits.observe(permit, last, None, now=WALL + skew, monotonic=50, jitter=0)
    limits.release(permit, monotonic=50)
    assert blocked(limits, at=50) == Blocked(651, "primary")
