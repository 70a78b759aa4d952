# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Models and enums, each imported when it is first named.

A model is frozen all the way down. Members that it has no attribute for are in
``extra``, which counts when models are compared: what GitHub says differently is
different, known to us or not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aioghactions._generated.models.archive_format import (
        ArchiveFormat,
        ArchiveFormatArg,
    )
    from aioghactions._generated.models.artifact import Artifact
    from aioghactions._generated.models.artifact_page import ArtifactPage
    from aioghactions._generated.models.artifact_workflow_run import ArtifactWorkflowRun
    from aioghactions._generated.models.basic_error import BasicError
    from aioghactions._generated.models.billable_usage import BillableUsage
    from aioghactions._generated.models.bypass_mode import BypassMode, BypassModeArg
    from aioghactions._generated.models.bypass_reviewer_type import (
        BypassReviewerType,
        BypassReviewerTypeArg,
    )
    from aioghactions._generated.models.code_of_conduct import CodeOfConduct
    from aioghactions._generated.models.deployment import Deployment
    from aioghactions._generated.models.environment import Environment
    from aioghactions._generated.models.environment_approval import EnvironmentApproval
    from aioghactions._generated.models.git_identity import GitIdentity
    from aioghactions._generated.models.integration import Integration
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.job_conclusion import (
        JobConclusion,
        JobConclusionArg,
    )
    from aioghactions._generated.models.job_filter import JobFilter, JobFilterArg
    from aioghactions._generated.models.job_page import JobPage
    from aioghactions._generated.models.job_status import JobStatus, JobStatusArg
    from aioghactions._generated.models.job_step import JobStep
    from aioghactions._generated.models.job_step_conclusion import (
        JobStepConclusion,
        JobStepConclusionArg,
    )
    from aioghactions._generated.models.job_step_status import (
        JobStepStatus,
        JobStepStatusArg,
    )
    from aioghactions._generated.models.job_usage import JobUsage
    from aioghactions._generated.models.minimal_repository import MinimalRepository
    from aioghactions._generated.models.minimal_repository_page import (
        MinimalRepositoryPage,
    )
    from aioghactions._generated.models.organization_secret import OrganizationSecret
    from aioghactions._generated.models.organization_secret_page import (
        OrganizationSecretPage,
    )
    from aioghactions._generated.models.pending_deployment import PendingDeployment
    from aioghactions._generated.models.pending_deployment_reviewer import (
        PendingDeploymentReviewer,
    )
    from aioghactions._generated.models.public_key import PublicKey
    from aioghactions._generated.models.pull_request_branch import PullRequestBranch
    from aioghactions._generated.models.pull_request_creation_policy import (
        PullRequestCreationPolicy,
        PullRequestCreationPolicyArg,
    )
    from aioghactions._generated.models.pull_request_minimal import PullRequestMinimal
    from aioghactions._generated.models.pull_request_repository import (
        PullRequestRepository,
    )
    from aioghactions._generated.models.referenced_workflow import ReferencedWorkflow
    from aioghactions._generated.models.repository_license import RepositoryLicense
    from aioghactions._generated.models.repository_permissions import (
        RepositoryPermissions,
    )
    from aioghactions._generated.models.repository_selection import (
        RepositorySelection,
        RepositorySelectionArg,
    )
    from aioghactions._generated.models.review_decision import (
        ReviewDecision,
        ReviewDecisionArg,
    )
    from aioghactions._generated.models.review_state import ReviewState, ReviewStateArg
    from aioghactions._generated.models.reviewer_type import (
        ReviewerType,
        ReviewerTypeArg,
    )
    from aioghactions._generated.models.runner import Runner
    from aioghactions._generated.models.runner_application import RunnerApplication
    from aioghactions._generated.models.runner_group import RunnerGroup
    from aioghactions._generated.models.runner_group_page import RunnerGroupPage
    from aioghactions._generated.models.runner_label import RunnerLabel
    from aioghactions._generated.models.runner_label_type import (
        RunnerLabelType,
        RunnerLabelTypeArg,
    )
    from aioghactions._generated.models.runner_page import RunnerPage
    from aioghactions._generated.models.runner_status import (
        RunnerStatus,
        RunnerStatusArg,
    )
    from aioghactions._generated.models.runner_token import RunnerToken
    from aioghactions._generated.models.runner_usage import RunnerUsage
    from aioghactions._generated.models.secret import Secret
    from aioghactions._generated.models.secret_page import SecretPage
    from aioghactions._generated.models.secret_scanning_bypass_options import (
        SecretScanningBypassOptions,
    )
    from aioghactions._generated.models.secret_scanning_bypass_reviewer import (
        SecretScanningBypassReviewer,
    )
    from aioghactions._generated.models.security_and_analysis import SecurityAndAnalysis
    from aioghactions._generated.models.security_feature import SecurityFeature
    from aioghactions._generated.models.security_feature_status import (
        SecurityFeatureStatus,
        SecurityFeatureStatusArg,
    )
    from aioghactions._generated.models.simple_commit import SimpleCommit
    from aioghactions._generated.models.simple_user import SimpleUser
    from aioghactions._generated.models.sort_direction import (
        SortDirection,
        SortDirectionArg,
    )
    from aioghactions._generated.models.team import Team
    from aioghactions._generated.models.team_access_source import (
        TeamAccessSource,
        TeamAccessSourceArg,
    )
    from aioghactions._generated.models.team_permissions import TeamPermissions
    from aioghactions._generated.models.team_simple import TeamSimple
    from aioghactions._generated.models.team_type import TeamType, TeamTypeArg
    from aioghactions._generated.models.validation_error_simple import (
        ValidationErrorSimple,
    )
    from aioghactions._generated.models.visibility import Visibility, VisibilityArg
    from aioghactions._generated.models.workflow import Workflow
    from aioghactions._generated.models.workflow_dispatch import WorkflowDispatch
    from aioghactions._generated.models.workflow_page import WorkflowPage
    from aioghactions._generated.models.workflow_run import WorkflowRun
    from aioghactions._generated.models.workflow_run_conclusion import (
        WorkflowRunConclusion,
        WorkflowRunConclusionArg,
    )
    from aioghactions._generated.models.workflow_run_page import WorkflowRunPage
    from aioghactions._generated.models.workflow_run_status import (
        WorkflowRunStatus,
        WorkflowRunStatusArg,
    )
    from aioghactions._generated.models.workflow_run_status_filter import (
        WorkflowRunStatusFilter,
        WorkflowRunStatusFilterArg,
    )
    from aioghactions._generated.models.workflow_run_usage import WorkflowRunUsage
    from aioghactions._generated.models.workflow_state import (
        WorkflowState,
        WorkflowStateArg,
    )

