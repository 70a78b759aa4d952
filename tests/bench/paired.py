"""Compare a contender with the floor, measured in turn in one process."""

from statistics import median


def compared(costs):
    """Return the cheapest round of both, and the median of the rounds' ratios.

    Whatever else the machine did made the other rounds dearer; but a ratio has to come
    from two rounds that stood side by side.

    Args:
        costs: Of each round, the contender's seconds and the floor's.
    """
    mine, floor = zip(*costs, strict=True)
    return {
        "cpu": min(mine),
        "floor": min(floor),
        "× floor": median(a / b for a, b in costs),
    }
