"""Check runs, annotations, concurrency groups and rules, beyond one call of each."""

import pytest

import aioghactions as gha
from aioghactions.testing import FakeAnnotation, FakeCheckRun


@pytest.fixture(autouse=True)
def repo(fake_github):
    """Return a repository of the fake server."""
    return fake_github.add_repo("octo-org/hello")


@pytest.fixture
def handle(github_client):
    """Return the handle of the repository."""
    return github_client.repo("octo-org/hello")


def add_checks(repo, count, sha):
    """Add check runs of one commit, in one check suite."""
    for number in range(1, count + 1):
        repo.check_runs[number] = FakeCheckRun(
            id=number,
            name=f"check {number}",
            head_sha=sha,
            check_suite_id=5,
            app_id=1,
        )


async def test_annotations_of_a_job_are_those_of_its_check_run(repo, handle):
    """One for each failed step, on as many pages as there are."""
    job = repo.add_run(conclusion="failure").jobs[0]
    (found,) = await handle.jobs.annotations(job.id).collect()
    assert (found.annotation_level, found.path) == ("failure", ".github")
    assert [found] == await handle.checks.annotations(job.id).collect()
    job.annotations = [FakeAnnotation(message=str(n % 2)) for n in range(250)]
    pager = handle.jobs.annotations(job.id)
    found = [one async for one in pager]
    assert [one.message for one in found] == [str(n % 2) for n in range(250)]
    assert pager.total is None
    assert len(await handle.jobs.annotations(job.id, per_page=7).collect(limit=9)) == 9
    job.annotations = []
    assert await handle.jobs.annotations(job.id).first() is None
    with pytest.raises(ValueError, match="per_page must be 1 to 100, got 101"):
        handle.jobs.annotations(job.id, per_page=101)


async def test_branch_with_a_slash_has_pages(fake_github, repo, handle):
    """Its name is one segment of the path, also of the links to other pages."""
    run = repo.add_run(head_branch="feature/x")
    add_checks(repo, 11, run.head_sha)
    found = await handle.checks.list_for_ref("feature/x", per_page=5).collect()
    assert len(found) == len({check.id for check in found}) == 12
    first, *others = fake_github.requests
    assert first.path.endswith("/commits/feature%2Fx/check-runs")
    assert len(others) == 2


async def test_unknown_commit_raises(handle):
    """A branch without check runs has none."""
    assert await handle.checks.list_for_ref("main").collect() == []
    with pytest.raises(gha.ValidationFailedError, match="No commit found for SHA: x"):
        await handle.checks.list_for_ref("x").collect()
    with pytest.raises(gha.NotFoundError):
        await handle.checks.list_for_suite(5).collect()


async def test_check_runs_of_jobs_and_apps_are_listed_together(repo, handle):
    """The check suite of a run has its jobs, of every attempt with `all`."""
    run = repo.add_run(conclusion="failure", jobs=("lint", "test"))
    run.rerun()
    run.complete("success")
    suite = run.check_suite_id
    newest = await handle.checks.list_for_suite(suite).collect()
    assert {check.id for check in newest} == {job.id for job in run.jobs}
    every = await handle.checks.list_for_suite(suite, filter="all").collect()
    assert len(every) == 4
    assert {check.app.id for check in every} == {15368}


async def test_only_apps_change_check_runs(fake_github, repo, handle):
    """The message does not advise a scope, which would not help."""
    with pytest.raises(gha.PermissionDeniedError) as caught:
        await handle.checks.create(name="lint", head_sha="a" * 40)
    assert "403 You must authenticate via a GitHub App" in str(caught.value)
    assert "scope" not in str(caught.value)
    assert not repo.check_runs
    token = fake_github.add_token("github_pat_1", permissions={"checks": "write"})
    async with gha.Client(token, base_url=fake_github.url) as client:
        with pytest.raises(gha.PermissionDeniedError):
            await client.repo("octo-org/hello").checks.create(
                name="lint", head_sha="a" * 40
            )


@pytest.fixture
async def app(fake_github, instant_clock):
    """Yield the handle of the repository with the token of an App."""
    token = fake_github.add_token("ghs_1", permissions={"checks": "write"})
    async with gha.Client(
        token, base_url=fake_github.url, clock=instant_clock
    ) as client:
        yield client.repo("octo-org/hello")


async def test_apps_cannot_change_the_check_run_of_a_job(repo, app):
    """Nor ask for it again; its run can be re-run."""
    (job,) = repo.add_run(conclusion="failure").jobs
    for call in (
        app.checks.update(job.id, conclusion="success"),
        app.checks.rerequest(job.id),
    ):
        with pytest.raises(gha.GitHubActionsError, match="403 Invalid app_id"):
            await call
    assert job.conclusion == "failure"


async def test_invalid_check_runs_are_rejected(app):
    """As GitHub does: nothing is changed."""
    check = await app.checks.create(name="lint", head_sha="a" * 40)
    with pytest.raises(gha.ValidationFailedError, match="not rerequestable"):
        await app.checks.rerequest(check.id)
    with pytest.raises(gha.ValidationFailedError, match="conclusion is required"):
        await app.checks.update(check.id, status="completed")
    for annotations in ([{"path": "x", "color": "red"}], [{"path": "x"}] * 51):
        with pytest.raises(gha.ValidationFailedError):
            await app.checks.update(check.id, output={"annotations": annotations})
    assert (await app.checks.get(check.id)).output.annotations_count == 0
    with pytest.raises(ValueError, match="pass name or details_url"):
        await app.checks.update(check.id)


