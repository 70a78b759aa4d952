# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``EnvironmentApproval``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    as_array,
    enum_values,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .environment import Environment, structure_environment
from .review_state import ReviewState
from .simple_user import SimpleUser, structure_simple_user


@frozen(kw_only=True)
class EnvironmentApproval:
    """One entry of a run's review history."""

    environments: tuple[Environment, ...]
    """Environments that the review was about."""

    state: ReviewState
    """What the review said."""

    user: SimpleUser
    """Who reviewed."""

    comment: str
    """What the reviewer wrote; may be empty."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(EnvironmentApproval)
_REVIEW_STATE: Final = enum_values(ReviewState)
_Draft: Final = mutable_twin(EnvironmentApproval)


def structure_environment_approval(
    data: Any, shared: SharedObjects
) -> EnvironmentApproval:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.environments = tuple(
        [structure_environment(item, shared) for item in as_array(data["environments"])]
    )
    draft.state = _REVIEW_STATE[data["state"]]
    draft.user = structure_simple_user(data["user"], shared)
    draft.comment = data["comment"]
    draft.extra = EMPTY if len(data) == 4 else unknown_members(data, _MEMBERS)
    draft.__class__ = EnvironmentApproval
    model: EnvironmentApproval = draft
    return model
