"""cattrs with its fastest settings, and the same classes and hooks."""

import orjson

from aioghactions._json.converter import new_converter
from aioghactions.models import WorkflowRunPage

CONVERTER = new_converter()
CONVERTER.detailed_validation = False


def reader():
    return lambda raw: CONVERTER.structure(orjson.loads(raw), WorkflowRunPage)
