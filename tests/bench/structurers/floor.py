"""The floor: plain dictionaries from orjson."""

import orjson


def reader():
    return orjson.loads
