"""A measured value with its bounds."""

from math import inf

from attrs import frozen


@frozen
class Figure:
    """One value and its bounds.

    Attributes:
        timed: Whether it depends on the speed of the machine: `make chaos` checks it,
            the tests do not.
    """

    name: str
    value: float
    most: float = inf
    least: float = -inf
    timed: bool = False

    @property
    def holds(self) -> bool:
        return self.least <= self.value <= self.most
