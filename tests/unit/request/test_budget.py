from aioghactions._request.backoff import RetryBudget
from aioghactions.errors import ConnectionLostError, RequestTimeoutError

LOST = ConnectionLostError("lost")
LATE = RequestTimeoutError("late")


def test_a_total_outage_is_repeated_a_hundred_times():
    """A16: 10,000 calls of which all fail make 10,100 requests."""
    budget = RetryBudget()
    repetitions = sum(budget.take(LOST) > 0 for _ in range(10_000))
    assert repetitions == 100
    assert budget.left == 0


def test_timeouts_cost_twice():
    """A16: what held a connection for a minute is dearer."""
    budget = RetryBudget()
    assert budget.take(LATE) == 10
    assert budget.take(LOST) == 5
    assert budget.left == 485
    repetitions = 2 + sum(budget.take(LATE) > 0 for _ in range(1_000))
    assert repetitions == 50
    assert budget.left == 5
    assert budget.take(LOST) == 5
    assert budget.take(LOST) == 0


def test_success_after_a_repetition_refunds_it():
    """A16: a repetition that helped was worth it."""
    budget = RetryBudget()
    paid = budget.take(LATE)
    assert paid == 10
    budget.succeeded(paid)
    assert budget.left == 500


def test_success_at_once_earns_a_little_and_never_overfills():
    """A16: the budget recovers with the service."""
    budget = RetryBudget()
    assert budget.take(LOST)
    budget.succeeded()
    assert budget.left == 496
    for _ in range(10):
        budget.succeeded()
    assert budget.left == 500


def test_one_failure_in_five_never_runs_dry():
    """A16: at 20 % failures every repetition is granted."""
    budget = RetryBudget()
    for number in range(10_000):
        if number % 5 == 0:
            paid = budget.take(LOST)
            assert paid
            budget.succeeded(paid)
        else:
            budget.succeeded()
