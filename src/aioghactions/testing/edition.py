"""The editions of GitHub, and the differences between them."""

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

from attrs import frozen

EditionName = Literal[
    "github.com", "ghec", "ghes-3.12", "ghes-3.8", "ghes-3.5", "ghes-2.22"
]

_Rank = tuple[int, ...]
_CLOUD: Final[_Rank] = (1000,)

# The first edition that sends a member, unless all editions do.
MEMBERS: Final[Mapping[str, Mapping[str, str]]] = {
    "WorkflowRun": {
        "path": "ghes-3.5",
        "actor": "ghes-3.5",
        "run_attempt": "ghes-3.5",
        "run_started_at": "ghes-3.5",
        "triggering_actor": "ghes-3.5",
        "previous_attempt_url": "ghes-3.5",
        "display_title": "ghes-3.12",
        "referenced_workflows": "ghes-3.12",
    },
    "Job": {
        "run_attempt": "ghes-3.8",
        "labels": "ghes-3.8",
        "runner_id": "ghes-3.8",
        "runner_name": "ghes-3.8",
        "runner_group_id": "ghes-3.8",
        "runner_group_name": "ghes-3.8",
        "workflow_name": "ghes-3.8",
        "head_branch": "ghes-3.8",
        "created_at": "ghes-3.17",
    },
    "Artifact": {"workflow_run": "ghes-3.8", "digest": "github.com"},
    "Runner": {
        "labels": "ghes-3.17",
        "runner_group_id": "ghes-3.17",
        "ephemeral": "ghes-3.17",
        "version": "github.com",
    },
    "RunnerGroup": {
        "restricted_to_workflows": "ghes-3.17",
        "selected_workflows": "ghes-3.17",
        "workflow_restrictions_read_only": "ghes-3.17",
        "inherited_allows_public_repositories": "ghes-3.17",
        "hosted_runners_url": "github.com",
        "network_configuration_id": "github.com",
    },
    "ActionsPermissions": {"sha_pinning_required": "ghes-3.19"},
    "OrganizationActionsPermissions": {"sha_pinning_required": "ghes-3.19"},
    "RateLimitResources": {"dependency_snapshots": "github.com"},
    "RunnerApplication": {"sha256_checksum": "ghes-3.5"},
    "Team": {
        "notification_setting": "ghes-3.12",
        "type": "ghes-3.17",
        "organization_id": "github.com",
        "access_source": "github.com",
    },
    "SimpleUser": {"user_view_type": "github.com"},
    "MinimalRepository": {
        "allow_forking": "ghes-3.5",
        "web_commit_signoff_required": "ghes-3.8",
        "has_discussions": "ghes-3.8",
        "custom_properties": "ghes-3.18",
    },
}

# The first edition that supports a query parameter of the operations of a tag, unless
# all editions that have the operations do.
PARAMETERS: Final[Mapping[tuple[str, str], str]] = {
    ("repo-runs", "check_suite_id"): "ghes-3.5",
    ("repo-runs", "head_sha"): "ghes-3.12",
    ("repo-artifacts", "name"): "ghes-3.17",
    ("repo-artifacts", "direction"): "ghes-3.17",
    ("repo-runners", "name"): "ghes-3.17",
    ("org-runners", "name"): "ghes-3.17",
    ("org-runner-groups", "visible_to_repository"): "ghes-3.17",
}

FIRST_VERSION: Final = "2022-11-28"
NEWEST_VERSION: Final = "2026-03-10"


@frozen
class Edition:
    """One edition of GitHub.

    Attributes:
        name: Such as ``ghes-3.12``.
        rank: Its version, which orders releases; cloud editions are the last.
        versions: The API versions that it supports; empty if it ignores the header.
        inputs: The maximum number of inputs of a dispatch.
    """

    name: EditionName
    rank: _Rank
    versions: tuple[str, ...]
    inputs: int
    _missing: Mapping[str, frozenset[str]]

    @property
    def is_cloud(self) -> bool:
        """Whether it is a cloud edition, not a server."""
        return self.name in {"github.com", "ghec"}

    def has(self, since: str) -> bool:
        """Return whether it has the features of the edition ``since``."""
        return not since or _rank(since) <= self.rank

    def reads(self, tag: str, parameter: str) -> bool:
        """Return whether it supports a query parameter of the operations of ``tag``."""
        return self.has(PARAMETERS.get((tag, parameter), ""))

    def trim(self, model: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Return ``payload`` without the members that were added later."""
        for member in self._missing.get(model, ()):
            payload.pop(member, None)
        return payload


def find(name: EditionName) -> Edition:
    """Return the edition called ``name``.

    Raises:
        ValueError: The edition is unknown.
    """
    if name not in get_args(EditionName):
        editions = ", ".join(get_args(EditionName))
        raise ValueError(f"edition must be one of {editions}, got {name!r}")
    cloud = name in {"github.com", "ghec"}
    rank = _rank(name)
    versions: tuple[str, ...] = ()
    if cloud:
        versions = (FIRST_VERSION, NEWEST_VERSION)
    elif name == "ghes-3.12":
        versions = (FIRST_VERSION,)
    missing = {
        model: frozenset(name for name, since in members.items() if _rank(since) > rank)
        for model, members in MEMBERS.items()
    }
    return Edition(name, rank, versions, 25 if cloud else 10, missing)


def _rank(edition: str) -> _Rank:
    """Return what orders editions: each has all features of the earlier ones."""
    server, _, version = edition.partition("-")
    return tuple(map(int, version.split("."))) if server == "ghes" else _CLOUD
