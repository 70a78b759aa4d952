"""One client for all editions: operations of each work, missing ones raise."""

import pytest

import aioghactions as gha
from aioghactions.operations import OPERATIONS
from aioghactions.testing import Limits
from aioghactions.testing.edition import find
from tests.integration.every_operation.scene import (
    NEWEST_VERSION,
    at,
    by_handle,
    open_scene,
    run_check,
)

# Documented operations that the pages of an edition and of all before it do not have.
CLOUD_ONLY = {"approve-workflow-run", "get-workflow-run-usage"}
NOT_IN_3_8 = CLOUD_ONLY | {
    "force-cancel-workflow-run",
    "review-custom-gates-for-run",
}
NOT_IN_3_5 = NOT_IN_3_8 | {"list-jobs-for-workflow-run-attempt"}
NOT_IN_2_22 = NOT_IN_3_5 | {
    "re-run-workflow-failed-jobs",
    "re-run-job-for-workflow-run",
    "get-workflow-run-attempt",
    "download-workflow-run-attempt-logs",
    "get-reviews-for-run",
    "get-pending-deployments-for-run",
    "review-pending-deployments-for-run",
}
DOCUMENTED = {
    "ghec": set(),
    "ghes-3.12": CLOUD_ONLY,
    "ghes-3.8": NOT_IN_3_8,
    "ghes-3.5": NOT_IN_3_5,
    "ghes-2.22": NOT_IN_2_22,
}
# The others are from GitHub's descriptions, which say since when.
LACKS = {
    edition: documented
    | {
        id_
        for id_, operation in OPERATIONS.items()
        if not operation.editions and not find(edition).has(operation.since)
    }
    for edition, documented in DOCUMENTED.items()
}
SERVERS = [edition for edition in LACKS if edition.startswith("ghes")]


def test_oldest_edition_has_58_of_70_operations():
    """The table above has existing operations only."""
    assert NOT_IN_2_22.issubset(OPERATIONS)
    documented = {id_ for id_, operation in OPERATIONS.items() if operation.editions}
    assert len(documented) == 70
    assert len(documented - NOT_IN_2_22) == 58


OLDEST = "ghes-2.22"
EDITIONS = [
    edition if edition == OLDEST else pytest.param(edition, marks=pytest.mark.slow)
    for edition in LACKS
]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("edition", EDITIONS)
async def test_operation_works_in_the_editions_that_have_it(
    operation, edition, start_github, instant_clock
):
    """An operation works as on github.com, or is not found."""
    # A server has no rate limits unless its administrator turns them on.
    limits = {"limits": Limits()} if operation == "get-rate-limit" else {}
    github = await start_github(edition=edition, **limits)
    async with open_scene(github, instant_clock, edition=edition) as scene:
        if operation not in LACKS[edition]:
            await run_check(scene, operation, by_handle)
            return
        with pytest.raises(gha.NotFoundError, match=f"^{operation} /.+: 404 Not"):
            await run_check(scene, operation, by_handle)
    # Nothing is looked up to explain the 404: the server is too old.
    (request,) = github.requests
    assert (request.status, request.operation) == (404, "")


@pytest.mark.parametrize("operation", sorted(LACKS[OLDEST]))
async def test_error_names_the_release_that_an_operation_needs(
    operation, start_github, instant_clock
):
    """On every server that is too old: a bare 404 would look like a missing thing."""
    since = OPERATIONS[operation].since
    needed = f"since {since[5:]}" if since[:4] == "ghes" else "only on github.com"
    for edition in SERVERS:
        if operation not in LACKS[edition]:
            continue
        github = await start_github(edition=edition)
        async with open_scene(github, instant_clock, edition=edition) as scene:
            with pytest.raises(gha.NotFoundError) as caught:
                await run_check(scene, operation, by_handle)
        release = f"{edition[5:]}.1"
        assert caught.value.reason == (
            f"not on this server (GitHub Enterprise Server {release}; {needed})"
        )
        assert f"404 Not Found; {caught.value.reason}" in str(caught.value)


async def test_missing_thing_on_a_server_that_has_the_operation_has_no_release(
    start_github, instant_clock
):
    """The server is new enough, so it is the run that does not exist."""
    github = await start_github(edition="ghes-2.22")
    async with open_scene(github, instant_clock, edition="ghes-2.22") as scene:
        with pytest.raises(gha.NotFoundError, match="it does not exist, or") as caught:
            await scene.client.repo("octo-org/hello").runs.get(1)
    assert caught.value.reason == ""
    assert caught.value.headers["x-github-enterprise-version"] == "2.22.1"


# The members that are newer than the oldest edition, by the edition that added them.
RUN = {
    "ghes-3.5": {
        "actor",
        "path",
        "previous_attempt_url",
        "run_attempt",
        "run_started_at",
        "triggering_actor",
    },
    "ghes-3.12": {"display_title", "referenced_workflows"},
}
JOB = {
    "ghes-3.8": {
        "head_branch",
        "labels",
        "run_attempt",
        "runner_group_id",
        "runner_group_name",
        "runner_id",
        "runner_name",
        "workflow_name",
    },
    "github.com": {"created_at"},
}
ARTIFACT = {"ghes-3.8": {"workflow_run"}, "github.com": {"digest"}}
RUNNER = {"github.com": {"ephemeral", "labels", "runner_group_id", "version"}}


