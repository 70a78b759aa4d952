# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``RunnerStatus``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class RunnerStatus(OpenStrEnum):
    """Whether a runner is connected."""

    ONLINE = "online"
    OFFLINE = "offline"


RunnerStatusArg: TypeAlias = RunnerStatus | Literal["online", "offline"]
"""What an argument takes: a member, or its string."""
