# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``WorkflowRun``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    array,
    instant,
    member_names,
    members,
    unknown,
    usual,
    writable,
)
from aioghactions._json.sharing import Memo

from .minimal_repository import MinimalRepository, structure_minimal_repository
from .pull_request_minimal import PullRequestMinimal, structure_pull_request_minimal
from .referenced_workflow import ReferencedWorkflow, structure_referenced_workflow
from .simple_commit import SimpleCommit, structure_simple_commit
from .simple_user import SimpleUser, structure_simple_user
from .workflow_run_conclusion import WorkflowRunConclusion
from .workflow_run_status import WorkflowRunStatus


@frozen(kw_only=True)
class WorkflowRun:
    """One execution of a workflow.

    A re-run keeps the id and increments ``run_attempt``.
    """

    id: int
    """Numeric id of the run, shared by all its attempts."""

    name: str | None = None
    """Name of the workflow, from its file."""

    node_id: str
    """GraphQL id of the run."""

    check_suite_id: int | None = None
    """Id of the check suite that contains the results of this run."""

    check_suite_node_id: str | None = None
    """GraphQL id of that check suite."""

    head_branch: str | None
    """Branch that was pushed to or that the pull request comes from; null if no
    branch is involved.
    """

    head_sha: str
    """SHA of the commit whose workflow file runs."""

    path: str | None = None
    """Workflow file in the repository, such as ``.github/workflows/ci.yml``; GitHub
    may append ``@`` and a git ref. Since GitHub Enterprise Server 3.5.
    """

    display_title: str | None = None
    """Title of the run: its ``run-name`` if the workflow sets one, else the title of
    the event, such as the commit message. Since GitHub Enterprise Server 3.12.
    """

    run_number: int
    """Sequential number within the workflow, from 1; a re-run does not change it."""

    event: str
    """Name of the event that started the run, such as ``push`` or
    ``workflow_dispatch``.
    """

    status: WorkflowRunStatus | None
    """Status of the run."""

    conclusion: WorkflowRunConclusion | None = None
    """Conclusion of the run; null until ``status`` is ``completed``."""

    workflow_id: int
    """Id of the workflow that was run."""

    url: str
    """API URL of the run."""

    html_url: str
    """Web page of the run."""

    pull_requests: tuple[PullRequestMinimal, ...] | None
    """Open pull requests whose head is this commit or branch, which did not
    necessarily start the run. Often empty; always empty for forks.
    """

    created_at: datetime
    """When the run was first requested."""

    updated_at: datetime
    """When the run last changed; for a completed run, approximately when it ended."""

    actor: SimpleUser | None = None
    """Account that started the first attempt. Since GitHub Enterprise Server 3.5."""

    run_attempt: int | None = None
    """Number of the attempt, from 1; each re-run adds 1. Since GitHub Enterprise
    Server 3.5.
    """

    referenced_workflows: tuple[ReferencedWorkflow, ...] | None = None
    """Reusable workflows that this run calls. Since GitHub Enterprise Server 3.12."""

    run_started_at: datetime | None = None
    """When this attempt started; unlike ``created_at``, it changes with each re-run.
    Since GitHub Enterprise Server 3.5.
    """

    triggering_actor: SimpleUser | None = None
    """Account that started this attempt; differs from ``actor`` if another account
    re-ran the run. Since GitHub Enterprise Server 3.5.
    """

    jobs_url: str
    """API URL of the jobs."""

    logs_url: str
    """API URL of the log archive."""

    check_suite_url: str
    """API URL of the check suite."""

    artifacts_url: str
    """API URL of the artifacts."""

    cancel_url: str
    """API URL that cancels the run."""

    rerun_url: str
    """API URL that re-runs the run."""

    previous_attempt_url: str | None = None
    """API URL of the previous attempt; null for the first. Since GitHub Enterprise
    Server 3.5.
    """

    workflow_url: str
    """API URL of the workflow."""

    head_commit: SimpleCommit | None
    """Commit of ``head_sha``; null if it no longer exists."""

    repository: MinimalRepository
    """Repository that the run belongs to."""

    head_repository: MinimalRepository | None
    """Repository of the commit: for a pull request from a fork, the fork; null after
    the fork was deleted.
    """

    head_repository_id: int | None = None
    """Id of the repository of the commit."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(WorkflowRun)
_WORKFLOW_RUN_CONCLUSION: Final = members(WorkflowRunConclusion)
_WORKFLOW_RUN_STATUS: Final = members(WorkflowRunStatus)
_USUAL_EVENT: Final = usual(
    "push", "pull_request", "schedule", "workflow_dispatch", "workflow_run"
)
_Draft: Final = writable(WorkflowRun)


def structure_workflow_run(data: Any, memo: Memo) -> WorkflowRun:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.name = data.get("name")
    draft.node_id = data["node_id"]
    draft.check_suite_id = data.get("check_suite_id")
    draft.check_suite_node_id = data.get("check_suite_node_id")
    draft.head_branch = data["head_branch"]
    draft.head_sha = data["head_sha"]
    draft.path = data.get("path")
    draft.display_title = data.get("display_title")
    draft.run_number = data["run_number"]
    draft.event = _USUAL_EVENT[data["event"]]
    draft.status = (
        None if (value := data["status"]) is None else _WORKFLOW_RUN_STATUS[value]
    )
    draft.conclusion = (
        None
        if (value := data.get("conclusion")) is None
        else _WORKFLOW_RUN_CONCLUSION[value]
    )
    draft.workflow_id = data["workflow_id"]
    draft.url = data["url"]
    draft.html_url = data["html_url"]
    draft.pull_requests = (
        None
        if (value := data["pull_requests"]) is None
        else tuple(
            [structure_pull_request_minimal(item, memo) for item in array(value)]
        )
    )
    draft.created_at = instant(data["created_at"])
    draft.updated_at = instant(data["updated_at"])
    draft.actor = (
        None
        if (value := data.get("actor")) is None
        else structure_simple_user(value, memo)
    )
    draft.run_attempt = data.get("run_attempt")
    draft.referenced_workflows = (
        None
        if (value := data.get("referenced_workflows")) is None
        else tuple([structure_referenced_workflow(item, memo) for item in array(value)])
    )
    draft.run_started_at = (
        None if (value := data.get("run_started_at")) is None else instant(value)
    )
    draft.triggering_actor = (
        None
        if (value := data.get("triggering_actor")) is None
        else structure_simple_user(value, memo)
    )
    draft.jobs_url = data["jobs_url"]
    draft.logs_url = data["logs_url"]
    draft.check_suite_url = data["check_suite_url"]
    draft.artifacts_url = data["artifacts_url"]
    draft.cancel_url = data["cancel_url"]
    draft.rerun_url = data["rerun_url"]
    draft.previous_attempt_url = data.get("previous_attempt_url")
    draft.workflow_url = data["workflow_url"]
    draft.head_commit = (
        None
        if (value := data["head_commit"]) is None
        else structure_simple_commit(value, memo)
    )
    draft.repository = structure_minimal_repository(data["repository"], memo)
    draft.head_repository = (
        None
        if (value := data["head_repository"]) is None
        else structure_minimal_repository(value, memo)
    )
    draft.head_repository_id = data.get("head_repository_id")
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = WorkflowRun
    model: WorkflowRun = draft
    return model
