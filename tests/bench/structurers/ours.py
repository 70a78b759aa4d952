"""This library: the road of an answer from its bytes to its models."""

from aioghactions._wire import convert
from aioghactions._wire.call import Returns
from aioghactions._wire.memo import Memo

PAGE = Returns("WorkflowRunPage")


def reader():
    memo = Memo()  # a client has one
    # What it keeps of a page counts as held, therefore it is returned.
    return lambda raw: (convert.read(raw, PAGE, memo, "workflow_runs"), memo)
