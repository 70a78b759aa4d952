from aioghactions._request.backoff import RetryBudget
from aioghactions.errors import ConnectionLostError, RequestTimeoutError

LOST = ConnectionLostError("lost")
LATE = RequestTimeoutError("late")


def test_outage_allows_100_retries():
    """A16: 10,000 calls that all fail send 10,100 requests."""
    budget = RetryBudget()
    repetitions = sum(budget.take(LOST) > 0 for _ in range(10_000))
    assert repetitions == 100
    assert budget.left == 0


def test_timeouts_cost_twice():
    """A16: they held a connection for a minute."""
    budget = RetryBudget()
    assert budget.take(LATE) == 10
    assert budget.take(LOST) == 5
    assert budget.left == 485
    repetitions = 2 + sum(budget.take(LATE) > 0 for _ in range(1_000))
    assert repetitions == 50
    assert budget.left == 5
    assert budget.take(LOST) == 5
    assert budget.take(LOST) == 0


def test_success_after_a_retry_refunds_it():
    """A16: the retry was worth it."""
    budget = RetryBudget()
    paid = budget.take(LATE)
    assert paid == 10
    budget.succeeded(paid)
    assert budget.left == 500


def test_success_without_a_retry_earns_up_to_the_budget():
    """A16: the budget recovers with the service."""
    budget = RetryBudget()
    assert budget.take(LOST)
    budget.succeeded()
    assert budget.left == 496
    for _ in range(10):
        budget.succeeded()
    assert budget.left == 500


def test_one_failure_in_five_never_exhausts_the_budget():
    """A16: at 20 % failures every retry is allowed."""
    budget = RetryBudget()
    for number in range(10_000):
        if number % 5 == 0:
            paid = budget.take(LOST)
            assert paid
            budget.succeeded(paid)
        else:
            budget.succeeded()
