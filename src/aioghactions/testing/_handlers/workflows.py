"""Workflows, and workflow dispatch."""

from collections.abc import Mapping
from typing import Any

from aioghactions.testing._handlers.lookup import find_workflow
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, invalid, no_content, ok
from aioghactions.testing._payloads.workflow import workflow_payload
from aioghactions.testing._state.repository import FakeRepository, FakeRun
from aioghactions.testing._state.workflow import FakeWorkflow
from aioghactions.testing.edition import NEWEST_VERSION


def list_for_repo(request: Request, repo: FakeRepository) -> Response:
    """List the workflows of a repository."""
    workflows = list(repo.workflows.values())
    return page(
        request, workflows, lambda x: workflow_payload(x, repo, request.context)
    )


def get(request: Request, repo: FakeRepository) -> Response:
    """Return a workflow."""
    workflow = find_workflow(request, repo)
    return ok(workflow_payload(workflow, repo, request.context))


def enable(request: Request, repo: FakeRepository) -> Response:
    """Make a workflow active."""
    return _change_state(request, repo, "active")


def disable(request: Request, repo: FakeRepository) -> Response:
    """Disable a workflow."""
    return _change_state(request, repo, "disabled_manually")


def dispatch(request: Request, repo: FakeRepository) -> Response:
    """Start a run of a workflow; return its details if they are requested."""
    workflow = find_workflow(request, repo)
    ref = request.text("ref").removeprefix("refs/heads/").removeprefix("refs/tags/")
    if ref not in repo.refs:
        raise invalid(message=f"No ref found for: {ref}")
    run = repo.add_run(
        workflow,
        created_at=request.now,
        status="queued",
        event="workflow_dispatch",
        head_branch=ref,
        actor=request.caller.user.login,
        display_title=workflow.name,
        inputs=_inputs(request, workflow),
        timings=repo.world.timings,
    )
    return ok(_details(request, run)) if _wants_details(request) else no_content()


def _change_state(request: Request, repo: FakeRepository, state: str) -> Response:
    workflow = find_workflow(request, repo)
    workflow.state, workflow.updated_at = state, request.now
    return no_content()


def _wants_details(request: Request) -> bool:
    if request.context.version == NEWEST_VERSION:
        return True
    return request.context.edition.is_cloud and request.boolean("return_run_details")


def _details(request: Request, run: FakeRun) -> dict[str, Any]:
    api = request.context.repo_api(run.repository)
    html = request.context.repo_html(run.repository)
    return {
        "workflow_run_id": run.id,
        "run_url": f"{api}/actions/runs/{run.id}",
        "html_url": f"{html}/actions/runs/{run.id}",
    }


def _inputs(request: Request, workflow: FakeWorkflow) -> Mapping[str, Any]:
    """Return the inputs of a dispatch, with the defaults of the workflow."""
    if workflow.inputs is None:
        raise invalid(message="Workflow does not have 'workflow_dispatch' trigger")
    if workflow.state != "active":
        raise invalid(message="Cannot trigger a disabled workflow")
    given = request.mapping("inputs")
    limit = request.context.edition.inputs
    if len(given) > limit:
        raise invalid(message=f"you may only define up to {limit} inputs")
    if unexpected := sorted(set(given) - set(workflow.inputs)):
        raise invalid(message=f"Unexpected inputs provided: {unexpected}")
    defaults = {
        name: declared.default
        for name, declared in workflow.inputs.items()
        if declared.default is not None
    }
    inputs = defaults | given
    for name, declared in workflow.inputs.items():
        if declared.required and name not in inputs:
            raise invalid(message=f"Required input '{name}' not provided")
    return inputs
