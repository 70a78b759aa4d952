"""The handle of an environment."""

from typing import TYPE_CHECKING

from aioghactions._request.other_resources import EnvironmentResource

if TYPE_CHECKING:
    from aioghactions._generated.resources.environment_branch_policies import (
        EnvironmentBranchPolicies,
    )
    from aioghactions._generated.resources.environment_protection_rules import (
        EnvironmentProtectionRules,
    )
    from aioghactions._resources.secrets import EnvironmentSecrets
    from aioghactions._resources.variables import EnvironmentVariables


class Environment(EnvironmentResource):
    """One environment of a repository. Cheap to create, as the repository's handle.

    Attributes:
        owner: The account that owns the repository, case-insensitive.
        repo: The repository's name without ``.git``, case-insensitive.
        environment_name: The environment's name, case-insensitive.
    """

    __slots__ = ()

    @property
    def secrets(self) -> "EnvironmentSecrets":
        """Secrets that only jobs of this environment may use."""
        from aioghactions._resources.secrets import EnvironmentSecrets

        return EnvironmentSecrets(
            self._pipeline, self.owner, self.repo, self.environment_name
        )

    @property
    def variables(self) -> "EnvironmentVariables":
        """Variables that only jobs of this environment may use."""
        from aioghactions._resources.variables import EnvironmentVariables

        return EnvironmentVariables(
            self._pipeline, self.owner, self.repo, self.environment_name
        )

    @property
    def branch_policies(self) -> "EnvironmentBranchPolicies":
        """Patterns of branches and tags that may deploy."""
        from aioghactions._generated.resources.environment_branch_policies import (
            EnvironmentBranchPolicies,
        )

        return EnvironmentBranchPolicies(
            self._pipeline, self.owner, self.repo, self.environment_name
        )

    @property
    def protection_rules(self) -> "EnvironmentProtectionRules":
        """Custom protection rules, by which Apps approve deployments."""
        from aioghactions._generated.resources.environment_protection_rules import (
            EnvironmentProtectionRules,
        )

        return EnvironmentProtectionRules(
            self._pipeline, self.owner, self.repo, self.environment_name
        )
