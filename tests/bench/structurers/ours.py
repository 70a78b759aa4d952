"""This library: from the bytes of a response to models."""

from aioghactions._core.call import Returns
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import find_model, read

RUNS, JOBS = Returns("WorkflowRunPage"), Returns("JobPage")
for page in (RUNS, JOBS):
    find_model(page.model)  # imports it


def reader():
    memo = SharedObjects()  # a client has one
    # The memo is returned, so that its memory counts.
    return lambda raw: (
        read(raw, JOBS if b'"jobs"' in raw[:40] else RUNS, memo),
        memo,
    )
