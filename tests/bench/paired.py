"""Compare a contender with the floor, measured in turn in one process."""

from statistics import median


def beside_floor(costs):
    """Return the floor's cheapest round, and the median of the rounds' ratios to it.

    Whatever else the machine did made the other rounds dearer; but a ratio has to come
    from two rounds that stood side by side.

    Args:
        costs: Of each round, the contender's seconds and the floor's.
    """
    return {
        "floor": min(floor for _, floor in costs),
        "× floor": median(mine / floor for mine, floor in costs),
    }
