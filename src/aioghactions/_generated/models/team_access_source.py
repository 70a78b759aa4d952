# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``TeamAccessSource``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class TeamAccessSource(OpenStrEnum):
    """Origin of a team's access to a repository."""

    DIRECT = "direct"
    ORGANIZATION = "organization"
    ENTERPRISE = "enterprise"


TeamAccessSourceArg: TypeAlias = (
    TeamAccessSource | Literal["direct", "organization", "enterprise"]
)
"""What an argument takes: a member, or its string."""
