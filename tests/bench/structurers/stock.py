"""The client that the generator creates with its own templates."""

import json

from stock_client.models import WorkflowRunPage


def reader():
    return lambda raw: WorkflowRunPage.from_dict(json.loads(raw))
