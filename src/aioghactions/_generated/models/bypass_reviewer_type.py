# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``BypassReviewerType``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class BypassReviewerType(OpenStrEnum):
    """Whether a reviewer of bypasses is a team or a role."""

    TEAM = "TEAM"
    ROLE = "ROLE"


BypassReviewerTypeArg: TypeAlias = BypassReviewerType | Literal["TEAM", "ROLE"]
"""What an argument takes: a member, or its string."""
