from aioghactions._request.backoff import RetryBudget
from aioghactions.errors import ConnectionLostError, RequestTimeoutError

LOST = ConnectionLostError("lost")
TIMED_OUT = RequestTimeoutError("late")


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
