"""Concurrency groups and what uses them."""

from typing import Any
from urllib.parse import quote

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.job import FakeJob
from aioghactions.testing._state.repository import FakeRepository, FakeRun


def group_payload(name: str, repo: FakeRepository, context: Context) -> dict[str, Any]:
    """Return the name and the URL of a group."""
    url = f"{context.repo_api(repo)}/actions/concurrency_groups/{quote(name, safe='')}"
    return {"group_name": name, "group_url": url}


def member_payload(
    run: FakeRun, job: FakeJob | None, place: int, context: Context
) -> dict[str, Any]:
    """Return the payload of a run or a job at a place in the queue; 0 is the holder."""
    api = f"{context.repo_api(run.repository)}/actions"
    html = f"{context.repo_html(run.repository)}/actions/runs/{run.id}"
    payload: dict[str, Any] = {
        "run_id": run.id,
        "run_name": run.workflow.name,
        "run_url": f"{api}/runs/{run.id}",
        "run_html_url": html,
        "status": "pending" if place else "in_progress",
    }
    if job is not None:
        payload |= {
            "job_id": job.id,
            "job_name": job.name,
            "job_url": f"{api}/jobs/{job.id}",
            "job_html_url": f"{html}/job/{job.id}",
        }
    return payload
