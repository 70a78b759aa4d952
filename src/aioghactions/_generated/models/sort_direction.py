# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``SortDirection``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class SortDirection(OpenStrEnum):
    """Sort order of a list; lists of artifacts are sorted by age."""

    ASC = "asc"
    DESC = "desc"


SortDirectionArg: TypeAlias = SortDirection | Literal["asc", "desc"]
"""What an argument takes: a member, or its string."""
