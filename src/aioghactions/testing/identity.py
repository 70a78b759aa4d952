"""The identity of the sender of a request, and its permissions."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from aioghactions._core.call import Operation
from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.app import FakeApp, FakeInstallation
from aioghactions.testing._state.repository import FakeRepository

_PUBLIC: Final = frozenset({
    "repo-runs", "repo-jobs", "repo-workflows", "repo-artifacts", "repo-caches",
    "repo-environments", "repo-checks", "repo-concurrency-groups",
    "environment-branch-policies", "environment-protection-rules", "org", "client",
})  # fmt: skip
_RESOURCES: Final[Mapping[str, str]] = {
    "repo-secrets": "secrets",
    "repo-variables": "actions_variables",
    "repo-runners": "administration",
    "repo-settings": "administration",
    "environment-secrets": "environments",
    "environment-variables": "environments",
    "repo-checks": "checks",
    "enterprise-runners": "none",
    "org-secrets": "organization_secrets",
    "org-variables": "organization_actions_variables",
    "org-caches": "organization_administration",
    "org-runners": "organization_self_hosted_runners",
    "org-runner-groups": "organization_self_hosted_runners",
    "org-settings": "organization_administration",
    "org": "metadata",
    "user": "metadata",
    "installation": "metadata",
    "repo.hooks-deliveries": "repository_hooks",
    "org.hooks-deliveries": "organization_hooks",
    "app": "app",
    "app-deliveries": "app",
    "client": "none",
}
_SCOPES: Final[Mapping[str, str]] = {
    "org-caches": "read:org",
    "enterprise-runners": "manage_runners:enterprise",
    "org.hooks-deliveries": "admin:org_hook",
    "installation": "none",
    "app": "none",
    "app-deliveries": "none",
    "client": "none",
}
# Rules that are read as part of an environment, and changed as a setting.
_RULES: Final = frozenset({
    "repo-environments", "environment-branch-policies", "environment-protection-rules",
})  # fmt: skip
_NOT_PUBLIC: Final = frozenset({
    "download-artifact", "list-custom-deployment-rule-integrations"
})  # fmt: skip
_DEPLOYMENTS: Final = frozenset({
    "review-custom-gates-for-run", "review-pending-deployments-for-run"
})  # fmt: skip


@frozen
class Identity:
    """The identity that belongs to a token.

    Attributes:
        user: The account that it acts as.
        key: The key of its quotas.
        scopes: The scopes of a classic token; None for other tokens.
        permissions: The permissions of a fine-grained or installation token, such as
            ``{"actions": "write"}``; None for other tokens.
        anonymous: Whether there was no token.
        valid_from: When the token is accepted first, in seconds since the epoch.
        valid_until: When it expires; None for never.
        app: The App that sends its own JSON Web Token.
        installation: The installation whose token it is.
        repositories: Names of the only repositories that an installation's token may
            access; None for all of the installation.
    """

    user: FakeUser
    key: str = field(repr=False)
    scopes: tuple[str, ...] | None = None
    permissions: Mapping[str, str] | None = None
    anonymous: bool = False
    valid_from: float = 0.0
    valid_until: float | None = None
    app: FakeApp | None = None
    installation: FakeInstallation | None = None
    repositories: tuple[str, ...] | None = None

    def is_valid(self, now: float) -> bool:
        """Return whether the token is accepted at this time."""
        if self.installation is not None and self.installation.suspended_at is not None:
            return False
        expired = self.valid_until is not None and now >= self.valid_until
        return now >= self.valid_from and not expired

    def covers(self, repo: FakeRepository) -> bool:
        """Return whether it may access a private repository, with any permission."""
        if self.installation is None:
            return True
        selected = self.repositories is None or repo.name in self.repositories
        return selected and self.installation.covers(repo)

    @property
    def is_app(self) -> bool:
        """Whether it has an installation access token."""
        return self.key.startswith("ghs_")

    def may(self, operation: Operation[Any], *, public: bool) -> bool:
        """Return whether it may call ``operation`` on a public or private resource."""
        if public and is_public(operation):
            return True
        if is_for_apps(operation) and not self.is_app:
            return False
        if self.permissions is not None:
            resource, level = permission(operation)
            if resource == "metadata":  # which every such token has
                return self.installation is None or operation.tag != "user"
            granted = self.permissions.get(resource, "")
            return granted in {"write", level}
        scopes = {implied for given in self.scopes or () for implied in _implied(given)}
        return scope(operation) in scopes


def is_public(operation: Operation[Any]) -> bool:
    """Return whether ``operation`` needs no permission in a public repository."""
    readable = operation.is_read and operation.id not in _NOT_PUBLIC
    return readable and operation.tag in _PUBLIC


def permission(operation: Operation[Any]) -> tuple[str, str]:
    """Return the fine-grained permission that is required, and its level."""
    if operation.id in _DEPLOYMENTS:
        return "deployments", "write"
    level = "read" if operation.is_read else "write"
    if operation.tag in _RULES and not operation.is_read:
        return "administration", level
    return _RESOURCES.get(operation.tag, "actions"), level


def is_for_apps(operation: Operation[Any]) -> bool:
    """Return whether only a GitHub App may call ``operation``."""
    return operation.tag == "repo-checks" and not operation.is_read


def scope(operation: Operation[Any]) -> str:
    """Return the scope that a classic token requires."""
    if is_for_apps(operation):
        return "none"
    if operation.tag in _SCOPES:
        return _SCOPES[operation.tag]
    return "admin:org" if operation.tag.startswith("org-") else "repo"


def _implied(scope: str) -> tuple[str, ...]:
    return (scope, "read:org") if scope == "admin:org" else (scope,)
