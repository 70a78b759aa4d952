"""Compare a client with the floor, measured in turn in one process."""

from statistics import median


def beside_floor(costs):
    """Return the floor's fastest round, and the median of the ratios to the floor.

    The fastest round has the least other load; a ratio has to compare adjacent rounds.

    Args:
        costs: The seconds of the client and of the floor in each round.
    """
    return {
        "floor": min(floor for _, floor in costs),
        "× floor": median(mine / floor for mine, floor in costs),
    }
