"""This library: from the bytes of a response to models."""

from aioghactions._core.call import Returns
from aioghactions._json import structure
from aioghactions._json.model_support import SharedObjects

PAGE = Returns("WorkflowRunPage")


def reader():
    memo = SharedObjects()  # a client has one
    # The memo is returned, so that its memory counts.
    return lambda raw: (structure.read(raw, PAGE, memo, "workflow_runs"), memo)
