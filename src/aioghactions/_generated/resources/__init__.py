# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Handles: the operations of one repository or organization, as methods."""

from importlib import import_module
from re import findall
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .org_runner_groups import OrgRunnerGroups
    from .org_runners import OrgRunners
    from .org_secrets import OrgSecrets
    from .repo_artifacts import RepoArtifacts
    from .repo_jobs import RepoJobs
    from .repo_runners import RepoRunners
    from .repo_runs import RepoRuns
    from .repo_secrets import RepoSecrets
    from .repo_workflows import RepoWorkflows

__all__ = [
    "OrgRunnerGroups",
    "OrgRunners",
    "OrgSecrets",
    "RepoArtifacts",
    "RepoJobs",
    "RepoRunners",
    "RepoRuns",
    "RepoSecrets",
    "RepoWorkflows",
]

if not TYPE_CHECKING:

    def __getattr__(name):
        """Import a name on first use; the next time it is an attribute."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_module(name)}"), name)
        globals()[name] = found
        return found

    def __dir__():
        """Return the names that can be imported."""
        return __all__

    def _module(name):
        words = findall("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name.removesuffix("Arg"))
        return "_".join(words).lower()
