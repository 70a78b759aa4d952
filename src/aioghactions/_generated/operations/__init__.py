# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Every documented operation as a function that makes a call.

Nothing is sent, and no model is imported: a call names what comes back.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aioghactions._core.call import Operation
    from aioghactions._generated.operations.org_runner_groups import (
        add_repo_access_to_self_hosted_runner_group_in_org,
        add_self_hosted_runner_to_group_for_org,
        create_self_hosted_runner_group_for_org,
        delete_self_hosted_runner_group_from_org,
        get_self_hosted_runner_group_for_org,
        list_repo_access_to_self_hosted_runner_group_in_org,
        list_self_hosted_runner_groups_for_org,
        list_self_hosted_runners_in_group_for_org,
        remove_repo_access_to_self_hosted_runner_group_in_org,
        remove_self_hosted_runner_from_group_for_org,
        set_repo_access_to_self_hosted_runner_group_in_org,
        set_self_hosted_runners_in_group_for_org,
        update_self_hosted_runner_group_for_org,
    )
    from aioghactions._generated.operations.org_runners import (
        create_registration_token_for_org,
        create_remove_token_for_org,
        delete_self_hosted_runner_from_org,
        get_self_hosted_runner_for_org,
        list_runner_applications_for_org,
        list_self_hosted_runners_for_org,
    )
    from aioghactions._generated.operations.org_secrets import (
        add_selected_repo_to_org_secret,
        create_or_update_org_secret,
        delete_org_secret,
        get_org_public_key,
        get_org_secret,
        list_org_secrets,
        list_selected_repos_for_org_secret,
        remove_selected_repo_from_org_secret,
        set_selected_repos_for_org_secret,
    )
    from aioghactions._generated.operations.repo_artifacts import (
        delete_artifact,
        download_artifact,
        get_artifact,
        list_artifacts_for_repo,
        list_workflow_run_artifacts,
    )
    from aioghactions._generated.operations.repo_jobs import (
        download_job_logs_for_workflow_run,
        get_job_for_workflow_run,
        list_jobs_for_workflow_run,
        list_jobs_for_workflow_run_attempt,
        re_run_job_for_workflow_run,
    )
    from aioghactions._generated.operations.repo_runners import (
        create_registration_token_for_repo,
        create_remove_token_for_repo,
        delete_self_hosted_runner_from_repo,
        get_self_hosted_runner_for_repo,
        list_runner_applications_for_repo,
        list_self_hosted_runners_for_repo,
    )
    from aioghactions._generated.operations.repo_runs import (
        approve_workflow_run,
        cancel_workflow_run,
        delete_workflow_run,
        delete_workflow_run_logs,
        download_workflow_run_attempt_logs,
        download_workflow_run_logs,
        force_cancel_workflow_run,
        get_pending_deployments_for_run,
        get_reviews_for_run,
        get_workflow_run,
        get_workflow_run_attempt,
        get_workflow_run_usage,
        list_workflow_runs,
        list_workflow_runs_for_repo,
        re_run_workflow,
        re_run_workflow_failed_jobs,
        review_custom_gates_for_run,
        review_pending_deployments_for_run,
    )
    from aioghactions._generated.operations.repo_secrets import (
        create_or_update_repo_secret,
        delete_repo_secret,
        get_repo_public_key,
        get_repo_secret,
        list_repo_secrets,
    )
    from aioghactions._generated.operations.repo_workflows import (
        create_workflow_dispatch,
        get_workflow,
        list_repo_workflows,
    )

    OPERATIONS: Mapping[str, Operation[Any]]
    """Every documented operation by its id, handle by handle."""

