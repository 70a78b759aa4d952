"""Where PyGithub has an operation: looked up in PyGithub 2.10.0.

octokit and GitHubKit name their methods after the operation ids, so nothing need be
written down for them: checked with GitHubKit 0.16.1.
"""

from typing import Final

PYGITHUB: Final = {
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
    "list-artifacts-for-repo": "Repository.get_artifacts",
    "list-workflow-run-artifacts": "WorkflowRun.get_artifacts",
    "get-artifact": "Repository.get_artifact",
    "delete-artifact": "Artifact.delete",
    "list-repo-secrets": "Repository.get_secrets",
    "get-repo-public-key": "Repository.get_public_key",
    "get-repo-secret": "Repository.get_secret",
    "create-or-update-repo-secret": "Repository.create_secret",
    "delete-repo-secret": "Repository.delete_secret",
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
    "get-self-hosted-runner-for-org": "Organization.get_self_hosted_runner",
    "delete-self-hosted-runner-from-org": "Organization.delete_self_hosted_runner",
}
