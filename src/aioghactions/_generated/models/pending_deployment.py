# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``PendingDeployment``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    as_array,
    instant,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .environment import Environment, structure_environment
from .pending_deployment_reviewer import (
    PendingDeploymentReviewer,
    structure_pending_deployment_reviewer,
)


@frozen(kw_only=True)
class PendingDeployment:
    """A deployment that waits for the protection rules of its environment."""

    environment: Environment
    """Environment that is waited for."""

    wait_timer: int
    """How long its wait timer is set to, in minutes; 0 for none."""

    wait_timer_started_at: datetime | None
    """When the wait timer began; null where it has not."""

    current_user_can_approve: bool
    """Whether the asking token may approve."""

    reviewers: tuple[PendingDeploymentReviewer, ...]
    """Who may approve, at most six; one of them is enough."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(PendingDeployment)
_Draft: Final = mutable_twin(PendingDeployment)


def structure_pending_deployment(data: Any, shared: SharedObjects) -> PendingDeployment:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.environment = structure_environment(data["environment"], shared)
    draft.wait_timer = data["wait_timer"]
    draft.wait_timer_started_at = (
        None if (value := data["wait_timer_started_at"]) is None else instant(value)
    )
    draft.current_user_can_approve = data["current_user_can_approve"]
    draft.reviewers = tuple(
        [
            structure_pending_deployment_reviewer(item, shared)
            for item in as_array(data["reviewers"])
        ]
    )
    draft.extra = EMPTY if len(data) == 5 else unknown_members(data, _MEMBERS)
    draft.__class__ = PendingDeployment
    model: PendingDeployment = draft
    return model
