# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``RepositorySelection``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class RepositorySelection(OpenStrEnum):
    """Whether a token is for all repositories or for selected ones."""

    ALL = "all"
    SELECTED = "selected"


RepositorySelectionArg: TypeAlias = RepositorySelection | Literal["all", "selected"]
"""What an argument takes: a member, or its string."""
