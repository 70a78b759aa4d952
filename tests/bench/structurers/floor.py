"""No models: plain dictionaries, as orjson makes them."""

import orjson


def reader():
    return orjson.loads
