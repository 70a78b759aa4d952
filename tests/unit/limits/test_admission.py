from math import inf

import pytest

from aioghactions._core.call import Method, Operation, Returns
from aioghactions._limits.admission import Admission, Blocked, Permit
from aioghactions.settings import Pace

WALL = 1_777_975_200.0
DATE = "Tue, 05 May 2026 10:00:00 GMT"
REGISTRATION = "actions_runner_registration"


def operation(
    name: str = "list-runs", method: Method = "GET", path: str = ""
) -> Operation[None]:
    """Return one of several operations."""
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
    """Return what a server says of an allowance."""
    return {
        "date": DATE,
        "x-ratelimit-limit": "5000",
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": str(int(WALL + left)),
        "x-ratelimit-resource": resource,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }


def admit(limits: Admission, what: Operation[None] = RUNS, *, at: float = 0) -> Permit:
    """Return the ticket that is due."""
    ticket = limits.admit(what, monotonic=at)
    assert isinstance(ticket, Permit)
    return ticket


def wait(limits: Admission, what: Operation[None] = RUNS, *, at: float = 0) -> Blocked:
    """Return the wait that is due."""
    outcome = limits.admit(what, monotonic=at)
    assert isinstance(outcome, Blocked)
    return outcome


def answer(
    limits: Admission,
    ticket: Permit,
    said: dict[str, str] | None = None,
    *,
    status: int = 200,
    at: float = 0,
    jitter: float = 0,
) -> None:
    """Let an answer arrive and leave."""
    limits.answered(
        ticket,
        status,
        headers(4999) if said is None else said,
        now=0,
        monotonic=at,
        jitter=jitter,
    )
    limits.leave(ticket, monotonic=at)


def refuse(
    limits: Admission,
    ticket: Permit,
    kind: str,
    said: dict[str, str],
    *,
    at: float = 0,
    jitter: float = 0,
) -> float:
    """Let a rate limited answer arrive and leave."""
    answer(limits, ticket, said, status=403, at=at, jitter=jitter)
    return limits.refused(
        ticket,
        kind,  # type: ignore[arg-type]
        said,
        now=0,
        monotonic=at,
        jitter=jitter,
    )


def warm(pace: Pace | None = None, remaining: int = 4999, **more: bool) -> Admission:
    """Return limits of which one answer is known."""
    limits = Admission(pace or Pace(), **more)
    answer(limits, admit(limits), headers(remaining))
    return limits


def test_a_cold_client_sends_one_request_and_waits():
    """A4: a lone probe while the allowance is unknown."""
    limits = Admission(Pace())
    probe = admit(limits)
    assert wait(limits) == Blocked(inf, "probe")
    assert wait(limits, JOBS) == Blocked(inf, "probe")
    answer(limits, probe)
    assert [admit(limits) for _ in range(50)]
    assert limits.in_flight == 50
    assert limits.known()["core"].remaining == 4999


def test_a_cold_client_of_a_server_does_not_wait():
    """A9: no limits, no gate; only concurrency is bounded."""
    limits = Admission(Pace.for_host("https://ghe.corp.example/api/v3"))
    tickets = [admit(limits, CANCEL) for _ in range(50)]
    assert wait(limits) == Blocked(inf, "concurrency")
    for ticket in tickets:
        answer(limits, ticket, {})
    assert [admit(limits, CANCEL) for _ in range(50)]
    assert limits.known() == {}


def test_a_server_that_shows_limits_is_guarded_and_paced():
    """A5, A9: the rules begin with the first answer that shows a limit."""
    limits = Admission(Pace.for_host("https://ghe.corp.example/api/v3"))
    answer(limits, admit(limits, CANCEL), headers(3))
    assert wait(limits, CANCEL) == Blocked(1, "writes")
    writing = admit(limits, CANCEL, at=1)
    assert wait(limits, CANCEL, at=1) == Blocked(inf, "writes")
    answer(limits, writing, headers(2), at=5)
    assert wait(limits, CANCEL, at=5) == Blocked(6, "writes")
    answer(limits, admit(limits, at=6), headers(0), at=6)
    assert wait(limits, at=6) == Blocked(601, "primary")


