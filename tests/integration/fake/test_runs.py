from datetime import UTC, datetime

import pytest

R = "/repos/octo-org/hello/actions"


async def numbers(api, query):
    """Return the run numbers in a list, in order."""
    response = await api(f"GET {R}/runs?{query}")
    assert response.status == 200
    return [run["run_number"] for run in response.json["workflow_runs"]]


async def test_runs_are_listed_newest_first(api, repo):
    """The order is that of created_at, not the order of addition."""
    repo.add_run(created_at="2026-01-02T00:00:00Z")
    repo.add_run(created_at="2026-01-04T00:00:00Z")
    repo.add_run(created_at="2026-01-03T00:00:00Z")
    assert await numbers(api, "") == [2, 3, 1]


async def test_document_of_a_run(api, repo):
    """It has the workflow, actor, repository, URL and pull requests."""
    run = repo.add_run(repo.add_workflow("ci.yml", name="CI"), pull_requests=(7,))
    document = (await api(f"GET {R}/runs/{run.id}")).json
    assert document["id"] == run.id
    assert document["name"] == "CI"
    assert document["path"] == ".github/workflows/ci.yml"
    assert document["url"] == f"{api.github.url}{R}/runs/{run.id}"
    assert document["actor"]["login"] == "octocat"
    assert document["repository"]["full_name"] == "octo-org/hello"
    assert document["pull_requests"][0]["number"] == 7


async def test_pull_requests_can_be_excluded(api, repo):
    """exclude_pull_requests empties the member, in a run and in a list."""
    run = repo.add_run(pull_requests=(7,))
    for path in (f"{R}/runs/{run.id}", f"{R}/runs"):
        document = (await api(f"GET {path}?exclude_pull_requests=true")).json
        document = document.get("workflow_runs", [document])[0]
        assert document["pull_requests"] == []


async def test_repository_of_a_deleted_fork_is_null(api, repo):
    """head_repository is null after the fork was deleted."""
    run = repo.add_run()
    run.head_repository = None
    assert (await api(f"GET {R}/runs/{run.id}")).json["head_repository"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("actor=HUBOT", [2]),
        ("branch=develop", [3, 2]),
        ("event=schedule", [3]),
        ("status=completed", [2, 1]),
        ("status=failure", [2]),
        ("status=in_progress", [3]),
        ("head_sha=" + "a" * 40, [1]),
        ("branch=develop&event=schedule", [3]),
        ("actor=nobody", []),
    ],
)
async def test_filters_of_the_list(api, repo, query, expected):
    """Each documented filter, and a combination."""
    repo.add_run(head_sha="a" * 40)
    repo.add_run(actor="hubot", head_branch="develop", conclusion="failure")
    repo.add_run(event="schedule", head_branch="develop", status="in_progress")
    assert await numbers(api, query) == expected


async def test_filter_by_check_suite(api, repo):
    """check_suite_id selects one run."""
    runs = [repo.add_run() for _ in range(3)]
    assert await numbers(api, f"check_suite_id={runs[1].check_suite_id}") == [2]


@pytest.mark.parametrize(
    ("created", "expected"),
    [
        ("2026-01-02", [2]),
        (">=2026-01-02", [3, 2]),
        ("<=2026-01-02", [2, 1]),
        (">2026-01-02", [3]),
        ("<2026-01-02", [1]),
        ("2026-01-01..2026-01-02", [2, 1]),
        ("*..2026-01-01", [1]),
        ("2026-01-02..*", [3, 2]),
        ("2026-01-02T12:00:00Z", [2]),
        ("2026-01-02T13:00:00%2B01:00", [2]),
        (">=2026-01-02T12:00:01Z", [3]),
        ("2026-01-02T12:00:00Z..2026-01-03T12:00:00Z", [3, 2]),
    ],
)
async def test_created_accepts_days_instants_and_ranges(api, repo, created, expected):
    """Bounds are inclusive; a day is the whole day, an instant its second."""
    for day in (1, 2, 3):
        repo.add_run(created_at=datetime(2026, 1, day, 12, tzinfo=UTC))
    assert await numbers(api, f"created={created}") == expected


