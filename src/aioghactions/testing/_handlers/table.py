"""The handler of each operation."""

from collections.abc import Callable, Mapping
from typing import Final

from aioghactions.testing._handlers import (
    artifacts,
    caches,
    checks,
    concurrency,
    deployments,
    environment_rules,
    environments,
    jobs,
    logs,
    org_secrets,
    repo_secrets,
    run_control,
    runner_group_members,
    runner_groups,
    runners,
    runs,
    secrets,
    settings,
    shared,
    variables,
    workflows,
)
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository

REPO: Final[Mapping[str, Callable[[Request, FakeRepository], Response]]] = {
    "list-workflow-runs-for-repo": runs.list_for_repo,
    "list-workflow-runs": runs.list_for_workflow,
    "get-workflow-run": runs.get,
    "get-workflow-run-attempt": runs.get_attempt,
    "get-workflow-run-usage": runs.usage,
    "delete-workflow-run": runs.delete,
    "cancel-workflow-run": run_control.cancel,
    "force-cancel-workflow-run": run_control.force_cancel,
    "approve-workflow-run": run_control.approve,
    "re-run-workflow": run_control.re_run,
    "re-run-workflow-failed-jobs": run_control.re_run_failed_jobs,
    "re-run-job-for-workflow-run": run_control.re_run_job,
    "download-workflow-run-logs": logs.of_run,
    "download-workflow-run-attempt-logs": logs.of_attempt,
    "download-job-logs-for-workflow-run": logs.of_job,
    "download-step-logs-for-workflow-run-job": logs.of_step,
    "delete-workflow-run-logs": logs.delete,
    "get-reviews-for-run": deployments.reviews,
    "get-pending-deployments-for-run": deployments.pending,
    "review-pending-deployments-for-run": deployments.review,
    "review-custom-gates-for-run": deployments.review_gate,
    "get-job-for-workflow-run": jobs.get,
    "list-jobs-for-workflow-run": jobs.list_for_run,
    "list-jobs-for-workflow-run-attempt": jobs.list_for_attempt,
    "list-repo-workflows": workflows.list_for_repo,
    "get-workflow": workflows.get,
    "create-workflow-dispatch": workflows.dispatch,
    "enable-workflow": workflows.enable,
    "disable-workflow": workflows.disable,
    "list-artifacts-for-repo": artifacts.list_for_repo,
    "list-workflow-run-artifacts": artifacts.list_for_run,
    "get-artifact": artifacts.get,
    "delete-artifact": artifacts.delete,
    "download-artifact": artifacts.download,
    "list-repo-secrets": repo_secrets.list_all,
    "get-repo-public-key": secrets.public_key,
    "get-repo-secret": repo_secrets.get,
    "create-or-update-repo-secret": repo_secrets.put,
    "delete-repo-secret": secrets.delete,
    "list-repo-organization-secrets": shared.secrets,
    "list-repo-organization-variables": shared.variables,
    "list-repo-variables": variables.list_all,
    "create-repo-variable": variables.create,
    "get-repo-variable": variables.get,
    "update-repo-variable": variables.update,
    "delete-repo-variable": variables.delete,
    "get-actions-cache-usage": caches.usage,
    "get-actions-cache-list": caches.list_all,
    "delete-actions-cache-by-key": caches.delete_by_key,
    "delete-actions-cache-by-id": caches.delete,
    "get-all-environments": environments.list_all,
    "get-environment": environments.get,
    "create-or-update-environment": environments.put,
    "delete-an-environment": environments.delete,
    "list-deployment-branch-policies": environments.within(
        environment_rules.list_policies
    ),
    "create-deployment-branch-policy": environment_rules.create_policy,
    "get-deployment-branch-policy": environments.within(environment_rules.get_policy),
    "update-deployment-branch-policy": environments.within(
        environment_rules.update_policy
    ),
    "delete-deployment-branch-policy": environments.within(
        environment_rules.delete_policy
    ),
    "get-all-deployment-protection-rules": environment_rules.list_rules,
    "create-deployment-protection-rule": environment_rules.create_rule,
    "list-custom-deployment-rule-integrations": environment_rules.list_apps,
    "get-custom-deployment-protection-rule": environment_rules.get_rule,
    "disable-deployment-protection-rule": environments.within(
        environment_rules.delete_rule
    ),
    "list-concurrency-groups-for-repository": concurrency.list_all,
    "get-concurrency-group-for-repository": concurrency.get,
    "list-concurrency-groups-for-workflow-run": concurrency.list_for_run,
    "create-check-run": checks.create,
    "get-check-run": checks.get,
    "update-check-run": checks.update,
    "rerequest-check-run": checks.rerequest,
    "list-check-run-annotations": checks.annotations,
    "list-check-runs-for-suite": checks.list_for_suite,
    "list-check-runs-for-ref": checks.list_for_ref,
    "list-environment-secrets": environments.within(repo_secrets.list_all),
    "get-environment-public-key": environments.within(secrets.public_key),
    "get-environment-secret": environments.within(repo_secrets.get),
    "create-or-update-environment-secret": environments.within(repo_secrets.put),
    "delete-environment-secret": environments.within(secrets.delete),
    "list-environment-variables": environments.within(variables.list_all),
    "create-environment-variable": environments.within(variables.create),
    "get-environment-variable": environments.within(variables.get),
    "update-environment-variable": environments.within(variables.update),
    "delete-environment-variable": environments.within(variables.delete),
    "list-self-hosted-runners-for-repo": runners.list_all,
    "generate-runner-jitconfig-for-repo": runners.generate_jit_config,
    "list-labels-for-self-hosted-runner-for-repo": runners.list_labels,
    "add-custom-labels-to-self-hosted-runner-for-repo": runners.add_labels,
    "set-custom-labels-for-self-hosted-runner-for-repo": runners.set_labels,
    "remove-custom-label-from-self-hosted-runner-for-repo": runners.remove_label,
    "remove-all-custom-labels-from-self-hosted-runner-for-repo": (
        runners.remove_all_labels
    ),
    "list-runner-applications-for-repo": runners.list_applications,
    "create-registration-token-for-repo": runners.create_registration_token,
    "create-remove-token-for-repo": runners.create_remove_token,
    "get-runner-version-deprecation-for-repo": runners.end_of_life,
    "get-self-hosted-runner-for-repo": runners.get,
    "delete-self-hosted-runner-from-repo": runners.delete,
    **settings.handlers("repo-settings"),
}

