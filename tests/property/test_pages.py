"""A list that changes between any two answers."""

from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.moving import MovingList, random_history

pytestmark = pytest.mark.slow


@settings(max_examples=1500, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_list_that_changes_at_every_answer(seed):
    """A18: it ends, repeats no item, and misses none without saying so."""
    moving = random_history(Random(seed))  # noqa: S311 - repeatable, not secret
    plan = moving.read()
    assert moving.is_bounded
    assert len(moving.yielded) == len(set(moving.yielded))
    if not moving.failure and plan.incomplete_reason is None:
        assert moving.missing == set()


@settings(max_examples=500, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 120),
    size=st.integers(1, 10),
    is_growing=st.booleans(),
)
def test_answers_of_a_batch_in_any_order(seed, count, size, is_growing):
    """A18: as long as items are only added, or only removed."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret

    def edit(moving):
        at = random.randint(0, len(moving.items))
        if random.random() < 0.3:
            moving.add(at, 1) if is_growing else moving.remove(at, 1)

    moving = MovingList(size, count, edit, random=random)
    plan = moving.read(shuffle=True)
    assert moving.is_bounded
    assert len(moving.yielded) == len(set(moving.yielded))
    if plan.incomplete_reason is None:
        assert moving.missing == set()


@settings(max_examples=500, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 400),
    size=st.integers(20, 60),
    place=st.sampled_from(["front", "end", "any"]),
)
def test_one_item_leaves_before_each_request(seed, count, size, place):
    """F1: all that stay are yielded, and the list is shown to be complete."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret

    def edit(moving):
        last = max(len(moving.items) - 1, 0)
        moving.remove(
            {"front": 0, "end": last, "any": random.randint(0, last)}[place], 1
        )

    moving = MovingList(size, count, edit)
    plan = moving.read()
    assert moving.is_bounded
    assert moving.missing == set()
    assert len(moving.yielded) == len(set(moving.yielded))
    assert plan.incomplete_reason is None
