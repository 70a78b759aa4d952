# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``BypassMode``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class BypassMode(OpenStrEnum):
    """Whether every bypass needs a review (``ALWAYS``) or the reviewer may bypass
    without one (``EXEMPT``).
    """

    ALWAYS = "ALWAYS"
    EXEMPT = "EXEMPT"


BypassModeArg: TypeAlias = BypassMode | Literal["ALWAYS", "EXEMPT"]
"""What an argument takes: a member, or its string."""
