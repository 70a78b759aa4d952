# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``EnvironmentApproval``, and how it is made of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._generated.models.environment import (
    Environment,
    structure_environment,
)
from aioghactions._generated.models.review_state import ReviewState
from aioghactions._generated.models.simple_user import SimpleUser, structure_simple_user
from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, members, unknown, writable
from aioghactions._json.sharing import Memo


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


_MEMBERS: Final = frozenset({"environments", "state", "user", "comment"})
_REVIEW_STATE: Final = members(ReviewState)
_Draft: Final = writable(EnvironmentApproval)


def structure_environment_approval(data: Any, memo: Memo) -> EnvironmentApproval:
    """Make the model of its JSON object."""
    draft: Any = object.__new__(_Draft)
    draft.environments = tuple(
        [structure_environment(item, memo) for item in array(data["environments"])]
    )
    draft.state = _REVIEW_STATE.get(value := data["state"]) or ReviewState(value)
    draft.user = structure_simple_user(data["user"], memo)
    draft.comment = data["comment"]
    draft.extra = EMPTY if len(data) == 4 else unknown(data, _MEMBERS)
    draft.__class__ = EnvironmentApproval
    model: EnvironmentApproval = draft
    return model
