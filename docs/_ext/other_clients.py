"""What other clients have: looked up in what they publish.

* PyGithub 2.10.0 has its own names.
* GitHubKit 0.16.1 has all operations, named by their ids.
* octokit names methods by the ids too: @octokit/plugin-rest-endpoint-methods 18.0.0
  has the method, verb and path of each, but for those below.
"""

from typing import Final

OCTOKIT_LACKS: Final = {
    "download-step-logs-for-workflow-run-job",
    "list-concurrency-groups-for-repository",
    "get-concurrency-group-for-repository",
    "list-concurrency-groups-for-workflow-run",
    *(
        f"get-runner-version-deprecation-for-{owner}"
        for owner in ("repo", "org", "enterprise")
    ),
    "list-self-hosted-runner-groups-for-org",
    "create-self-hosted-runner-group-for-org",
    "get-self-hosted-runner-group-for-org",
    "update-self-hosted-runner-group-for-org",
    "delete-self-hosted-runner-group-from-org",
    "list-repo-access-to-self-hosted-runner-group-in-org",
    "set-repo-access-to-self-hosted-runner-group-in-org",
    "remove-repo-access-to-self-hosted-runner-group-in-org",
    "list-self-hosted-runners-in-group-for-org",
    "set-self-hosted-runners-in-group-for-org",
    "add-self-hosted-runner-to-group-for-org",
    "remove-self-hosted-runner-from-group-for-org",
    *(
        f"{verb}-{settings}-{scope}"
        for verb in ("get", "set")
        for scope in ("repository", "organization")
        for settings in (
            "artifact-and-log-retention-settings",
            "fork-pr-contributor-approval-permissions",
            "private-repo-fork-pr-workflows-settings",
        )
    ),
    "get-self-hosted-runners-permissions-organization",
    "set-self-hosted-runners-permissions-organization",
    "list-selected-repositories-self-hosted-runners-organization",
    "set-selected-repositories-self-hosted-runners-organization",
    "enable-selected-repository-self-hosted-runners-organization",
    "disable-selected-repository-self-hosted-runners-organization",
}

