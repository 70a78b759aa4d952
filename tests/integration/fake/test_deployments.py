import pytest

R = "/repos/octo-org/hello/actions"


@pytest.fixture
def environments(repo, org):
    """Return two environments: with a user as reviewer, and with a team and a timer."""
    team = org.add_team("Release Managers")
    return (
        repo.add_environment("staging", reviewers=["octocat"]),
        repo.add_environment("production", wait_timer=30, reviewers=[team]),
    )


@pytest.fixture
def run(repo, environments):
    """Return a run that waits for both environments."""
    run = repo.add_run(status="queued")
    run.wait_for(*environments)
    return run


async def test_run_waits_for_its_environments(api, run):
    """The run is waiting; the pending deployments name users and teams."""
    assert (await api(f"GET {R}/runs/{run.id}")).json["status"] == "waiting"
    pending = (await api(f"GET {R}/runs/{run.id}/pending_deployments")).json
    assert [x["environment"]["name"] for x in pending] == ["staging", "production"]
    reviewers = [x["reviewers"][0] for x in pending]
    assert reviewers[0]["type"] == "User"
    assert reviewers[0]["reviewer"]["login"] == "octocat"
    assert reviewers[1]["type"] == "Team"
    assert reviewers[1]["reviewer"]["slug"] == "release-managers"
    assert pending[0]["wait_timer_started_at"] is None
    assert pending[1]["wait_timer"] == 30
    assert all(x["current_user_can_approve"] for x in pending)


async def test_approved_run_continues(api, run, environments, instant_clock):
    """The response has the deployments; the run is queued after the last approval."""
    for environment in environments:
        body = {
            "environment_ids": [environment.id],
            "state": "approved",
            "comment": "Go",
        }
        response = await api(f"POST {R}/runs/{run.id}/pending_deployments", body)
        assert response.status == 200
        assert [x["environment"] for x in response.json] == [environment.name]
    assert (await api(f"GET {R}/runs/{run.id}")).json["status"] == "queued"
    reviews = (await api(f"GET {R}/runs/{run.id}/approvals")).json
    assert [x["environments"][0]["name"] for x in reviews] == ["staging", "production"]
    assert {x["comment"] for x in reviews} == {"Go"}
    await instant_clock.advance(65)
    assert (await api(f"GET {R}/runs/{run.id}")).json["conclusion"] == "success"


async def test_rejected_run_fails(api, run, environments):
    """One rejection is enough."""
    body = {
        "environment_ids": [environments[0].id],
        "state": "rejected",
        "comment": "No",
    }
    await api(f"POST {R}/runs/{run.id}/pending_deployments", body)
    document = (await api(f"GET {R}/runs/{run.id}")).json
    assert (document["status"], document["conclusion"]) == ("completed", "failure")
    assert (await api(f"GET {R}/runs/{run.id}/pending_deployments")).json == []


async def test_only_reviewers_may_review(api, run, environments, fake_github):
    """403 for another user; current_user_can_approve is False."""
    token = fake_github.add_token("ghp_hubot", login="hubot")
    hubot = {"headers": {"Authorization": f"Bearer {token}"}}
    path = f"{R}/runs/{run.id}/pending_deployments"
    pending = (await api(f"GET {path}", **hubot)).json
    assert [x["current_user_can_approve"] for x in pending] == [False, True]
    body = {"environment_ids": [environments[0].id], "state": "approved", "comment": ""}
    assert (await api(f"POST {path}", body, **hubot)).status == 403


async def test_invalid_review_is_422(api, run, environments, contract):
    """Unknown environment, unknown state, missing comment."""
    contract.bad_requests = True
    path = f"{R}/runs/{run.id}/pending_deployments"
    valid = {
        "environment_ids": [environments[0].id],
        "state": "approved",
        "comment": "Go",
    }
    for change in (
        {"environment_ids": [999]},
        {"environment_ids": []},
        {"state": "maybe"},
        {"comment": None},
    ):
        assert (await api(f"POST {path}", valid | change)).status == 422


async def test_custom_gate_comments_and_decides(api, run):
    """204 for a comment and for a decision; neither is in the approvals."""
    path = f"{R}/runs/{run.id}/deployment_protection_rule"
    comment = {"environment_name": "staging", "comment": "Load is high"}
    assert (await api(f"POST {path}", comment)).status == 204
    assert len(run.approvals.pending) == 2
    decision = {"environment_name": "staging", "state": "approved"}
    assert (await api(f"POST {path}", decision)).status == 204
    assert [x.environment.name for x in run.approvals.pending] == ["production"]
    assert (await api(f"GET {R}/runs/{run.id}/approvals")).json == []
    assert [review.gate for review in run.approvals.reviews] == [True, True]


async def test_invalid_gate_review_is_422(api, run):
    """Unknown environment, or neither a state nor a comment."""
    path = f"{R}/runs/{run.id}/deployment_protection_rule"
    for body in (
        {"environment_name": "moon", "state": "approved"},
        {"environment_name": "staging"},
    ):
        assert (await api(f"POST {path}", body)).status == 422


async def test_rules_of_an_environment_are_checked(api, fake_github):
    """422 for an unknown reviewer, a policy without a choice, and a long timer."""
    repo = fake_github.add_repo("octo-org/hello")
    path = "PUT /repos/octo-org/hello/environments/eu%2Fproduction"
    neither = {"protected_branches": False, "custom_branch_policies": False}
    for body in (
        {"reviewers": [{"type": "User", "id": 1}]},
        {"deployment_branch_policy": neither},
    ):
        assert (await api(path, body)).status == 422
    assert not repo.environments
    assert (await api(path)).status == 200
    assert (await api(path.replace("PUT", "DELETE"))).status == 204
    assert (await api(path.replace("PUT", "GET"))).status == 404
