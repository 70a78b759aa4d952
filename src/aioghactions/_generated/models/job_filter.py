# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``JobFilter``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class JobFilter(OpenStrEnum):
    """Attempts of a run to list the jobs of."""

    LATEST = "latest"
    ALL = "all"


JobFilterArg: TypeAlias = JobFilter | Literal["latest", "all"]
"""What an argument takes: a member, or its string."""
