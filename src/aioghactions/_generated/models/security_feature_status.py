# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``SecurityFeatureStatus``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class SecurityFeatureStatus(OpenStrEnum):
    """Whether a security feature is turned on."""

    ENABLED = "enabled"
    DISABLED = "disabled"


SecurityFeatureStatusArg: TypeAlias = (
    SecurityFeatureStatus | Literal["enabled", "disabled"]
)
"""What an argument takes: a member, or its string."""