_MODULES: Final = {
    "ArchiveFormat": "archive_format",
    "ArchiveFormatArg": "archive_format",
    "Artifact": "artifact",
    "ArtifactPage": "artifact_page",
    "ArtifactWorkflowRun": "artifact_workflow_run",
    "BasicError": "basic_error",
    "BillableUsage": "billable_usage",
    "BypassMode": "bypass_mode",
    "BypassModeArg": "bypass_mode",
    "BypassReviewerType": "bypass_reviewer_type",
    "BypassReviewerTypeArg": "bypass_reviewer_type",
    "CodeOfConduct": "code_of_conduct",
    "Deployment": "deployment",
    "Environment": "environment",
    "EnvironmentApproval": "environment_approval",
    "GitIdentity": "git_identity",
    "Integration": "integration",
    "Job": "job",
    "JobConclusion": "job_conclusion",
    "JobConclusionArg": "job_conclusion",
    "JobFilter": "job_filter",
    "JobFilterArg": "job_filter",
    "JobPage": "job_page",
    "JobStatus": "job_status",
    "JobStatusArg": "job_status",
    "JobStep": "job_step",
    "JobStepConclusion": "job_step_conclusion",
    "JobStepConclusionArg": "job_step_conclusion",
    "JobStepStatus": "job_step_status",
    "JobStepStatusArg": "job_step_status",
    "JobUsage": "job_usage",
    "MinimalRepository": "minimal_repository",
    "MinimalRepositoryPage": "minimal_repository_page",
    "OrganizationSecret": "organization_secret",
    "OrganizationSecretPage": "organization_secret_page",
    "PendingDeployment": "pending_deployment",
    "PendingDeploymentReviewer": "pending_deployment_reviewer",
    "PublicKey": "public_key",
    "PullRequestBranch": "pull_request_branch",
    "PullRequestCreationPolicy": "pull_request_creation_policy",
    "PullRequestCreationPolicyArg": "pull_request_creation_policy",
    "PullRequestMinimal": "pull_request_minimal",
    "PullRequestRepository": "pull_request_repository",
    "ReferencedWorkflow": "referenced_workflow",
    "RepositoryLicense": "repository_license",
    "RepositoryPermissions": "repository_permissions",
    "RepositorySelection": "repository_selection",
    "RepositorySelectionArg": "repository_selection",
    "ReviewDecision": "review_decision",
    "ReviewDecisionArg": "review_decision",
    "ReviewState": "review_state",
    "ReviewStateArg": "review_state",
    "ReviewerType": "reviewer_type",
    "ReviewerTypeArg": "reviewer_type",
    "Runner": "runner",
    "RunnerApplication": "runner_application",
    "RunnerGroup": "runner_group",
    "RunnerGroupPage": "runner_group_page",
    "RunnerLabel": "runner_label",
    "RunnerLabelType": "runner_label_type",
    "RunnerLabelTypeArg": "runner_label_type",
    "RunnerPage": "runner_page",
    "RunnerStatus": "runner_status",
    "RunnerStatusArg": "runner_status",
    "RunnerToken": "runner_token",
    "RunnerUsage": "runner_usage",
    "Secret": "secret",
    "SecretPage": "secret_page",
    "SecretScanningBypassOptions": "secret_scanning_bypass_options",
    "SecretScanningBypassReviewer": "secret_scanning_bypass_reviewer",
    "SecurityAndAnalysis": "security_and_analysis",
    "SecurityFeature": "security_feature",
    "SecurityFeatureStatus": "security_feature_status",
    "SecurityFeatureStatusArg": "security_feature_status",
    "SimpleCommit": "simple_commit",
    "SimpleUser": "simple_user",
    "SortDirection": "sort_direction",
    "SortDirectionArg": "sort_direction",
    "Team": "team",
    "TeamAccessSource": "team_access_source",
    "TeamAccessSourceArg": "team_access_source",
    "TeamPermissions": "team_permissions",
    "TeamSimple": "team_simple",
    "TeamType": "team_type",
    "TeamTypeArg": "team_type",
    "ValidationErrorSimple": "validation_error_simple",
    "Visibility": "visibility",
    "VisibilityArg": "visibility",
    "Workflow": "workflow",
    "WorkflowDispatch": "workflow_dispatch",
    "WorkflowPage": "workflow_page",
    "WorkflowRun": "workflow_run",
    "WorkflowRunConclusion": "workflow_run_conclusion",
    "WorkflowRunConclusionArg": "workflow_run_conclusion",
    "WorkflowRunPage": "workflow_run_page",
    "WorkflowRunStatus": "workflow_run_status",
    "WorkflowRunStatusArg": "workflow_run_status",
    "WorkflowRunStatusFilter": "workflow_run_status_filter",
    "WorkflowRunStatusFilterArg": "workflow_run_status_filter",
    "WorkflowRunUsage": "workflow_run_usage",
    "WorkflowState": "workflow_state",
    "WorkflowStateArg": "workflow_state",
}