async def test_created_must_be_a_date(api, repo):
    """Anything else is 422."""
    repo.add_run()
    assert (await api(f"GET {R}/runs?created=yesterday")).status == 422


@pytest.mark.parametrize("reference", ["ci.yml", "{id}"])
async def test_runs_of_a_workflow_by_id_or_file_name(api, repo, reference):
    """workflow_id accepts both."""
    flow = repo.add_workflow("ci.yml")
    repo.add_run(flow)
    repo.add_run(repo.add_workflow("release.yml"))
    name = reference.format(id=flow.id)
    response = await api(f"GET {R}/workflows/{name}/runs")
    assert [run["workflow_id"] for run in response.json["workflow_runs"]] == [flow.id]


async def test_filtered_list_ends_at_1000_with_the_complete_total(api, repo):
    """With a filter the pages end after 1,000 results; without, they do not."""
    for _ in range(1005):
        repo.add_run(jobs=())
    capped = await api(f"GET {R}/runs?branch=main&per_page=100&page=10")
    assert capped.json["total_count"] == 1005
    assert len(capped.json["workflow_runs"]) == 100
    assert "next" not in capped.links
    beyond = await api(f"GET {R}/runs?branch=main&per_page=100&page=11")
    assert beyond.json["workflow_runs"] == []
    whole = await api(f"GET {R}/runs?per_page=100&page=11")
    assert len(whole.json["workflow_runs"]) == 5


async def test_deleted_run_has_no_jobs_but_artifacts(api, repo):
    """The run and its jobs are 404; its artifacts remain, without a run."""
    run = repo.add_run()
    job, artifact = run.jobs[0], repo.add_artifact("logs", run=run)
    assert (await api(f"DELETE {R}/runs/{run.id}")).status == 204
    assert (await api(f"GET {R}/runs/{run.id}")).status == 404
    assert (await api(f"GET {R}/jobs/{job.id}")).status == 404
    left = (await api(f"GET {R}/artifacts/{artifact.id}")).json
    assert left["workflow_run"] is None


async def test_run_in_progress_cannot_be_deleted(api, repo):
    """The status is 409."""
    run = repo.add_run(status="in_progress")
    assert (await api(f"DELETE {R}/runs/{run.id}")).status == 409


async def test_usage_counts_hosted_jobs_of_private_repositories(api, fake_github):
    """Billable time is per operating system; public repositories are free."""
    for name, private in (("secret", True), ("open", False)):
        repo = fake_github.add_repo(f"octo-org/{name}", private=private)
        run = repo.add_run(jobs=(), duration=60)
        run.add_job("linux")
        run.add_job("mac", labels=("macos-15",))
        run.add_job("own", labels=("self-hosted", "linux"))
        path = f"/repos/octo-org/{name}/actions/runs/{run.id}/timing"
        usage = (await api(f"GET {path}")).json
        assert usage["run_duration_ms"] == 60_000
        assert set(usage["billable"]) == ({"UBUNTU", "MACOS"} if private else set())
    assert usage["billable"] == {}


async def test_usage_counts_executed_jobs(api, fake_github):
    """Of each attempt, without jobs that were carried over or are incomplete."""
    repo = fake_github.add_repo("octo-org/secret", private=True)
    run = repo.add_run(jobs=("lint", "build"), conclusion="failure", duration=60)
    path = f"/repos/octo-org/secret/actions/runs/{run.id}"
    await api(f"POST {path}/rerun-failed-jobs")
    billed = (await api(f"GET {path}/timing")).json["billable"]["UBUNTU"]
    assert [job["duration_ms"] for job in billed["job_runs"]] == [60_000, 60_000, 0]


async def test_artifact_names_its_run(api, repo):
    """A deleted fork and a missing branch are omitted."""
    run = repo.add_run()
    path = f"GET {R}/artifacts/{repo.add_artifact('a', run=run).id}"
    assert (await api(path)).json["workflow_run"] == {
        "id": run.id,
        "repository_id": repo.id,
        "head_repository_id": repo.id,
        "head_branch": "main",
        "head_sha": run.head_sha,
    }
    run.head_repository = run.head_branch = None
    origin = (await api(path)).json["workflow_run"]
    assert origin.keys() == {"id", "repository_id", "head_sha"}