PYGITHUB: Final = {
    "list-repos-for-org": "Organization.get_repos",
    "list-repos-for-authenticated-user": "AuthenticatedUser.get_repos",
    "list-repos-accessible-to-installation": "Installation.get_repos",
    "list-installations": "GithubIntegration.get_installations",
    "get-installation": "GithubIntegration.get_app_installation",
    "get-org-installation": "GithubIntegration.get_org_installation",
    "get-repo-installation": "GithubIntegration.get_repo_installation",
    "get-rate-limit": "Github.get_rate_limit",
    "list-repo-webhook-deliveries": "Repository.get_hook_deliveries",
    "get-repo-webhook-delivery": "Repository.get_hook_delivery",
    "list-org-webhook-deliveries": "Organization.get_hook_deliveries",
    "get-org-webhook-delivery": "Organization.get_hook_delivery",
    "list-workflow-runs-for-repo": "Repository.get_workflow_runs",
    "list-workflow-runs": "Workflow.get_runs",
    "get-workflow-run": "Repository.get_workflow_run",
    "delete-workflow-run": "WorkflowRun.delete",
    "cancel-workflow-run": "WorkflowRun.cancel",
    "re-run-workflow": "WorkflowRun.rerun",
    "re-run-workflow-failed-jobs": "WorkflowRun.rerun_failed_jobs",
    "get-workflow-run-usage": "WorkflowRun.timing",
    "get-workflow-run-attempt": "WorkflowRun.get_attempt",
    "get-job-for-workflow-run": "Repository.get_workflow_job",
    "list-jobs-for-workflow-run": "WorkflowRun.jobs",
    "download-job-logs-for-workflow-run": "WorkflowJob.logs_url",
    "list-repo-workflows": "Repository.get_workflows",
    "get-workflow": "Repository.get_workflow",
    "create-workflow-dispatch": "Workflow.create_dispatch",
    "enable-workflow": "Workflow.enable",
    "disable-workflow": "Workflow.disable",
    "list-artifacts-for-repo": "Repository.get_artifacts",
    "list-workflow-run-artifacts": "WorkflowRun.get_artifacts",
    "get-artifact": "Repository.get_artifact",
    "delete-artifact": "Artifact.delete",
    "list-repo-secrets": "Repository.get_secrets",
    "get-repo-public-key": "Repository.get_public_key",
    "get-repo-secret": "Repository.get_secret",
    "create-or-update-repo-secret": "Repository.create_secret",
    "delete-repo-secret": "Repository.delete_secret",
    "list-repo-variables": "Repository.get_variables",
    "create-repo-variable": "Repository.create_variable",
    "get-repo-variable": "Repository.get_variable",
    "update-repo-variable": "Variable.edit",
    "delete-repo-variable": "Repository.delete_variable",
    "get-all-environments": "Repository.get_environments",
    "get-environment": "Repository.get_environment",
    "create-or-update-environment": "Repository.create_environment",
    "delete-an-environment": "Repository.delete_environment",
    "list-environment-secrets": "Environment.get_secrets",
    "get-environment-public-key": "Environment.get_public_key",
    "get-environment-secret": "Environment.get_secret",
    "create-or-update-environment-secret": "Environment.create_secret",
    "delete-environment-secret": "Environment.delete_secret",
    "list-environment-variables": "Environment.get_variables",
    "create-environment-variable": "Environment.create_variable",
    "get-environment-variable": "Environment.get_variable",
    "update-environment-variable": "Variable.edit",
    "delete-environment-variable": "Environment.delete_variable",
    "create-check-run": "Repository.create_check_run",
    "get-check-run": "Repository.get_check_run",
    "update-check-run": "CheckRun.edit",
    "list-check-run-annotations": "CheckRun.get_annotations",
    "list-check-runs-for-suite": "CheckSuite.get_check_runs",
    "list-check-runs-for-ref": "Commit.get_check_runs",
    "list-self-hosted-runners-for-repo": "Repository.get_self_hosted_runners",
    "get-self-hosted-runner-for-repo": "Repository.get_self_hosted_runner",
    "delete-self-hosted-runner-from-repo": "Repository.remove_self_hosted_runner",
    "list-org-secrets": "Organization.get_secrets",
    "get-org-public-key": "Organization.get_public_key",
    "get-org-secret": "Organization.get_secret",
    "create-or-update-org-secret": "Organization.create_secret",
    "delete-org-secret": "OrganizationSecret.delete",
    "list-selected-repos-for-org-secret": "OrganizationSecret.selected_repositories",
    "add-selected-repo-to-org-secret": "OrganizationSecret.add_repo",
    "remove-selected-repo-from-org-secret": "OrganizationSecret.remove_repo",
    "list-org-variables": "Organization.get_variables",
    "create-org-variable": "Organization.create_variable",
    "get-org-variable": "Organization.get_variable",
    "update-org-variable": "OrganizationVariable.edit",
    "delete-org-variable": "OrganizationVariable.delete",
    "list-selected-repos-for-org-variable": (
        "OrganizationVariable.selected_repositories"
    ),
    "add-selected-repo-to-org-variable": "OrganizationVariable.add_repo",
    "remove-selected-repo-from-org-variable": "OrganizationVariable.remove_repo",
    "list-self-hosted-runners-for-org": "Organization.get_self_hosted_runners",
    "list-runner-applications-for-org": (
        "Organization.get_self_hosted_runner_applications"
    ),
    "create-registration-token-for-org": (
        "Organization.create_self_hosted_runner_registration_token"
    ),
    "create-remove-token-for-org": (
        "Organization.create_self_hosted_runner_remove_token"
    ),
    "generate-runner-jitconfig-for-org": (
        "Organization.create_self_hosted_runner_jitconfig"
    ),
    "get-self-hosted-runner-for-org": "Organization.get_self_hosted_runner",
    "delete-self-hosted-runner-from-org": "Organization.delete_self_hosted_runner",
}
