"""Runs that wait for an environment: pending deployments and reviews."""

from aioghactions.testing._state.environment import Review

from .scene import arguments, at, checks


@checks("get-pending-deployments-for-run")
def pending_deployments(scene):
    """The environments that it waits for, with their reviewers."""
    run = scene.repo.add_run(status="queued")
    team = scene.org.add_team("Release crew")
    place = scene.repo.add_environment(
        "production", wait_timer=30, reviewers=["hubot", team]
    )
    run.wait_for(place)
    (waiting,) = yield arguments(run.id)
    assert waiting.environment.id == place.id
    assert waiting.environment.name == "production"
    assert waiting.wait_timer == 30
    assert waiting.wait_timer_started_at == at(run.latest.updated_at)
    assert waiting.current_user_can_approve
    person, crew = waiting.reviewers
    assert (person.type, person.reviewer.login) == ("User", "hubot")
    assert (crew.type, crew.reviewer.slug) == ("Team", "release-crew")
    assert type(person.reviewer).__name__ == "SimpleUser"
    assert type(crew.reviewer).__name__ == "Team"


@checks("review-pending-deployments-for-run")
def review_pending_deployments(scene):
    """An approved run continues as a deployment; a rejected run fails."""
    run, bad = (scene.repo.add_run(status="queued") for _ in range(2))
    place = scene.repo.add_environment("production")
    run.wait_for(place)
    bad.wait_for(place)
    review = {"environment_ids": [place.id], "comment": "Ship it!"}
    (deployment,) = yield arguments(run.id, state="approved", **review)
    assert (deployment.environment, deployment.sha) == ("production", run.head_sha)
    assert deployment.payload == {}
    assert deployment.creator.login == "octocat"
    assert (run.status, run.approvals.pending) == ("queued", [])
    yield arguments(bad.id, state="rejected", **review)
    assert (bad.status, bad.conclusion) == ("completed", "failure")


@checks("get-reviews-for-run")
def reviews(scene):
    """Reviewer, comment and environments of each review."""
    run = scene.repo.add_run(status="queued")
    place = scene.repo.add_environment("production")
    run.wait_for(place)
    hubot = scene.github.add_user("hubot")
    run.approvals.decide(Review([place], "approved", "Ship it!", hubot))
    (review,) = yield arguments(run.id)
    assert (review.state, review.comment) == ("approved", "Ship it!")
    assert review.user.login == "hubot"
    assert [environment.name for environment in review.environments] == ["production"]


@checks("review-custom-gates-for-run")
def review_custom_gates(scene):
    """A protection rule adds a comment and then approves the run."""
    run = scene.repo.add_run(status="queued")
    run.wait_for(scene.repo.add_environment("production"))
    yield arguments(run.id, environment_name="production", comment="Looking...")
    assert run.status == "waiting"
    yield arguments(run.id, environment_name="production", state="approved")
    assert (run.status, run.approvals.pending) == ("queued", [])
    assert [review.comment for review in run.approvals.reviews] == ["Looking...", ""]