def assert_members(found, later, scene):
    """Check that members added after the edition are None, and no other."""
    for since, names in later.items():
        absent = {name for name in names if getattr(found, name) is None}
        assert absent == (set() if scene.has(since) else names)


@pytest.mark.parametrize("edition", ["github.com", *LACKS])
async def test_member_missing_in_an_older_edition_is_none(
    edition, start_github, instant_clock
):
    """Older servers omit members: they are None, and decoding succeeds."""
    github = await start_github(edition=edition)
    async with open_scene(github, instant_clock, edition=edition) as scene:
        run = scene.repo.add_run(conclusion="failure")
        run.rerun("build")
        run.complete()
        artifact = scene.repo.add_artifact("coverage", run=run)
        runner = scene.org.add_runner("mona-1")
        repo = scene.client.repo(scene.repo.full_name)
        assert_members(await repo.runs.get(run.id), RUN, scene)
        assert_members(await repo.runs.list().first(), RUN, scene)
        assert_members(await repo.jobs.get(run.jobs[0].id), JOB, scene)
        assert_members(await repo.artifacts.get(artifact.id), ARTIFACT, scene)
        runners = scene.client.org(scene.org.login).runners
        assert_members(await runners.get(runner.id), RUNNER, scene)


@pytest.mark.parametrize("edition", SERVERS)
async def test_server_without_limits_has_no_rate_limits(
    edition, start_github, instant_clock
):
    """A9: GitHub Enterprise Server has no limits by default."""
    github = await start_github(edition=edition)
    async with open_scene(github, instant_clock, edition=edition) as scene:
        run = scene.repo.add_run()
        answer = await scene.client.exchange(
            gha.operations.get_workflow_run("octo-org", "hello", run.id)
        )
        assert answer.rate_limit is None
        assert scene.client.rate_limits == {}


async def test_rate_limits_by_resource(start_github, instant_clock):
    """``rate_limits`` has the last known quota of each resource."""
    github = await start_github()
    async with open_scene(github, instant_clock) as scene:
        repo = scene.client.repo("octo-org/hello")
        assert scene.client.rate_limits == {}
        await repo.workflows.list().first()
        await repo.workflows.list().first()
        await repo.runners.create_registration_token()
        limits = scene.client.rate_limits
    assert set(limits) == {"core", "actions_runner_registration"}
    core = limits["core"]
    assert (core.limit, core.used, core.remaining) == (5000, 2, 4998)
    assert core.reset > at(github.world.now())
    assert limits["actions_runner_registration"].limit == 10_000


@pytest.mark.parametrize("edition", ["github.com", *SERVERS])
async def test_next_pages_use_paths_by_id(edition, start_github, instant_clock):
    """A9: links name owners by id, and have the /api/v3 of the server."""
    github = await start_github(edition=edition)
    prefix = "" if edition == "github.com" else "/api/v3"
    async with open_scene(github, instant_clock, edition=edition) as scene:
        for number in range(5):
            scene.repo.add_workflow(f"{number}.yml")
            scene.org.add_secret(f"SECRET_{number}", "CANARY")
        repo = scene.client.repo("octo-org/hello")
        flows = await repo.workflows.list(per_page=2).collect()
        secrets = await scene.client.org("octo-org").secrets.list(per_page=2).collect()
    assert [flow.path[-5:] for flow in flows] == [f"{n}.yml" for n in range(5)]
    assert [secret.name[-1] for secret in secrets] == list("01234")
    repo_id, org_id = scene.repo.id, scene.org.account.id
    assert [(request.path, dict(request.query)) for request in github.requests] == [
        (f"{prefix}/repos/octo-org/hello/actions/workflows", {"per_page": "2"}),
        *(
            (
                f"{prefix}/repositories/{repo_id}/actions/workflows",
                {"per_page": "2", "page": page},
            )
            for page in "23"
        ),
        (f"{prefix}/orgs/octo-org/actions/secrets", {"per_page": "2"}),
        *(
            (
                f"{prefix}/organizations/{org_id}/actions/secrets",
                {"per_page": "2", "page": page},
            )
            for page in "23"
        ),
    ]


@pytest.mark.parametrize(
    ("edition", "version", "supported"),
    [
        ("github.com", "2022-11-28", True),
        ("github.com", NEWEST_VERSION, True),
        ("github.com", "1999-12-31", False),
        ("github.com", None, True),
        ("ghes-3.12", NEWEST_VERSION, False),
        ("ghes-3.12", None, True),
        ("ghes-3.5", NEWEST_VERSION, True),
        ("ghes-2.22", None, True),
    ],
)
async def test_unsupported_api_version_raises(
    edition, version, supported, start_github, instant_clock
):
    """A10: the version is sent unchanged; the error names ``api_version``."""
    github = await start_github(edition=edition)
    async with open_scene(
        github, instant_clock, edition=edition, api_version=version
    ) as scene:
        run = scene.repo.add_run()
        get = scene.client.repo("octo-org/hello").runs.get(run.id)
        if supported:
            assert (await get).id == run.id
        else:
            with pytest.raises(gha.UnsupportedApiVersionError, match="api_version"):
                await get
    assert github.requests[0].headers.get("x-github-api-version") == version
