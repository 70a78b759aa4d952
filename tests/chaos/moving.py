"""A18: lists whose items, totals and links change at every answer."""

from collections import Counter
from random import Random

from tests.chaos.figure import Figure
from tests.support.moving import random_history


def a18m(count: int) -> list[Figure]:
    """A18: each list ends, repeats no item, and misses none without saying so."""
    found: Counter[str] = Counter()
    for seed in range(count):
        moving = random_history(Random(seed))  # noqa: S311 - repeatable, not secret
        plan = moving.read()
        claims = moving.failure is None and plan.incomplete_reason is None
        found["unbounded"] += not moving.is_bounded
        found["twice"] += len(moving.yielded) - len(set(moving.yielded))
        found["silently short"] += claims and bool(moving.missing)
        found["complete"] += claims
    return [
        Figure("lists not ended within 2 P + 2", found["unbounded"], most=0),
        Figure("items yielded twice", found["twice"], most=0),
        Figure("lists silently short", found["silently short"], most=0),
        Figure("share shown to be complete", found["complete"] / count, least=0.5),
    ]
