import pytest

from aioghactions.testing import WorkflowInput

R = "/repos/octo-org/hello/actions"


@pytest.fixture
def flow(repo):
    """Return a workflow with a required, a default and an optional input."""
    inputs = {
        "env": WorkflowInput(required=True),
        "level": WorkflowInput(default="info"),
        "note": WorkflowInput(),
    }
    return repo.add_workflow("deploy.yml", name="Deploy", inputs=inputs)


async def test_list_and_get_workflows(api, repo):
    """By id and by file name; others are 404."""
    flow = repo.add_workflow("ci.yml", name="CI")
    listed = (await api(f"GET {R}/workflows")).json
    assert [x["path"] for x in listed["workflows"]] == [".github/workflows/ci.yml"]
    for reference in (flow.id, "ci.yml"):
        response = await api(f"GET {R}/workflows/{reference}")
        assert response.json == listed["workflows"][0]
    assert (await api(f"GET {R}/workflows/cd.yml")).status == 404


async def test_dispatch_starts_a_run(api, repo, flow):
    """The run is queued and has the inputs."""
    body = {"ref": "refs/heads/main", "inputs": {"env": "prod"}}
    response = await api(f"POST {R}/workflows/{flow.id}/dispatches", body)
    assert (response.status, response.body) == (204, b"")
    run = repo.runs.newest()
    assert (run.event, run.status, run.head_branch) == (
        "workflow_dispatch",
        "queued",
        "main",
    )
    assert run.inputs == {"env": "prod", "level": "info"}


async def test_dispatch_returns_its_run_on_request(api, repo):
    """return_run_details: 200 with the id and the URLs of the run."""
    repo.add_workflow("ci.yml")
    body = {"ref": "main", "return_run_details": True}
    response = await api(f"POST {R}/workflows/ci.yml/dispatches", body)
    assert response.status == 200
    assert response.json["workflow_run_id"] == repo.runs.newest().id
    run = await api(f"GET {response.json['run_url']}")
    assert run.json["event"] == "workflow_dispatch"


async def test_dispatch_always_returns_its_run_in_the_newer_version(api, repo):
    """API version 2026-03-10 responds 200 without return_run_details."""
    repo.add_workflow("ci.yml")
    response = await api(
        f"POST {R}/workflows/ci.yml/dispatches",
        {"ref": "main"},
        headers={"X-GitHub-Api-Version": "2026-03-10"},
    )
    assert (response.status, response.json["workflow_run_id"]) == (
        200,
        repo.runs.newest().id,
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"ref": "nowhere", "inputs": {"env": "x"}}, "No ref found"),
        ({"ref": "main"}, "'env' not provided"),
        ({"ref": "main", "inputs": {"env": "x", "new": 1}}, "Unexpected inputs"),
        ({"inputs": {"env": "x"}}, '"ref" wasn\'t supplied'),
        ({"ref": "main", "inputs": ["env"]}, "must be an object"),
        ({"ref": "main", "inputs": {f"i{n}": "" for n in range(26)}}, "up to 25"),
    ],
)
async def test_invalid_dispatch_is_422(api, repo, flow, contract, *, body, message):
    """The message says why, and no run starts."""
    contract.bad_requests = True
    response = await api(f"POST {R}/workflows/{flow.id}/dispatches", body)
    assert response.status == 422
    assert message in response.json["message"]
    assert len(repo.runs) == 0


async def test_workflow_without_the_trigger_cannot_be_dispatched(api, repo):
    """422, as for a disabled workflow."""
    repo.add_workflow("push.yml", dispatchable=False)
    repo.add_workflow("old.yml", state="disabled_manually")
    for name in ("push.yml", "old.yml"):
        response = await api(f"POST {R}/workflows/{name}/dispatches", {"ref": "main"})
        assert response.status == 422


async def test_tags_can_be_dispatched(api, repo):
    """Any branch or tag in ``refs`` is accepted."""
    repo.refs.add("v1.0")
    repo.add_workflow("ci.yml")
    body = {"ref": "refs/tags/v1.0"}
    assert (await api(f"POST {R}/workflows/ci.yml/dispatches", body)).status == 204
    assert repo.runs.newest().head_branch == "v1.0"
