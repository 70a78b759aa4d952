# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``Visibility``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class Visibility(OpenStrEnum):
    """Repositories of the organization that have access: ``all``, those that are not
    public (``private``), or those on a list (``selected``).
    """

    ALL = "all"
    PRIVATE = "private"
    SELECTED = "selected"


VisibilityArg: TypeAlias = Visibility | Literal["all", "private", "selected"]
"""What an argument takes: a member, or its string."""
