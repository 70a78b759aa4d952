"""Workflows, and starting them."""

from collections.abc import Mapping
from typing import Any

from aioghactions.testing._handlers.lookup import find_workflow
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import Reply, invalid, no_content, ok
from aioghactions.testing._payloads.workflow import workflow
from aioghactions.testing._state.repository import FakeRepository, FakeRun
from aioghactions.testing._state.workflow import FakeWorkflow
from aioghactions.testing.edition import NEWEST_VERSION


def list_for_repo(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with the workflows of a repository."""
    flows = list(repo.workflows.values())
    return page(ask, flows, lambda flow: workflow(flow, repo, ask.site))


def get(ask: Ask, repo: FakeRepository) -> Reply:
    """Answer with a workflow."""
    return ok(workflow(find_workflow(ask, repo), repo, ask.site))


def dispatch(ask: Ask, repo: FakeRepository) -> Reply:
    """Start a run of a workflow; say which one, if that was asked for."""
    flow = find_workflow(ask, repo)
    ref = ask.text("ref").removeprefix("refs/heads/").removeprefix("refs/tags/")
    if ref not in repo.refs:
        raise invalid(message=f"No ref found for: {ref}")
    run = repo.add_run(
        flow,
        created_at=ask.now,
        status="queued",
        event="workflow_dispatch",
        head_branch=ref,
        actor=ask.caller.user.login,
        display_title=flow.name,
        inputs=_inputs(ask, flow),
        timings=repo.world.timings,
    )
    return ok(_details(ask, run)) if _tells_run(ask) else no_content()


def _tells_run(ask: Ask) -> bool:
    if ask.site.version == NEWEST_VERSION:
        return True
    return ask.site.edition.is_cloud and ask.truth("return_run_details")


def _details(ask: Ask, run: FakeRun) -> dict[str, Any]:
    repo = run.repository
    return {
        "workflow_run_id": run.id,
        "run_url": f"{ask.site.repo_api(repo)}/actions/runs/{run.id}",
        "html_url": f"{ask.site.repo_html(repo)}/actions/runs/{run.id}",
    }


def _inputs(ask: Ask, flow: FakeWorkflow) -> Mapping[str, Any]:
    """Return the inputs of a dispatch with the defaults of the workflow."""
    if flow.inputs is None:
        raise invalid(message="Workflow does not have 'workflow_dispatch' trigger")
    if flow.state != "active":
        raise invalid(message="Cannot trigger a disabled workflow")
    given = ask.mapping("inputs")
    most = ask.site.edition.inputs
    if len(given) > most:
        raise invalid(message=f"you may only define up to {most} inputs")
    if unexpected := sorted(set(given) - set(flow.inputs)):
        raise invalid(message=f"Unexpected inputs provided: {unexpected}")
    missing = [
        name
        for name, wanted in flow.inputs.items()
        if wanted.required and wanted.default is None and name not in given
    ]
    if missing:
        raise invalid(message=f"Required input '{missing[0]}' not provided")
    defaults = {n: i.default for n, i in flow.inputs.items() if i.default is not None}
    return defaults | given