def test_a_spent_allowance_closes_its_resource_alone():
    """A3: after the last one, nothing is sent until the reset and a second."""
    limits = warm(remaining=1)
    answer(limits, admit(limits), headers(0))
    assert wait(limits) == Blocked(601, "primary")
    assert wait(limits, JOBS, at=600.9) == Blocked(601, "primary")
    assert admit(limits, REGISTER, at=1)
    assert admit(limits, at=601)
    assert wait(limits, at=602) == Blocked(inf, "probe")


def test_the_last_ones_in_flight_are_waited_for():
    """A4: reserved is not yet spent."""
    limits = warm(remaining=2)
    one, two = admit(limits), admit(limits)
    assert wait(limits) == Blocked(601, "probe")
    limits.leave(one, monotonic=0, sent=False)
    assert admit(limits)
    answer(limits, two, headers(0))
    assert wait(limits) == Blocked(601, "primary")


def test_a_reset_is_spread_by_chance():
    """A6: the first goes up to ``release`` seconds after the reset."""
    limits = warm(Pace(release=10), remaining=1)
    answer(limits, admit(limits), headers(0), jitter=0.5)
    assert wait(limits) == Blocked(601, "primary")
    assert wait(limits, at=601) == Blocked(606, "opening")


def test_the_chance_is_rolled_once_a_window():
    """A6: late answers of the same window do not push the hold further."""
    limits = warm(remaining=3)
    tickets = [admit(limits) for _ in range(3)]
    answer(limits, tickets[0], headers(0), jitter=0.1)
    answer(limits, tickets[1], headers(1), jitter=0.9)
    answer(limits, tickets[2], headers(2), jitter=0.9)
    assert wait(limits) == Blocked(601, "primary")
    assert wait(limits, at=601) == Blocked(602, "opening")


def test_the_waiting_resume_one_after_the_other():
    """A6: no more than the width in the first second after a reset."""
    limits = warm(Pace(concurrency=50, release=10), remaining=1)
    answer(limits, admit(limits), headers(0))
    sent, at = [], 601.0
    while at < 612:
        outcome = limits.admit(RUNS, monotonic=at)
        if isinstance(outcome, Blocked):
            assert outcome.reason == "opening"
            at = outcome.until
            continue
        sent.append(at)
        answer(limits, outcome, headers(4000, left=4200), at=at)
        if at >= 611:
            break
    assert sum(at < 602 for at in sent) in {50, 51}
    assert sum(610 <= at < 611 for at in sent) in {50, 51}
    assert len({admit(limits, at=612) for _ in range(40)}) == 40


@pytest.mark.parametrize("kind", ["primary", "secondary"])
def test_one_refusal_closes_the_door_at_once(kind: str):
    """A3: whoever asks in the same instant waits."""
    limits = warm()
    first, second = admit(limits), admit(limits)
    said = headers(4000, retry_after="30")
    assert refuse(limits, first, kind, said, at=1) == 30
    assert wait(limits, at=1) == Blocked(31, kind)
    answer(limits, second, headers(4000), at=2)
    assert wait(limits, at=30.9) == Blocked(31, kind)
    assert admit(limits, at=31)


def test_a_secondary_limit_closes_every_resource():
    """A3: it is about the token, not about an allowance."""
    limits = warm()
    refuse(limits, admit(limits), "secondary", {"retry-after": "30"})
    assert wait(limits, REGISTER) == Blocked(30, "secondary")


def test_a_primary_limit_closes_one_resource():
    """A3: other allowances are not used up."""
    limits = warm()
    refuse(limits, admit(limits), "primary", headers(0))
    assert wait(limits) == Blocked(601, "primary")
    assert admit(limits, REGISTER)


def test_a_refusal_is_spread_by_chance():
    """A2, A6: up to ``release`` later than the server said, which we add ourselves."""
    limits = warm(Pace(release=8))
    said = {"retry-after": "30"}
    assert refuse(limits, admit(limits), "secondary", said, jitter=0.5) == 30
    assert wait(limits) == Blocked(30, "secondary")
    assert wait(limits, at=30) == Blocked(34, "opening")


def test_a_secondary_limit_halves_the_width_once():
    """A5: requests refused together are one strike."""
    limits = warm(Pace(concurrency=8, release=0))
    tickets = [admit(limits) for _ in range(8)]
    waits = [refuse(limits, t, "secondary", {}, at=0) for t in tickets]
    assert waits == [60] * 8
    half = [admit(limits, at=60) for _ in range(5)]  # a minute later it is 4 + 1
    assert wait(limits, at=60) == Blocked(120, "concurrency")
    assert refuse(limits, half[0], "secondary", {}, at=61) == 120


