"""What became of one item out of many."""

from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@frozen
class Done(Generic[ItemT, ResultT]):
    """``worker(item)`` returned ``result``."""

    item: ItemT
    result: ResultT


@frozen
class Failed(Generic[ItemT]):
    """``worker(item)`` raised ``error``."""

    item: ItemT
    error: Exception


Outcome: TypeAlias = Done[ItemT, ResultT] | Failed[ItemT]
