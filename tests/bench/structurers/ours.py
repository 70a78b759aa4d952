"""This library: the road of an answer from its bytes to its models."""

from aioghactions._core.call import Returns
from aioghactions._json import structure
from aioghactions._json.model_support import SharedObjects

PAGE = Returns("WorkflowRunPage")


def reader():
    shared = SharedObjects()  # a client has one
    # What it keeps of a page counts as held, therefore it is returned.
    return lambda raw: (structure.read(raw, PAGE, shared, "workflow_runs"), shared)
