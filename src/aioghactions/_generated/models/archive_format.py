# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``ArchiveFormat``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class ArchiveFormat(OpenStrEnum):
    """Archive format of a downloaded artifact."""

    ZIP = "zip"


ArchiveFormatArg: TypeAlias = ArchiveFormat | Literal["zip"]
"""What an argument takes: a member, or its string."""
