"""One budget for many processes: they share what GitHub's limits leave.

More processes do not make GitHub allow more requests. They help with work that costs
few requests, such as downloads, and with many installations.
"""

from aioghactions._core.lazy import public_names
from aioghactions._fleet.redis_budget import RedisBudget
from aioghactions._limits.budget import (
    BudgetStore,
    Lease,
    Rate,
    Seen,
)

__all__ = ["BudgetStore", "Lease", "Rate", "RedisBudget", "Seen"]


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