ORG: Final[Mapping[str, Callable[[Request, FakeOrganization], Response]]] = {
    "list-org-secrets": org_secrets.list_all,
    "get-org-public-key": secrets.public_key,
    "get-org-secret": org_secrets.get,
    "create-or-update-org-secret": org_secrets.put,
    "delete-org-secret": secrets.delete,
    "list-selected-repos-for-org-secret": org_secrets.repositories.list,
    "set-selected-repos-for-org-secret": org_secrets.repositories.set,
    "add-selected-repo-to-org-secret": org_secrets.repositories.add,
    "remove-selected-repo-from-org-secret": org_secrets.repositories.remove,
    "list-org-variables": variables.list_all,
    "create-org-variable": variables.create,
    "get-org-variable": variables.get,
    "update-org-variable": variables.update,
    "delete-org-variable": variables.delete,
    "list-selected-repos-for-org-variable": variables.repositories.list,
    "set-selected-repos-for-org-variable": variables.repositories.set,
    "add-selected-repo-to-org-variable": variables.repositories.add,
    "remove-selected-repo-from-org-variable": variables.repositories.remove,
    "get-actions-cache-usage-for-org": caches.usage_of_organization,
    "get-actions-cache-usage-by-repo-for-org": caches.usage_by_repository,
    "list-self-hosted-runners-for-org": runners.list_all,
    "generate-runner-jitconfig-for-org": runners.generate_jit_config,
    "list-labels-for-self-hosted-runner-for-org": runners.list_labels,
    "add-custom-labels-to-self-hosted-runner-for-org": runners.add_labels,
    "set-custom-labels-for-self-hosted-runner-for-org": runners.set_labels,
    "remove-custom-label-from-self-hosted-runner-for-org": runners.remove_label,
    "remove-all-custom-labels-from-self-hosted-runner-for-org": (
        runners.remove_all_labels
    ),
    "list-runner-applications-for-org": runners.list_applications,
    "create-registration-token-for-org": runners.create_registration_token,
    "create-remove-token-for-org": runners.create_remove_token,
    "get-runner-version-deprecation-for-org": runners.end_of_life,
    "get-self-hosted-runner-for-org": runners.get,
    "delete-self-hosted-runner-from-org": runners.delete,
    "list-self-hosted-runner-groups-for-org": runner_groups.list_all,
    "create-self-hosted-runner-group-for-org": runner_groups.create,
    "get-self-hosted-runner-group-for-org": runner_groups.get,
    "update-self-hosted-runner-group-for-org": runner_groups.update,
    "delete-self-hosted-runner-group-from-org": runner_groups.delete,
    "list-repo-access-to-self-hosted-runner-group-in-org": (
        runner_group_members.repositories.list
    ),
    "set-repo-access-to-self-hosted-runner-group-in-org": (
        runner_group_members.repositories.set
    ),
    "add-repo-access-to-self-hosted-runner-group-in-org": (
        runner_group_members.repositories.add
    ),
    "remove-repo-access-to-self-hosted-runner-group-in-org": (
        runner_group_members.repositories.remove
    ),
    "list-self-hosted-runners-in-group-for-org": runner_group_members.list_runners,
    "set-self-hosted-runners-in-group-for-org": runner_group_members.set_runners,
    "add-self-hosted-runner-to-group-for-org": runner_group_members.add_runner,
    "remove-self-hosted-runner-from-group-for-org": (
        runner_group_members.remove_runner
    ),
    **settings.handlers("org-settings"),
}

ENTERPRISE: Final[Mapping[str, Callable[[Request, str], Response]]] = {
    "get-runner-version-deprecation-for-enterprise": runners.end_of_life,
}
