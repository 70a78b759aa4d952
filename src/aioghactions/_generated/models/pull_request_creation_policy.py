# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The values of ``PullRequestCreationPolicy``."""

from typing import Literal, TypeAlias

from aioghactions._json.model_support import OpenStrEnum


class PullRequestCreationPolicy(OpenStrEnum):
    """Who may open pull requests."""

    ALL = "all"
    COLLABORATORS_ONLY = "collaborators_only"


PullRequestCreationPolicyArg: TypeAlias = (
    PullRequestCreationPolicy | Literal["all", "collaborators_only"]
)
"""What an argument takes: a member, or its string."""
