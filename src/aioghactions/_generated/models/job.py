# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``Job``, and how it is made of JSON."""

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
    writable,
)
from aioghactions._json.sharing import Memo

from .job_conclusion import JobConclusion
from .job_status import JobStatus
from .job_step import JobStep, structure_job_step


@frozen(kw_only=True)
class Job:
    """A job in one attempt of a workflow run."""

    id: int
    """Numeric id of the job, unique on its server; each attempt has a new id."""

    run_id: int
    """Id of the run that the job belongs to."""

    run_url: str
    """API URL of the run."""

    run_attempt: int | None = None
    """Number of the attempt that the job belongs to, from 1."""

    node_id: str
    """GraphQL id of the job."""

    head_sha: str
    """SHA of the commit that the job runs on."""

    url: str
    """API URL of the job."""

    html_url: str | None
    """Web page of the job."""

    status: JobStatus
    """Status of the job."""

    conclusion: JobConclusion | None
    """Conclusion of the job; null until ``status`` is ``completed``."""

    created_at: datetime | None = None
    """When the job was created. Since GitHub Enterprise Server 3.17."""

    started_at: datetime
    """When the job started."""

    completed_at: datetime | None
    """When the job ended; null until then."""

    name: str
    """Name of the job, with its matrix values if it has any."""

    steps: tuple[JobStep, ...] | None = None
    """Steps in order; may be empty before the job runs."""

    check_run_url: str
    """API URL of the check run with its result."""

    labels: tuple[str, ...] | None = None
    """Labels that a runner needs to run the job (``runs-on``). Since GitHub
    Enterprise Server 3.8.
    """

    runner_id: int | None = None
    """Id of the runner of the job; null until one is assigned. Since GitHub
    Enterprise Server 3.8.
    """

    runner_name: str | None = None
    """Name of that runner; null until one is assigned. Since GitHub Enterprise
    Server 3.8.
    """

    runner_group_id: int | None = None
    """Id of the group of that runner; null until one is assigned. Since GitHub
    Enterprise Server 3.8.
    """

    runner_group_name: str | None = None
    """Name of that group; null until a runner is assigned. Since GitHub Enterprise
    Server 3.8.
    """

    workflow_name: str | None = None
    """Name of the workflow. Since GitHub Enterprise Server 3.8."""

    head_branch: str | None = None
    """Branch that the job runs on. Since GitHub Enterprise Server 3.8."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(Job)
_JOB_CONCLUSION: Final = members(JobConclusion)
_JOB_STATUS: Final = members(JobStatus)
_Draft: Final = writable(Job)


def structure_job(data: Any, memo: Memo) -> Job:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.run_id = data["run_id"]
    draft.run_url = data["run_url"]
    draft.run_attempt = data.get("run_attempt")
    draft.node_id = data["node_id"]
    draft.head_sha = data["head_sha"]
    draft.url = data["url"]
    draft.html_url = data["html_url"]
    draft.status = _JOB_STATUS[data["status"]]
    draft.conclusion = (
        None if (value := data["conclusion"]) is None else _JOB_CONCLUSION[value]
    )
    draft.created_at = (
        None if (value := data.get("created_at")) is None else instant(value)
    )
    draft.started_at = instant(data["started_at"])
    draft.completed_at = (
        None if (value := data["completed_at"]) is None else instant(value)
    )
    draft.name = data["name"]
    draft.steps = (
        None
        if (value := data.get("steps")) is None
        else tuple([structure_job_step(item, memo) for item in array(value)])
    )
    draft.check_run_url = data["check_run_url"]
    draft.labels = (
        None if (value := data.get("labels")) is None else tuple(array(value))
    )
    draft.runner_id = data.get("runner_id")
    draft.runner_name = data.get("runner_name")
    draft.runner_group_id = data.get("runner_group_id")
    draft.runner_group_name = data.get("runner_group_name")
    draft.workflow_name = data.get("workflow_name")
    draft.head_branch = data.get("head_branch")
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = Job
    model: Job = draft
    return model