_MODULES: Final = {
    "list_workflow_runs_for_repo": "repo_runs",
    "list_workflow_runs": "repo_runs",
    "get_workflow_run": "repo_runs",
    "delete_workflow_run": "repo_runs",
    "cancel_workflow_run": "repo_runs",
    "force_cancel_workflow_run": "repo_runs",
    "re_run_workflow": "repo_runs",
    "re_run_workflow_failed_jobs": "repo_runs",
    "approve_workflow_run": "repo_runs",
    "get_workflow_run_usage": "repo_runs",
    "download_workflow_run_logs": "repo_runs",
    "delete_workflow_run_logs": "repo_runs",
    "get_workflow_run_attempt": "repo_runs",
    "download_workflow_run_attempt_logs": "repo_runs",
    "get_reviews_for_run": "repo_runs",
    "get_pending_deployments_for_run": "repo_runs",
    "review_pending_deployments_for_run": "repo_runs",
    "review_custom_gates_for_run": "repo_runs",
    "get_job_for_workflow_run": "repo_jobs",
    "list_jobs_for_workflow_run": "repo_jobs",
    "list_jobs_for_workflow_run_attempt": "repo_jobs",
    "download_job_logs_for_workflow_run": "repo_jobs",
    "re_run_job_for_workflow_run": "repo_jobs",
    "list_repo_workflows": "repo_workflows",
    "get_workflow": "repo_workflows",
    "create_workflow_dispatch": "repo_workflows",
    "list_artifacts_for_repo": "repo_artifacts",
    "list_workflow_run_artifacts": "repo_artifacts",
    "get_artifact": "repo_artifacts",
    "delete_artifact": "repo_artifacts",
    "download_artifact": "repo_artifacts",
    "list_repo_secrets": "repo_secrets",
    "get_repo_public_key": "repo_secrets",
    "get_repo_secret": "repo_secrets",
    "create_or_update_repo_secret": "repo_secrets",
    "delete_repo_secret": "repo_secrets",
    "list_self_hosted_runners_for_repo": "repo_runners",
    "list_runner_applications_for_repo": "repo_runners",
    "create_registration_token_for_repo": "repo_runners",
    "create_remove_token_for_repo": "repo_runners",
    "get_self_hosted_runner_for_repo": "repo_runners",
    "delete_self_hosted_runner_from_repo": "repo_runners",
    "list_org_secrets": "org_secrets",
    "get_org_public_key": "org_secrets",
    "get_org_secret": "org_secrets",
    "create_or_update_org_secret": "org_secrets",
    "delete_org_secret": "org_secrets",
    "list_selected_repos_for_org_secret": "org_secrets",
    "set_selected_repos_for_org_secret": "org_secrets",
    "add_selected_repo_to_org_secret": "org_secrets",
    "remove_selected_repo_from_org_secret": "org_secrets",
    "list_self_hosted_runners_for_org": "org_runners",
    "list_runner_applications_for_org": "org_runners",
    "create_registration_token_for_org": "org_runners",
    "create_remove_token_for_org": "org_runners",
    "get_self_hosted_runner_for_org": "org_runners",
    "delete_self_hosted_runner_from_org": "org_runners",
    "list_self_hosted_runner_groups_for_org": "org_runner_groups",
    "create_self_hosted_runner_group_for_org": "org_runner_groups",
    "get_self_hosted_runner_group_for_org": "org_runner_groups",
    "update_self_hosted_runner_group_for_org": "org_runner_groups",
    "delete_self_hosted_runner_group_from_org": "org_runner_groups",
    "list_repo_access_to_self_hosted_runner_group_in_org": "org_runner_groups",
    "set_repo_access_to_self_hosted_runner_group_in_org": "org_runner_groups",
    "add_repo_access_to_self_hosted_runner_group_in_org": "org_runner_groups",
    "remove_repo_access_to_self_hosted_runner_group_in_org": "org_runner_groups",
    "list_self_hosted_runners_in_group_for_org": "org_runner_groups",
    "set_self_hosted_runners_in_group_for_org": "org_runner_groups",
    "add_self_hosted_runner_to_group_for_org": "org_runner_groups",
    "remove_self_hosted_runner_from_group_for_org": "org_runner_groups",
}

__all__ = [
    "OPERATIONS",
    "add_repo_access_to_self_hosted_runner_group_in_org",
    "add_selected_repo_to_org_secret",
    "add_self_hosted_runner_to_group_for_org",
    "approve_workflow_run",
    "cancel_workflow_run",
    "create_or_update_org_secret",
    "create_or_update_repo_secret",
    "create_registration_token_for_org",
    "create_registration_token_for_repo",
    "create_remove_token_for_org",
    "create_remove_token_for_repo",
    "create_self_hosted_runner_group_for_org",
    "create_workflow_dispatch",
    "delete_artifact",
    "delete_org_secret",
    "delete_repo_secret",
    "delete_self_hosted_runner_from_org",
    "delete_self_hosted_runner_from_repo",
    "delete_self_hosted_runner_group_from_org",
    "delete_workflow_run",
    "delete_workflow_run_logs",
    "download_artifact",
    "download_job_logs_for_workflow_run",
    "download_workflow_run_attempt_logs",
    "download_workflow_run_logs",
    "force_cancel_workflow_run",
    "get_artifact",
    "get_job_for_workflow_run",
    "get_org_public_key",
    "get_org_secret",
    "get_pending_deployments_for_run",
    "get_repo_public_key",
    "get_repo_secret",
    "get_reviews_for_run",
    "get_self_hosted_runner_for_org",
    "get_self_hosted_runner_for_repo",
    "get_self_hosted_runner_group_for_org",
    "get_workflow",
    "get_workflow_run",
    "get_workflow_run_attempt",
    "get_workflow_run_usage",
    "list_artifacts_for_repo",
    "list_jobs_for_workflow_run",
    "list_jobs_for_workflow_run_attempt",
    "list_org_secrets",
    "list_repo_access_to_self_hosted_runner_group_in_org",
    "list_repo_secrets",
    "list_repo_workflows",
    "list_runner_applications_for_org",
    "list_runner_applications_for_repo",
    "list_selected_repos_for_org_secret",
    "list_self_hosted_runner_groups_for_org",
    "list_self_hosted_runners_for_org",
    "list_self_hosted_runners_for_repo",
    "list_self_hosted_runners_in_group_for_org",
    "list_workflow_run_artifacts",
    "list_workflow_runs",
    "list_workflow_runs_for_repo",
    "re_run_job_for_workflow_run",
    "re_run_workflow",
    "re_run_workflow_failed_jobs",
    "remove_repo_access_to_self_hosted_runner_group_in_org",
    "remove_selected_repo_from_org_secret",
    "remove_self_hosted_runner_from_group_for_org",
    "review_custom_gates_for_run",
    "review_pending_deployments_for_run",
    "set_repo_access_to_self_hosted_runner_group_in_org",
    "set_selected_repos_for_org_secret",
    "set_self_hosted_runners_in_group_for_org",
    "update_self_hosted_runner_group_for_org",
]

if not TYPE_CHECKING:

    def __getattr__(name):
        """Import what is asked for; the next time it is simply there."""
        if name == "OPERATIONS":
            found = MappingProxyType({op.id: op for op in map(_descriptor, _MODULES)})
        elif name in _MODULES:
            found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found
        return found

    def __dir__():
        """Name what can be asked for."""
        return __all__

    def _descriptor(function):
        module = import_module(f"{__name__}.{_MODULES[function]}")
        return getattr(module, function.upper())
