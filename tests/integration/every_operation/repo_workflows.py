"""Workflows: list, get, dispatch."""

from aioghactions.testing import WorkflowInput

from .scene import NEWEST_VERSION, arguments, at, checks


@checks("list-repo-workflows")
def list_all(scene):
    """All, oldest first, including disabled ones."""
    ci = scene.repo.add_workflow("ci.yml", name="CI")
    old = scene.repo.add_workflow("old.yml", state="disabled_manually")
    found = yield arguments()
    assert [(flow.id, flow.name, flow.state) for flow in found] == [
        (ci.id, "CI", "active"),
        (old.id, "old", "disabled_manually"),
    ]


@checks("get-workflow")
def get(scene):
    """One workflow, by id or by file name."""
    flow = scene.repo.add_workflow("ci.yml", name="CI")
    by_id = yield arguments(flow.id)
    assert (by_id.id, by_id.name, by_id.path) == (flow.id, "CI", flow.path)
    assert by_id.created_at == at(flow.created_at)
    assert by_id.url.endswith(f"/repos/octo-org/hello/actions/workflows/{flow.id}")
    assert (yield arguments("ci.yml")) == by_id


@checks("create-workflow-dispatch")
def dispatch(scene):
    """A run starts; its id is returned on request, and always in the newest version."""
    flow = scene.repo.add_workflow(
        "deploy.yml", inputs={"environment": WorkflowInput(required=True)}
    )
    inputs = {"environment": "staging"}
    dispatched = yield arguments(
        "deploy.yml", ref="main", inputs=inputs, return_run_details=True
    )
    run = scene.repo.runs.newest()
    assert (run.workflow, run.event, run.inputs) == (flow, "workflow_dispatch", inputs)
    if scene.has("github.com"):
        assert dispatched.workflow_run_id == run.id
        assert dispatched.run_url.endswith(f"/actions/runs/{run.id}")
    else:
        assert dispatched is None
    dispatched = yield arguments(flow.id, ref="refs/heads/main", inputs=inputs)
    assert len(scene.repo.runs) == 2
    assert (dispatched is not None) == (scene.api_version == NEWEST_VERSION)


@checks("disable-workflow")
def disable(scene):
    """Its state is no longer active."""
    workflow = scene.repo.add_workflow("ci.yml")
    yield arguments("ci.yml")
    assert workflow.state == "disabled_manually"


@checks("enable-workflow")
def enable(scene):
    """Its state is active."""
    workflow = scene.repo.add_workflow("ci.yml", state="disabled_inactivity")
    yield arguments(workflow.id)
    assert workflow.state == "active"
