"""What a scenario measures."""

from math import inf

from attrs import frozen


@frozen
class Figure:
    """One number, and the span it must lie in.

    Attributes:
        timed: It depends on how fast the machine is: `make chaos` shows and judges
            it, the tests do not.
    """

    name: str
    value: float
    most: float = inf
    least: float = -inf
    timed: bool = False

    @property
    def holds(self) -> bool:
        return self.least <= self.value <= self.most