def test_a_primary_limit_does_not_narrow_the_width():
    """A5: to use up an allowance is not to be too fast."""
    limits = warm(Pace(concurrency=8, release=0))
    refuse(limits, admit(limits), "primary", {"retry-after": "5"})
    assert len([admit(limits, at=5) for _ in range(8)]) == 8


def test_strikes_double_the_unstated_wait_until_something_succeeds():
    """A2: a minute, two, four; a success begins anew."""
    limits = warm(Pace(release=0))
    at = 0.0
    for expected in (60, 120, 240):
        ticket = admit(limits, at=at)
        assert refuse(limits, ticket, "secondary", {}, at=at) == expected
        at += expected
    answer(limits, admit(limits, at=at), at=at)
    assert refuse(limits, admit(limits, at=at), "secondary", {}, at=at) == 60


@pytest.mark.parametrize("status", [400, 404, 500])
def test_only_a_success_ends_the_strikes(status: int):
    """A2: a failure says nothing about the limit."""
    limits = warm(Pace(release=0))
    refuse(limits, admit(limits), "secondary", {})
    answer(limits, admit(limits, at=60), {}, status=status, at=60)
    assert refuse(limits, admit(limits, at=60), "secondary", {}, at=60) == 120


def test_every_answer_below_400_is_a_success():
    """A2: a redirect was let through as well."""
    limits = warm(Pace(release=0))
    refuse(limits, admit(limits), "secondary", {})
    answer(limits, admit(limits, at=60), {}, status=399, at=60)
    assert refuse(limits, admit(limits, at=60), "secondary", {}, at=60) == 60


def test_the_very_first_request_can_be_a_strike():
    """A2: a cold client that is refused counts from there."""
    limits = Admission(Pace(release=0, concurrency=8))
    assert refuse(limits, admit(limits), "secondary", {}) == 60
    assert limits._pacer.width(0) == 4
    assert refuse(limits, admit(limits, at=60), "secondary", {}, at=60) == 120


def test_after_a_secondary_limit_all_resume_one_after_the_other():
    """A6: the gap is kept across resources."""
    limits = warm(Pace(concurrency=10, release=10))
    refuse(limits, admit(limits), "secondary", {"retry-after": "30"})
    assert admit(limits, at=30)
    assert wait(limits, REGISTER, at=30) == Blocked(30.2, "opening")
    assert admit(limits, REGISTER, at=30.2)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_success_that_was_on_its_way_does_not_end_the_strikes(order: tuple[int, int]):
    """A2: it was admitted before the limit spoke."""
    limits = warm(Pace(release=0))
    tickets = admit(limits), admit(limits)
    refuse(limits, tickets[order[0]], "secondary", {})
    answer(limits, tickets[order[1]], at=1)
    assert refuse(limits, admit(limits, at=60), "secondary", {}, at=60) == 120


def test_a_refusal_without_headers_leaves_a_cold_client_cautious():
    """A4: a limit answer is no proof that there are no limits."""
    limits = Admission(Pace(release=0))
    refuse(limits, admit(limits), "secondary", {})
    assert admit(limits, at=60)
    assert wait(limits, at=60) == Blocked(inf, "probe")


def test_an_answer_that_names_another_resource_teaches_it():
    """A4: the resource is what the server says, and is remembered by operation."""
    limits = warm(remaining=100)
    answer(limits, admit(limits, JOBS), headers(1, resource="search"))
    assert limits.known()["core"].remaining == 100
    assert limits._allowances["core"].bucket._in_flight == 0
    assert admit(limits, JOBS)
    assert wait(limits, JOBS) == Blocked(601, "probe")
    assert admit(limits)


def test_a_refusal_closes_the_resource_that_it_names():
    """A3: not the one that was presumed."""
    limits = warm()
    ticket = admit(limits, JOBS)
    said = headers(0, resource="search")
    refuse(limits, ticket, "primary", said)
    assert wait(limits, JOBS) == Blocked(601, "primary")
    assert admit(limits)


def test_registration_tokens_are_presumed_to_have_their_own_allowance():
    """A4: 10,000 an hour, apart from everything else."""
    limits = warm(remaining=1)
    answer(limits, admit(limits), headers(0))
    ticket = admit(limits, REGISTER)
    assert ticket.resource == REGISTRATION
    answer(limits, ticket, headers(9999, resource=REGISTRATION))
    assert set(limits.known()) == {"core", REGISTRATION}


