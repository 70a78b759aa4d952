# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Every documented operation as a function that makes a call.

Nothing is sent, and no model is imported: a call names what comes back.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .org_runner_groups import (
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
    from .org_runners import (
        create_registration_token_for_org,
        create_remove_token_for_org,
        delete_self_hosted_runner_from_org,
        get_self_hosted_runner_for_org,
        list_runner_applications_for_org,
        list_self_hosted_runners_for_org,
    )
    from .org_secrets import (
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
    from .repo_artifacts import (
        delete_artifact,
        download_artifact,
        get_artifact,
        list_artifacts_for_repo,
        list_workflow_run_artifacts,
    )
    from .repo_jobs import (
        download_job_logs_for_workflow_run,
        get_job_for_workflow_run,
        list_jobs_for_workflow_run,
        list_jobs_for_workflow_run_attempt,
        re_run_job_for_workflow_run,
    )
    from .repo_runners import (
        create_registration_token_for_repo,
        create_remove_token_for_repo,
        delete_self_hosted_runner_from_repo,
        get_self_hosted_runner_for_repo,
        list_runner_applications_for_repo,
        list_self_hosted_runners_for_repo,
    )
    from .repo_runs import (
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
    from .repo_secrets import (
        create_or_update_repo_secret,
        delete_repo_secret,
        get_repo_public_key,
        get_repo_secret,
        list_repo_secrets,
    )
    from .repo_workflows import (
        create_workflow_dispatch,
        get_workflow,
        list_repo_workflows,
    )
    from .table import OPERATIONS

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
        if name == "OPERATIONS":
            return "table"
        table = import_module(f"{__name__}.table").OPERATIONS
        return table[name.replace("_", "-")].tag.replace("-", "_")
