"""Workflows: list, show, start."""

from aioghactions.testing import WorkflowInput

from .scene import NEWEST_VERSION, at, given, shows


@shows("list-repo-workflows")
def list_all(scene):
    """All of them, the oldest first, also those that are disabled."""
    ci = scene.repo.add_workflow("ci.yml", name="CI")
    old = scene.repo.add_workflow("old.yml", state="disabled_manually")
    found = yield given()
    assert [(flow.id, flow.name, flow.state) for flow in found] == [
        (ci.id, "CI", "active"),
        (old.id, "old", "disabled_manually"),
    ]


@shows("get-workflow")
def get(scene):
    """One of them, by its id or by its file."""
    flow = scene.repo.add_workflow("ci.yml", name="CI")
    by_id = yield given(flow.id)
    assert (by_id.id, by_id.name, by_id.path) == (flow.id, "CI", flow.path)
    assert by_id.created_at == at(flow.created_at)
    assert by_id.url.endswith(f"/repos/octo-org/hello/actions/workflows/{flow.id}")
    assert (yield given("ci.yml")) == by_id


@shows("create-workflow-dispatch")
def dispatch(scene):
    """A run starts; which one is told if asked, and always by the newest version."""
    flow = scene.repo.add_workflow(
        "deploy.yml", inputs={"environment": WorkflowInput(required=True)}
    )
    inputs = {"environment": "staging"}
    told = yield given("deploy.yml", ref="main", inputs=inputs, return_run_details=True)
    run = scene.repo.runs.newest()
    assert (run.workflow, run.event, run.inputs) == (flow, "workflow_dispatch", inputs)
    if scene.has("github.com"):
        assert told.workflow_run_id == run.id
        assert told.run_url.endswith(f"/actions/runs/{run.id}")
    else:
        assert told is None
    told = yield given(flow.id, ref="refs/heads/main", inputs=inputs)
    assert len(scene.repo.runs) == 2
    assert (told is not None) == (scene.api_version == NEWEST_VERSION)
