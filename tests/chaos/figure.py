"""What a scenario measures."""

from math import inf

from attrs import frozen


@frozen
class Figure:
    """One number, and the span it must lie in."""

    name: str
    value: float
    most: float = inf
    least: float = -inf

    @property
    def holds(self) -> bool:
        return self.least <= self.value <= self.most
