# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Handles: the operations of one repository or organization, as methods."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aioghactions._generated.resources.org_runner_groups import OrgRunnerGroups
    from aioghactions._generated.resources.org_runners import OrgRunners
    from aioghactions._generated.resources.org_secrets import OrgSecrets
    from aioghactions._generated.resources.repo_artifacts import RepoArtifacts
    from aioghactions._generated.resources.repo_jobs import RepoJobs
    from aioghactions._generated.resources.repo_runners import RepoRunners
    from aioghactions._generated.resources.repo_runs import RepoRuns
    from aioghactions._generated.resources.repo_secrets import RepoSecrets
    from aioghactions._generated.resources.repo_workflows import RepoWorkflows

_MODULES: Final = {
    "RepoRuns": "repo_runs",
    "RepoJobs": "repo_jobs",
    "RepoWorkflows": "repo_workflows",
    "RepoArtifacts": "repo_artifacts",
    "RepoSecrets": "repo_secrets",
    "RepoRunners": "repo_runners",
    "OrgSecrets": "org_secrets",
    "OrgRunners": "org_runners",
    "OrgRunnerGroups": "org_runner_groups",
}

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
        """Import what is asked for; the next time it is simply there."""
        if name in _MODULES:
            found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found
        return found

    def __dir__():
        """Name what can be asked for."""
        return __all__
