# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``EnvironmentApproval``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    array,
    member_names,
    members,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo

from .environment import Environment, structure_environment
from .review_state import ReviewState
from .simple_user import SimpleUser, structure_simple_user


@frozen(kw_only=True)
class EnvironmentApproval:
    """One entry of a run's review history."""

    environments: tuple[Environment, ...]
    """Environments that were reviewed."""

    state: ReviewState
    """Result of the review."""

    user: SimpleUser
    """User who reviewed."""

    comment: str
    """Comment of the reviewer; may be empty."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(EnvironmentApproval)
_REVIEW_STATE: Final = members(ReviewState)
_Draft: Final = writable(EnvironmentApproval)


def structure_environment_approval(data: Any, memo: Memo) -> EnvironmentApproval:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.environments = tuple(
        [structure_environment(item, memo) for item in array(data["environments"])]
    )
    draft.state = _REVIEW_STATE[data["state"]]
    draft.user = structure_simple_user(data["user"], memo)
    draft.comment = data["comment"]
    draft.extra = EMPTY if len(data) == 4 else unknown(data, _MEMBERS)
    draft.__class__ = EnvironmentApproval
    model: EnvironmentApproval = draft
    return model
