"""githubkit's models, and its function to parse a response."""

from githubkit.compat import type_validate_json
from githubkit_schemas.latest.models import ReposOwnerRepoActionsRunsGetResponse200


def reader():
    return lambda raw: type_validate_json(ReposOwnerRepoActionsRunsGetResponse200, raw)
