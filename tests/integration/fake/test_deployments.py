import pytest

R = "/repos/octo-org/hello/actions"


@pytest.fixture
def places(repo, org):
    """Return two environments: one for octocat, one for a team, after half an hour."""
    team = org.add_team("Release Managers")
    return (
        repo.add_environment("staging", reviewers=["octocat"]),
        repo.add_environment("production", wait_timer=30, reviewers=[team]),
    )


@pytest.fixture
def run(repo, places):
    """Return a run that waits for both."""
    run = repo.add_run(status="queued")
    run.wait_for(*places)
    return run


async def test_a_run_waits_for_its_environments(api, run):
    """The run is waiting; what it waits for names reviewers of either kind."""
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


async def test_an_approved_run_goes_on(api, run, places, instant_clock):
    """200 with the deployments; queued as soon as nothing is pending."""
    for place in places:
        body = {"environment_ids": [place.id], "state": "approved", "comment": "Go"}
        got = await api(f"POST {R}/runs/{run.id}/pending_deployments", body)
        assert got.status == 200
        assert [x["environment"] for x in got.json] == [place.name]
    assert (await api(f"GET {R}/runs/{run.id}")).json["status"] == "queued"
    reviews = (await api(f"GET {R}/runs/{run.id}/approvals")).json
    assert [x["environments"][0]["name"] for x in reviews] == ["staging", "production"]
    assert {x["comment"] for x in reviews} == {"Go"}
    await instant_clock.advance(65)
    assert (await api(f"GET {R}/runs/{run.id}")).json["conclusion"] == "success"


async def test_a_rejected_run_fails(api, run, places):
    """One rejection ends it."""
    body = {"environment_ids": [places[0].id], "state": "rejected", "comment": "No"}
    await api(f"POST {R}/runs/{run.id}/pending_deployments", body)
    document = (await api(f"GET {R}/runs/{run.id}")).json
    assert (document["status"], document["conclusion"]) == ("completed", "failure")
    assert (await api(f"GET {R}/runs/{run.id}/pending_deployments")).json == []


async def test_only_reviewers_may_review(api, run, places, fake_github):
    """403 for anybody else, who is told beforehand."""
    token = fake_github.add_token("ghp_hubot", login="hubot")
    hubot = {"headers": {"Authorization": f"Bearer {token}"}}
    path = f"{R}/runs/{run.id}/pending_deployments"
    pending = (await api(f"GET {path}", **hubot)).json
    assert [x["current_user_can_approve"] for x in pending] == [False, True]
    body = {"environment_ids": [places[0].id], "state": "approved", "comment": ""}
    assert (await api(f"POST {path}", body, **hubot)).status == 403


async def test_bad_reviews_are_refused(api, run, places, contract):
    """422 for a strange environment, a strange state, a missing comment."""
    contract.bad_requests = True
    path = f"{R}/runs/{run.id}/pending_deployments"
    good = {"environment_ids": [places[0].id], "state": "approved", "comment": "Go"}
    for change in (
        {"environment_ids": [999]},
        {"environment_ids": []},
        {"state": "maybe"},
        {"comment": None},
    ):
        assert (await api(f"POST {path}", good | change)).status == 422


async def test_a_custom_gate_says_its_word(api, run):
    """204 for a remark and for a decision; people's reviews do not show it."""
    path = f"{R}/runs/{run.id}/deployment_protection_rule"
    remark = {"environment_name": "staging", "comment": "Load is high"}
    assert (await api(f"POST {path}", remark)).status == 204
    assert len(run.approvals.pending) == 2
    decision = {"environment_name": "staging", "state": "approved"}
    assert (await api(f"POST {path}", decision)).status == 204
    assert [x.environment.name for x in run.approvals.pending] == ["production"]
    assert (await api(f"GET {R}/runs/{run.id}/approvals")).json == []
    assert [review.gate for review in run.approvals.reviews] == [True, True]


async def test_a_gate_needs_an_environment_that_waits_and_a_word(api, run):
    """422 otherwise."""
    path = f"{R}/runs/{run.id}/deployment_protection_rule"
    for body in (
        {"environment_name": "moon", "state": "approved"},
        {"environment_name": "staging"},
    ):
        assert (await api(f"POST {path}", body)).status == 422