__all__ = [
    "ArchiveFormat",
    "ArchiveFormatArg",
    "Artifact",
    "ArtifactPage",
    "ArtifactWorkflowRun",
    "BasicError",
    "BillableUsage",
    "BypassMode",
    "BypassModeArg",
    "BypassReviewerType",
    "BypassReviewerTypeArg",
    "CodeOfConduct",
    "Deployment",
    "Environment",
    "EnvironmentApproval",
    "GitIdentity",
    "Integration",
    "Job",
    "JobConclusion",
    "JobConclusionArg",
    "JobFilter",
    "JobFilterArg",
    "JobPage",
    "JobStatus",
    "JobStatusArg",
    "JobStep",
    "JobStepConclusion",
    "JobStepConclusionArg",
    "JobStepStatus",
    "JobStepStatusArg",
    "JobUsage",
    "MinimalRepository",
    "MinimalRepositoryPage",
    "OrganizationSecret",
    "OrganizationSecretPage",
    "PendingDeployment",
    "PendingDeploymentReviewer",
    "PublicKey",
    "PullRequestBranch",
    "PullRequestCreationPolicy",
    "PullRequestCreationPolicyArg",
    "PullRequestMinimal",
    "PullRequestRepository",
    "ReferencedWorkflow",
    "RepositoryLicense",
    "RepositoryPermissions",
    "RepositorySelection",
    "RepositorySelectionArg",
    "ReviewDecision",
    "ReviewDecisionArg",
    "ReviewState",
    "ReviewStateArg",
    "ReviewerType",
    "ReviewerTypeArg",
    "Runner",
    "RunnerApplication",
    "RunnerGroup",
    "RunnerGroupPage",
    "RunnerLabel",
    "RunnerLabelType",
    "RunnerLabelTypeArg",
    "RunnerPage",
    "RunnerStatus",
    "RunnerStatusArg",
    "RunnerToken",
    "RunnerUsage",
    "Secret",
    "SecretPage",
    "SecretScanningBypassOptions",
    "SecretScanningBypassReviewer",
    "SecurityAndAnalysis",
    "SecurityFeature",
    "SecurityFeatureStatus",
    "SecurityFeatureStatusArg",
    "SimpleCommit",
    "SimpleUser",
    "SortDirection",
    "SortDirectionArg",
    "Team",
    "TeamAccessSource",
    "TeamAccessSourceArg",
    "TeamPermissions",
    "TeamSimple",
    "TeamType",
    "TeamTypeArg",
    "ValidationErrorSimple",
    "Visibility",
    "VisibilityArg",
    "Workflow",
    "WorkflowDispatch",
    "WorkflowPage",
    "WorkflowRun",
    "WorkflowRunConclusion",
    "WorkflowRunConclusionArg",
    "WorkflowRunPage",
    "WorkflowRunStatus",
    "WorkflowRunStatusArg",
    "WorkflowRunStatusFilter",
    "WorkflowRunStatusFilterArg",
    "WorkflowRunUsage",
    "WorkflowState",
    "WorkflowStateArg",
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
