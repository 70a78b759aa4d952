# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Deployment``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY, freeze
from aioghactions._json.model_support import instant, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .integration import Integration, structure_integration
from .simple_user import SimpleUser, structure_simple_user


@frozen(kw_only=True)
class Deployment:
    """A request to deploy a git ref to an environment."""

    url: str
    """API URL of the deployment."""

    id: int
    """Numeric id of the deployment, unique on its server."""

    node_id: str
    """GraphQL id of the deployment."""

    sha: str
    """SHA of the commit to deploy."""

    ref: str
    """Requested branch, tag or commit."""

    task: str
    """Task to perform, ``deploy`` by default."""

    payload: Mapping[str, Any] | str
    """Data attached by the creator: an object or a string."""

    original_environment: str | None = None
    """Environment that was requested originally."""

    environment: str
    """Environment to deploy to."""

    description: str | None
    """Comment of the creator."""

    creator: SimpleUser | None
    """Account that created it."""

    created_at: datetime
    """When it was created."""

    updated_at: datetime
    """When it was last changed."""

    statuses_url: str
    """API URL of its statuses."""

    repository_url: str
    """API URL of the repository."""

    transient_environment: bool | None = None
    """Whether the environment is temporary."""

    production_environment: bool | None = None
    """Whether end users use the environment."""

    performed_via_github_app: Integration | None = None
    """App that created it, if any."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Deployment)
_Draft: Final = writable(Deployment)


def structure_deployment(data: Any, memo: Memo) -> Deployment:
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
        else structure_simple_user(value, memo)
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
        else structure_integration(value, memo)
    )
    draft.extra = (
        EMPTY
        if len(data)
        == 14
        + ("original_environment" in data)
        + ("transient_environment" in data)
        + ("production_environment" in data)
        + ("performed_via_github_app" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = Deployment
    model: Deployment = draft
    return model