async def test_concurrency_groups_have_pages_by_cursor(fake_github, repo, handle):
    """One request for each page; the links name no number."""
    run = repo.add_run(status="in_progress", jobs=[f"job {n}" for n in range(7)])
    for number, job in enumerate(run.jobs):
        job.concurrency = f"group/{number}"
    pager = handle.concurrency_groups.list(per_page=3)
    names = [group.group_name async for group in pager]
    assert names == [f"group/{number}" for number in range(7)]
    assert (pager.total, pager.complete, len(fake_github.requests)) == (7, True, 3)
    cursors = [dict(request.query).get("after") for request in fake_github.requests]
    assert cursors[0] is None
    assert len(set(cursors)) == 3
    of_run = handle.concurrency_groups.list_for_run(run.id, per_page=5)
    assert [group.group_name async for group in of_run] == names
    assert await handle.concurrency_groups.list(per_page=2).count() == 7


async def test_queue_of_a_concurrency_group_is_checked(repo, handle):
    """404 without anything in it; 422 for what is not in it, or both filters."""
    run = repo.add_run(status="in_progress", jobs=("deploy",))
    get = handle.concurrency_groups.get
    with pytest.raises(gha.NotFoundError):
        await get("deploy")
    run.concurrency = "deploy"
    assert (await get("deploy")).total_count == 1
    with pytest.raises(gha.ValidationFailedError, match="not in this concurrency"):
        await get("deploy", ahead_of_job=run.jobs[0].id)
    with pytest.raises(gha.ValidationFailedError, match="not both"):
        await get("deploy", ahead_of_run=run.id, ahead_of_job=1)
    with pytest.raises(ValueError, match="ahead_of_run must be 1 or more"):
        await get("deploy", ahead_of_run=0)
    run.complete()
    with pytest.raises(gha.NotFoundError):
        await get("deploy")


async def test_invalid_cursor_raises(github_client):
    """It is not the beginning of the list."""
    call = gha.operations.list_concurrency_groups_for_repository(
        "octo-org", "hello", after="x"
    )
    with pytest.raises(gha.ValidationFailedError, match="cursor"):
        await github_client.send(call)


async def test_policy_that_exists_is_a_conflict(fake_github, repo, handle):
    """A documented 303; it is sent once, and its outcome is known."""
    environment = repo.add_environment("production")
    policies = handle.environment("production").branch_policies
    with pytest.raises(gha.NotFoundError):  # it has no custom policies
        await policies.create(name="main")
    environment.branch_policy = {"custom_branch_policies": True}
    made = await policies.create(name="main")
    fake_github.forget()
    with pytest.raises(gha.ConflictError, match="303 See Other; it exists") as caught:
        await policies.create(name="main")
    assert not caught.value.outcome_unknown
    assert len(fake_github.requests) == 1
    tag = await policies.create(name="main", type="tag")
    assert [policy.id for policy in await policies.list().collect()] == [
        made.id,
        tag.id,
    ]


async def test_redirect_303_that_is_not_documented_is_an_error(fake_github, handle):
    """Of a write: it may have been processed."""
    fake_github.fail("create-repo-variable", status=303)
    with pytest.raises(gha.RedirectError, match="303 response to a write") as caught:
        await handle.variables.create(name="X", value="1")
    assert caught.value.outcome_unknown


async def test_all_protection_rules_are_in_one_response(fake_github, repo, handle):
    """Many more than a page has; a rule is enabled once."""
    repo.add_environment("production")
    rules = handle.environment("production").protection_rules
    repo.rule_apps.update({number: f"app-{number}" for number in range(1, 41)})
    for number in range(1, 36):
        await rules.create(integration_id=number)
    fake_github.forget()
    pager = rules.list()
    found = [rule.app.id async for rule in pager]
    assert found == list(range(1, 36))
    assert (pager.total, pager.complete) == (35, True)
    assert len(fake_github.requests) == 1
    assert [app.id for app in await rules.apps(per_page=2).collect()] == [
        *range(36, 41)
    ]
    for number, problem in ((1, "enabled already"), (99, "not an App that offers")):
        with pytest.raises(gha.ValidationFailedError, match=problem):
            await rules.create(integration_id=number)
    with pytest.raises(gha.NotFoundError):
        await rules.get(1)


async def test_end_of_life_of_a_version_in_an_enterprise(fake_github, github_client):
    """Of an enterprise that exists, with a token that has the scope."""
    enterprise = github_client.enterprise("octo-corp")
    with pytest.raises(gha.NotFoundError):
        await enterprise.runners.end_of_life("2.320.0")
    fake_github.add_enterprise("Octo-Corp")
    assert (await enterprise.runners.end_of_life("2.320.0")).runner_version == "2.320.0"
    token = fake_github.add_token("ghp_2", scopes=("repo",))
    for auth, error in (
        (token, gha.PermissionDeniedError),
        (None, gha.AuthenticationError),
    ):
        client = gha.Client(auth, base_url=fake_github.url) if auth else None
        client = client or gha.Client.anonymous(base_url=fake_github.url)
        async with client:
            with pytest.raises(error):
                await client.enterprise("octo-corp").runners.end_of_life("2.320.0")


@pytest.mark.parametrize(("name", "error"), [("a/b", ValueError), (None, TypeError)])
async def test_invalid_enterprise_name_raises(github_client, name, error):
    """Before a request is made."""
    with pytest.raises(error, match="name"):
        github_client.enterprise(name)


async def test_shared_entries_are_those_of_an_organization(fake_github, github_client):
    """A user's repository has none."""
    fake_github.add_user("mona")
    fake_github.add_repo("mona/hello")
    handle = github_client.repo("mona/hello")
    assert await handle.secrets.shared().collect() == []
    assert await handle.variables.shared().collect() == []
