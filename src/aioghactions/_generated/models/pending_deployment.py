# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PendingDeployment``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    array,
    instant,
    member_names,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo

from .environment import Environment, structure_environment
from .pending_deployment_reviewer import (
    PendingDeploymentReviewer,
    structure_pending_deployment_reviewer,
)


@frozen(kw_only=True)
class PendingDeployment:
    """A deployment that is waiting for the protection rules of its environment."""

    environment: Environment
    """Environment to deploy to."""

    wait_timer: int
    """Duration of its wait timer in minutes; 0 for none."""

    wait_timer_started_at: datetime | None
    """When the wait timer started; null if it has not."""

    current_user_can_approve: bool
    """Whether the authenticated user may approve."""

    reviewers: tuple[PendingDeploymentReviewer, ...]
    """Reviewers who may approve, at most six; one approval is enough."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PendingDeployment)
_Draft: Final = writable(PendingDeployment)


def structure_pending_deployment(data: Any, memo: Memo) -> PendingDeployment:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.environment = structure_environment(data["environment"], memo)
    draft.wait_timer = data["wait_timer"]
    draft.wait_timer_started_at = (
        None if (value := data["wait_timer_started_at"]) is None else instant(value)
    )
    draft.current_user_can_approve = data["current_user_can_approve"]
    draft.reviewers = tuple(
        [
            structure_pending_deployment_reviewer(item, memo)
            for item in array(data["reviewers"])
        ]
    )
    draft.extra = EMPTY if len(data) == 5 else unknown(data, _MEMBERS)
    draft.__class__ = PendingDeployment
    model: PendingDeployment = draft
    return model
