"""cattrs with its fastest settings, and the same classes and hooks."""

import orjson
from cattrs import Converter

from aioghactions._json import hooks
from aioghactions.models import WorkflowRunPage

CONVERTER = Converter(detailed_validation=False)
hooks.register(CONVERTER)


def reader():
    return lambda raw: CONVERTER.structure(orjson.loads(raw), WorkflowRunPage)
