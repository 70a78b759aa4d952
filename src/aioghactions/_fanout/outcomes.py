"""What became of one item out of many."""

from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@frozen
class Done(Generic[ItemT, ResultT]):
    """``worker(item)`` returned ``result``.

    Attributes:
        item: What the worker was called with.
        result: What it returned.
    """

    item: ItemT
    result: ResultT


@frozen
class Failed(Generic[ItemT]):
    """``worker(item)`` raised ``error``.

    Attributes:
        item: What the worker was called with.
        error: What it raised.
    """

    item: ItemT
    error: Exception


Outcome: TypeAlias = Done[ItemT, ResultT] | Failed[ItemT]
