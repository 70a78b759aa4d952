from aioghactions.testing import FakeGitHub, InstantClock
from tests.support import fragment

R = "/repos/octo-org/hello/actions"


async def test_population_matches_the_contract(api):
    """The ``contract`` fixture validates each kind of document."""
    for repo in api.github.populate(repositories=4, runs_each=20):
        path = f"/repos/{repo.full_name}/actions"
        assert (await api(f"GET {path}/workflows")).status == 200
        response = (await api(f"GET {path}/runs")).json
        assert response["total_count"] == 20
        run = response["workflow_runs"][0]["id"]
        assert (await api(f"GET {path}/runs/{run}/jobs")).status == 200
        assert (await api(f"GET {path}/runs/{run}/timing")).status == 200


def populated(seed):
    """Return the data of a population with this seed."""
    github = FakeGitHub(clock=InstantClock())
    return [
        (repo.full_name, run.id, run.conclusion, run.created_at, run.event)
        for repo in github.populate(repositories=5, runs_each=10, seed=seed)
        for run in repo.runs
    ]


def test_same_seed_gives_the_same_population():
    """Another seed gives another one."""
    assert populated(3) == populated(3)
    assert populated(3) != populated(4)


def test_population_is_plausible():
    """Most runs succeed, none is in the future, and names are unique."""
    github = FakeGitHub(clock=InstantClock())
    repos = github.populate(repositories=50, runs_each=20)
    runs = [run for repo in repos for run in repo.runs]
    successes = sum(run.conclusion == "success" for run in runs)
    assert 0.7 < successes / len(runs) < 0.9
    assert all(run.created_at < github.world.now() for run in runs)
    assert len({repo.full_name for repo in repos}) == 50


def test_jobs_of_a_population_are_plausible():
    """They wait for runners; some failed ones were run again, and passed."""
    github = FakeGitHub(clock=InstantClock())
    repos = github.populate(repositories=20, runs_each=20)
    runs = [run for repo in repos for run in repo.runs]
    again = [run for run in runs if len(run.attempts) > 1]
    assert 5 < len(again) < 40
    assert {run.conclusion for run in again} == {"success"}
    jobs = [job for run in runs for attempt in run.attempts for job in attempt.jobs]
    waits = [job.started_at - job.created_at for job in jobs if job.started_at]
    assert 5 < sum(waits) / len(waits) < 30
    assert min(waits) >= 0
    assert all(job.completed_at >= (job.started_at or 0) for job in jobs)
    assert all(run.latest.updated_at <= github.world.now() for run in runs)


async def test_members_are_documented_and_complete(api, repo, org):
    """Every member is in the fragment, and those that are always sent are there."""
    run = repo.add_run(pull_requests=(1,))
    repo.add_artifact("a", run=run)
    org.add_runner("one", labels=("gpu",))
    org.add_runner_group("g", visibility="selected", repositories=[repo])
    waiting = repo.add_run(status="queued")
    waiting.wait_for(
        repo.add_environment("e", reviewers=["octocat", org.add_team("T")])
    )
    for path in (
        f"{R}/runs",
        f"{R}/runs/{run.id}/jobs",
        f"{R}/workflows",
        f"{R}/artifacts",
        f"{R}/runs/{waiting.id}/pending_deployments",
        "/orgs/octo-org/actions/runners",
        "/orgs/octo-org/actions/runner-groups",
        "/orgs/octo-org/actions/runners/downloads",
    ):
        response = await api(f"GET {path}")
        operation = fragment.endpoints()[api.github.requests[-1].operation]
        schema = operation.schema("200")
        for name, found in fragment.objects(schema, response.json):
            known = fragment.schemas()[name]
            assert found.keys() <= known["properties"].keys(), name
            assert set(known.get("x-always", ())) <= found.keys(), name
