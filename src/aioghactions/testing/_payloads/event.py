"""Webhook events about runs and jobs."""

from typing import Any

from aioghactions.testing._payloads.account import user_payload
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._payloads.job import job_payload
from aioghactions.testing._payloads.repository import repository_payload
from aioghactions.testing._payloads.run import run_payload
from aioghactions.testing._payloads.workflow import workflow_payload
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRun


def run_event(
    run: FakeRun, action: str, status: str, context: Context
) -> dict[str, Any]:
    """Return the payload of ``workflow_run``, with the status that the run then had."""
    flow = workflow_payload(run.workflow, run.repository, context)
    shown = _as_of(run_payload(run, context), status)
    return {"workflow_run": shown, "workflow": flow, **_common(run, action, context)}


def job_event(
    job: FakeJob, run: FakeRun, action: str, status: str, context: Context
) -> dict[str, Any]:
    """Return the payload of ``workflow_job``, with the status that the job then had."""
    shown = _as_of(job_payload(job, run, {}, context), status)
    return {"workflow_job": shown, **_common(run, action, context)}


def _as_of(payload: dict[str, Any], status: str) -> dict[str, Any]:
    """Return the payload of an earlier status: an event may be late."""
    if payload["status"] == status:
        return payload
    early: dict[str, Any] = {"status": status, "conclusion": None}
    if "completed_at" in payload:
        early |= {"completed_at": None, "steps": []}
    return {**payload, **early}


def _common(run: FakeRun, action: str, context: Context) -> dict[str, Any]:
    owner = run.repository.owner
    common: dict[str, Any] = {
        "action": action,
        "repository": repository_payload(run.repository, context),
        "sender": user_payload(run.latest.actor, context),
    }
    if owner.type == "Organization":
        common["organization"] = {
            "login": owner.login,
            "id": owner.id,
            "node_id": node_id("Organization", owner.id),
            "url": f"{context.api}/orgs/{owner.login}",
        }
    return common
