from hypothesis import given, strategies as st

from aioghactions import errors
from aioghactions._request import backoff
from aioghactions._request.backoff import RetryBudget
from aioghactions.settings import Patience


@given(
    st.integers(1, 10**6),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1e6),
    st.floats(0, 1e6),
)
def test_delay_is_bounded(attempt: int, jitter: float, first: float, longest: float):
    """A15: full jitter never exceeds ``longest_delay``."""
    patience = Patience(attempts=10**9, first_delay=first, longest_delay=longest)
    delay = backoff.delay_before_retry(
        errors.ConnectionLostError("lost"),
        method="GET",
        attempt=attempt,
        patience=patience,
        jitter=jitter,
    )
    assert delay is not None
    assert 0 <= delay <= longest


@given(st.lists(st.booleans() | st.none(), max_size=300))
def test_retry_budget_is_bounded(events: list[bool | None]):
    """A16: between 0 and 500 after any failures and successes."""
    budget = RetryBudget()
    paid = 0
    for timed_out in events:
        if timed_out is None:
            budget.succeeded(paid)
            paid = 0
        else:
            late = errors.RequestTimeoutError("late")
            paid = budget.take(late if timed_out else errors.ConnectionLostError("x"))
            assert paid in {0, 5, 10}
        assert 0 <= budget.left <= 500
