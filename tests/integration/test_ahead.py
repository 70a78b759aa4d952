"""Complete lists and many repositories, on a real server of several editions."""

import pytest

import aioghactions as gha

EDITIONS = ["ghes-2.22", "ghes-3.5", "ghes-3.12", "github.com"]


@pytest.fixture
async def client_of(start_github, instant_clock):
    """Yield a function that starts a server and returns it with a client."""
    opened = []

    async def start(edition):
        github = await start_github(edition=edition)
        client = gha.Client(github.token, base_url=github.url, clock=instant_clock)
        await client.open()
        opened.append(client)
        return github, client

    yield start
    for client in opened:
        await client.close()


@pytest.mark.parametrize("edition", EDITIONS)
async def test_every_kind_of_list_is_read_completely(client_of, edition):
    """A18: runs, jobs, artifacts, secrets and runners: each item once, in order."""
    github, client = await client_of(edition)
    made = github.add_repo("octo-org/hello")
    runs = [made.add_run(jobs=(), created_at=1_767_000_000 + n) for n in range(25)]
    for n in range(25):
        made.add_secret(f"SECRET_{n:02}", "value")
        made.add_runner(f"runner-{n}")
        made.add_artifact(f"artifact-{n}", run=runs[0])
        runs[0].add_job(f"job-{n}")
    repo = client.repo("octo-org/hello")
    assert [run.id async for run in repo.runs.list(per_page=4)] == [
        run.id for run in reversed(runs)
    ]
    assert [secret.name async for secret in repo.secrets.list(per_page=4)] == [
        f"SECRET_{n:02}" for n in range(25)
    ]
    assert len({r.id async for r in repo.runners.list(per_page=4)}) == 25
    assert len({a.id async for a in repo.artifacts.list(per_page=4)}) == 25
    jobs = repo.jobs.list_for_run(runs[0].id, per_page=4)
    assert [job.name async for job in jobs] == [f"job-{n}" for n in range(25)]
    assert jobs.total == 25


async def test_the_pages_after_the_first_are_requested_at_once(client_of):
    """Ten pages take two round trips, as the server counts them."""
    github, client = await client_of("github.com")
    github.latency = 0.2
    repo = github.add_repo("octo-org/hello")
    for n in range(30):
        repo.add_run(jobs=(), created_at=1_767_000_000 + n)
    runs = client.repo("octo-org/hello").runs.list(per_page=3)
    assert len([run async for run in runs]) == 30
    instants = {request.time for request in github.requests}
    assert len(github.requests) == 10
    assert len(instants) == 2
    assert github.most_in_flight == 9
    assert github.excesses == []


async def test_deleting_every_listed_run_empties_the_repository(client_of):
    """A18: a loop that deletes runs misses none."""
    github, client = await client_of("github.com")
    made = github.add_repo("octo-org/hello")
    for n in range(60):
        made.add_run(jobs=(), created_at=1_767_000_000 + n)
    runs = client.repo("octo-org/hello").runs
    async for run in runs.list(per_page=5):
        await runs.delete(run.id)
    assert len(made.runs) == 0
    assert github.counts["delete-workflow-run"] == 60


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["ghes-3.5", "github.com"])
async def test_a_filtered_list_is_capped_where_github_caps_it(client_of, edition):
    """A18: an error on servers with a cap, a complete list on servers without."""
    github, client = await client_of(edition)
    made = github.add_repo("octo-org/hello")
    for n in range(1_010):
        made.add_run(jobs=(), created_at=1_767_000_000 + n)
    runs = client.repo("octo-org/hello").runs.list(
        branch="main", exclude_pull_requests=True
    )
    if edition == "ghes-3.5":
        assert len([run async for run in runs]) == 1_010
        return
    assert len([run async for run in runs.allow_capped()]) == 1_000
    with pytest.raises(gha.ResultsCappedError) as caught:
        await runs.collect()
    assert (caught.value.total, caught.value.yielded) == (1_010, 1_000)


async def test_each_runs_a_worker_for_many_repositories(client_of):
    """A missing repository and an invalid name are outcomes; the others succeed."""
    github, client = await client_of("github.com")
    github.add_repo("octo-org/one").add_run()
    github.add_repo("octo-org/two")
    names = ["octo-org/one", "octo-org/two", "octo-org/three", "nonsense"]
    repos = client.repos(names)
    found = {}
    async with repos.each(lambda repo: repo.runs.list().first()) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(name, run):
                    found[name] = run and run.status
                case gha.Failed(name, error):
                    found[name] = type(error)
    assert found == {
        "octo-org/one": "completed",
        "octo-org/two": None,
        "octo-org/three": gha.NotFoundError,
        "nonsense": ValueError,
    }
    assert repr(repos) == (
        "<Repos octo-org/one, octo-org/two, octo-org/three and 1 more>"
    )
    assert repr(client.repos(name for name in names)) == "<Repos of a generator>"
    assert repr(client.repos(names[:1])) == "<Repos octo-org/one>"
    with pytest.raises(TypeError, match=r"use \['octo-org/one'\]"):
        client.repos("octo-org/one")


async def test_each_takes_the_options_of_a_fan_out(client_of):
    """Order, limit, failing fast, and async sources."""
    github, client = await client_of("github.com")
    names = [f"octo-org/r{n}" for n in range(9)]
    for name in names:
        github.add_repo(name)

    async def some():
        for name in names:
            yield name

    async def ask(repo):
        return (await repo.runs.list().first(), repo.repo)[1]

    async with client.repos(some()).each(ask, ordered=True, limit=4) as outcomes:
        assert [outcome.result async for outcome in outcomes] == [
            f"r{n}" for n in range(9)
        ]

    async def use():
        async with client.repos([*names, "x"]).each(ask, fail_fast=True) as outcomes:
            async for _ in outcomes:
                pass

    with pytest.raises(ValueError, match="'x' is not a repository name"):
        await use()
