"""Actions settings of repositories and organizations."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import Factory, define, field

_COMMON: Final[Mapping[str, Mapping[str, Any]]] = {
    "allowed_actions": {
        "github_owned_allowed": False,
        "verified_allowed": False,
        "patterns_allowed": [],
    },
    "workflow_permissions": {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": False,
    },
    "retention": {"days": 90},
    "fork_approval": {"approval_policy": "first_time_contributors"},
    "private_forks": {
        "run_workflows_from_fork_pull_requests": False,
        "send_write_tokens_to_workflows": False,
        "send_secrets_and_variables": False,
        "require_approval_for_fork_pr_workflows": False,
    },
}
_USES: Final = {"allowed_actions": "all", "sha_pinning_required": False}

REPOSITORY: Final[Mapping[str, Mapping[str, Any]]] = {
    "permissions": {"enabled": True, **_USES},
    **_COMMON,
    "access": {"access_level": "none"},
}
"""The settings of a new repository, by group."""

ORGANIZATION: Final[Mapping[str, Mapping[str, Any]]] = {
    "permissions": {"enabled_repositories": "all", **_USES},
    **_COMMON,
    "self_hosted_runners": {"enabled_repositories": "all"},
}
"""The settings of a new organization, by group."""


@define(eq=False)
class FakeSettings:
    """One group of settings, such as ``repo.settings["retention"]``.

    Attributes:
        defaults: The values of a new repository or organization.
        values: The values now: ``repo.settings["retention"].values["days"]``.
        repositories: Ids of the repositories that are selected, of an organization.
    """

    defaults: Mapping[str, Any]
    values: dict[str, Any] = field(
        init=False, default=Factory(lambda self: dict(self.defaults), takes_self=True)
    )
    repositories: set[int] = field(factory=set[int])


def new(groups: Mapping[str, Mapping[str, Any]]) -> dict[str, FakeSettings]:
    """Return the settings with the defaults of ``groups``."""
    return {name: FakeSettings(defaults) for name, defaults in groups.items()}