def test_a_server_that_invents_resources_fills_no_memory():
    """A13: beyond 32 they share one."""
    limits = Admission(Pace.off())
    for number in range(100):
        answer(limits, admit(limits), headers(50, resource=f"r{number}"))
    assert len(limits.known()) <= 32
    answer(limits, admit(limits), headers(7, resource="r3"))
    assert limits.known()["r3"].remaining == 7
    assert len(limits._allowances) == 32


@pytest.mark.parametrize(
    ("status", "said", "remaining", "free"),
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
def test_which_answers_are_believed(
    status: int, said: dict[str, str], remaining: int, free: object
):
    """A4, A8: not a 304, not a cached one, not the strangers' allowance of a 401."""
    limits = warm(remaining=10)
    answer(limits, admit(limits), said, status=status)
    assert limits.known()["core"].remaining == remaining
    bucket = limits._allowances["core"].bucket
    assert bool(bucket._lost) is not free
    assert bucket._in_flight == 0


@pytest.mark.parametrize(
    ("status", "guarded"),
    [(200, False), (204, False), (399, False), (400, True), (502, True)],
)
def test_only_a_success_shows_that_there_are_no_limits(status: int, guarded: object):
    """A9: a proxy's refusal without the headers shows nothing."""
    limits = Admission(Pace())
    answer(limits, admit(limits), {}, status=status)
    assert admit(limits)
    assert isinstance(limits.admit(RUNS, monotonic=0), Blocked) is guarded


def test_a_window_that_ends_in_a_second_is_a_window():
    """A4: a reset that is still to come is believed."""
    limits = Admission(Pace())
    answer(limits, admit(limits), headers(7, left=1))
    assert limits.known()["core"].remaining == 7


def test_an_answer_clears_what_was_lost_before():
    """A4: what was sent after a loss was counted after it."""
    limits = warm(remaining=10)
    limits.leave(admit(limits), monotonic=0)
    bucket = limits._allowances["core"].bucket
    assert len(bucket._lost) == 1
    answer(limits, admit(limits), headers(8))
    assert not bucket._lost


def test_a_304_may_tell_what_is_not_known_yet():
    """A8: a client that only polls must not probe for ever."""
    limits = Admission(Pace())
    answer(limits, admit(limits), headers(10), status=304)
    assert limits.known()["core"].remaining == 10


def test_a_304_of_an_anonymous_client_was_charged():
    """A8: free only when authorised."""
    limits = warm(remaining=10, authorised=False)
    answer(limits, admit(limits), headers(9), status=304)
    assert limits.known()["core"].remaining == 9


def test_a_ticket_is_given_back_once():
    """A22: leaving twice frees one place."""
    limits = warm(remaining=10)
    one, two = admit(limits), admit(limits)
    limits.leave(one, monotonic=0)
    limits.leave(one, monotonic=0, sent=False)
    assert limits.in_flight == 1
    limits.leave(two, monotonic=0, sent=False)
    bucket = limits._allowances["core"].bucket
    assert (bucket._in_flight, len(bucket._lost)) == (0, 1)


def test_a_place_is_kept_until_it_is_left():
    """A5: a body that is still being read counts as in flight."""
    limits = warm(Pace(concurrency=1))
    ticket = admit(limits)
    limits.answered(ticket, 302, headers(9), now=0, monotonic=0, jitter=0)
    assert wait(limits) == Blocked(inf, "concurrency")
    limits.leave(ticket, monotonic=99)
    assert admit(limits, at=99)


def test_asking_changes_nothing():
    """A22: a waiter that was cancelled leaves no trace."""
    limits = warm(Pace(concurrency=1))
    ticket = admit(limits)
    for _ in range(100):
        wait(limits)
    limits.leave(ticket, monotonic=0)
    assert limits.in_flight == 0
    assert admit(limits)


@pytest.mark.parametrize("skew", [3600, -3600, 86_400, -86_400])
def test_a_wrong_clock_changes_no_wait(skew: float):
    """A7: only the server's own ``Date`` and the monotonic clock count."""
    limits = Admission(Pace())
    ticket = admit(limits, at=50)
    limits.answered(ticket, 200, headers(0), now=WALL + skew, monotonic=50, jitter=0)
    limits.leave(ticket, monotonic=50)
    assert wait(limits, at=50) == Blocked(651, "primary")
