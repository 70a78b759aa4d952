"""Where the items of a fan-out come from, and what becomes of them."""
