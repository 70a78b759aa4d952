# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Deployment``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY, freeze
from aioghactions._json.model_support import (
    instant,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .integration import Integration, structure_integration
from .simple_user import SimpleUser, structure_simple_user


@frozen(kw_only=True)
class Deployment:
    """A request to bring a git ref into an environment."""

    url: str
    """API address of the deployment."""

    id: int
    """Number that identifies the deployment on its server."""

    node_id: str
    """Identifier of the deployment in the GraphQL API."""

    sha: str
    """Commit that is deployed."""

    ref: str
    """Branch, tag or commit that was asked for."""

    task: str
    """What is to be done, by default ``deploy``."""

    payload: Mapping[str, Any] | str
    """Whatever its creator attached: an object, or a string."""

    original_environment: str | None = None
    """Environment that was named first."""

    environment: str
    """Environment that is deployed to."""

    description: str | None
    """Remark of its creator."""

    creator: SimpleUser | None
    """Who created it."""

    created_at: datetime
    """When it was created."""

    updated_at: datetime
    """When it was last changed."""

    statuses_url: str
    """API address of its statuses."""

    repository_url: str
    """API address of the repository."""

    transient_environment: bool | None = None
    """Whether the environment will be gone one day."""

    production_environment: bool | None = None
    """Whether end users work in the environment."""

    performed_via_github_app: Integration | None = None
    """App that created it, if one did."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Deployment)
_Draft: Final = mutable_twin(Deployment)


def structure_deployment(data: Any, shared: SharedObjects) -> Deployment:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.url = data["url"]
    draft.id = data["id"]
    draft.node_id = data["node_id"]
    draft.sha = data["sha"]
    draft.ref = data["ref"]
    draft.task = data["task"]
    draft.payload = freeze(data["payload"])
    draft.original_environment = data.get("original_environment")
    draft.environment = data["environment"]
    draft.description = data["description"]
    draft.creator = (
        None
        if (value := data["creator"]) is None
        else structure_simple_user(value, shared)
    )
    draft.created_at = instant(data["created_at"])
    draft.updated_at = instant(data["updated_at"])
    draft.statuses_url = data["statuses_url"]
    draft.repository_url = data["repository_url"]
    draft.transient_environment = data.get("transient_environment")
    draft.production_environment = data.get("production_environment")
    draft.performed_via_github_app = (
        None
        if (value := data.get("performed_via_github_app")) is None
        else structure_integration(value, shared)
    )
    draft.extra = (
        EMPTY
        if len(data)
        == 14
        + ("original_environment" in data)
        + ("transient_environment" in data)
        + ("production_environment" in data)
        + ("performed_via_github_app" in data)
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = Deployment
    model: Deployment = draft
    return model
