"""The identity of the sender of a request, and its permissions."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from aioghactions._core.call import Operation
from aioghactions.testing._state.account import FakeUser

_PUBLIC: Final = frozenset({
    "repo-runs", "repo-jobs", "repo-workflows", "repo-artifacts", "repo-caches",
    "repo-environments", "repo-checks", "repo-concurrency-groups",
    "environment-branch-policies", "environment-protection-rules",
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
    """

    user: FakeUser
    key: str = field(repr=False)
    scopes: tuple[str, ...] | None = None
    permissions: Mapping[str, str] | None = None
    anonymous: bool = False
    valid_from: float = 0.0

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
    if operation.tag == "org-caches":
        return "read:org"
    if is_for_apps(operation):
        return "none"
    if operation.tag == "enterprise-runners":
        return "manage_runners:enterprise"
    return "admin:org" if operation.tag.startswith("org-") else "repo"


def _implied(scope: str) -> tuple[str, ...]:
    return (scope, "read:org") if scope == "admin:org" else (scope,)
