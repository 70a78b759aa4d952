"""A budget that processes share through Redis: only ``redis_budget`` awaits."""
