# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Models and enums, each imported when it is first named.

A model is frozen all the way down. Members that it has no attribute for are in
``extra``, which counts when models are compared: what GitHub says differently is
different, known to us or not.
"""

from importlib import import_module
from re import findall
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .archive_format import ArchiveFormat, ArchiveFormatArg
    from .artifact import Artifact
    from .artifact_page import ArtifactPage
    from .artifact_workflow_run import ArtifactWorkflowRun
    from .basic_error import BasicError
    from .billable_usage import BillableUsage
    from .bypass_mode import BypassMode, BypassModeArg
    from .bypass_reviewer_type import BypassReviewerType, BypassReviewerTypeArg
    from .code_of_conduct import CodeOfConduct
    from .deployment import Deployment
    from .environment import Environment
    from .environment_approval import EnvironmentApproval
    from .git_identity import GitIdentity
    from .integration import Integration
    from .job import Job
    from .job_conclusion import JobConclusion, JobConclusionArg
    from .job_filter import JobFilter, JobFilterArg
    from .job_page import JobPage
    from .job_status import JobStatus, JobStatusArg
    from .job_step import JobStep
    from .job_step_conclusion import JobStepConclusion, JobStepConclusionArg
    from .job_step_status import JobStepStatus, JobStepStatusArg
    from .job_usage import JobUsage
    from .minimal_repository import MinimalRepository
    from .minimal_repository_page import MinimalRepositoryPage
    from .organization_secret import OrganizationSecret
    from .organization_secret_page import OrganizationSecretPage
    from .pending_deployment import PendingDeployment
    from .pending_deployment_reviewer import PendingDeploymentReviewer
    from .public_key import PublicKey
    from .pull_request_branch import PullRequestBranch
    from .pull_request_creation_policy import (
        PullRequestCreationPolicy,
        PullRequestCreationPolicyArg,
    )
    from .pull_request_minimal import PullRequestMinimal
    from .pull_request_repository import PullRequestRepository
    from .referenced_workflow import ReferencedWorkflow
    from .repository_license import RepositoryLicense
    from .repository_permissions import RepositoryPermissions
    from .repository_selection import RepositorySelection, RepositorySelectionArg
    from .review_decision import ReviewDecision, ReviewDecisionArg
    from .review_state import ReviewState, ReviewStateArg
    from .reviewer_type import ReviewerType, ReviewerTypeArg
    from .runner import Runner
    from .runner_application import RunnerApplication
    from .runner_group import RunnerGroup
    from .runner_group_page import RunnerGroupPage
    from .runner_label import RunnerLabel
    from .runner_label_type import RunnerLabelType, RunnerLabelTypeArg
    from .runner_page import RunnerPage
    from .runner_status import RunnerStatus, RunnerStatusArg
    from .runner_token import RunnerToken
    from .runner_usage import RunnerUsage
    from .secret import Secret
    from .secret_page import SecretPage
    from .secret_scanning_bypass_options import SecretScanningBypassOptions
    from .secret_scanning_bypass_reviewer import SecretScanningBypassReviewer
    from .security_and_analysis import SecurityAndAnalysis
    from .security_feature import SecurityFeature
    from .security_feature_status import SecurityFeatureStatus, SecurityFeatureStatusArg
    from .simple_commit import SimpleCommit
    from .simple_user import SimpleUser
    from .sort_direction import SortDirection, SortDirectionArg
    from .team import Team
    from .team_access_source import TeamAccessSource, TeamAccessSourceArg
    from .team_permissions import TeamPermissions
    from .team_simple import TeamSimple
    from .team_type import TeamType, TeamTypeArg
    from .validation_error_simple import ValidationErrorSimple
    from .visibility import Visibility, VisibilityArg
    from .workflow import Workflow
    from .workflow_dispatch import WorkflowDispatch
    from .workflow_page import WorkflowPage
    from .workflow_run import WorkflowRun
    from .workflow_run_conclusion import WorkflowRunConclusion, WorkflowRunConclusionArg
    from .workflow_run_page import WorkflowRunPage
    from .workflow_run_status import WorkflowRunStatus, WorkflowRunStatusArg
    from .workflow_run_status_filter import (
        WorkflowRunStatusFilter,
        WorkflowRunStatusFilterArg,
    )
    from .workflow_run_usage import WorkflowRunUsage
    from .workflow_state import WorkflowState, WorkflowStateArg

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
