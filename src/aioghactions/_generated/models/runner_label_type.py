# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``RunnerLabelType``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class RunnerLabelType(OpenStrEnum):
    """Origin of a label: assigned during setup (``read-only``) or by users
    (``custom``).
    """

    READ_ONLY = "read-only"
    CUSTOM = "custom"


RunnerLabelTypeArg: TypeAlias = RunnerLabelType | Literal["read-only", "custom"]
"""What an argument takes: a member, or its string."""
