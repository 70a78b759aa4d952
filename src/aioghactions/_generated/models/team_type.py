# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``TeamType``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class TeamType(OpenStrEnum):
    """Kind of account that owns a team."""

    ENTERPRISE = "enterprise"
    ORGANIZATION = "organization"


TeamTypeArg: TypeAlias = TeamType | Literal["enterprise", "organization"]
"""What an argument takes: a member, or its string."""
