"""One client for every edition: what each has works, what it lacks is named."""

import pytest

import aioghactions as gha
from aioghactions.operations import OPERATIONS
from tests.integration.every_operation.scene import (
    NEWEST_VERSION,
    at,
    by_handle,
    opened,
    play,
)

# What the documentation of an edition, and of all before it, does not have.
CLOUD_ONLY = {"approve-workflow-run", "get-workflow-run-usage"}
NOT_IN_3_8 = CLOUD_ONLY | {"force-cancel-workflow-run", "review-custom-gates-for-run"}
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
LACKS = {
    "ghec": set(),
    "ghes-3.12": CLOUD_ONLY,
    "ghes-3.8": NOT_IN_3_8,
    "ghes-3.5": NOT_IN_3_5,
    "ghes-2.22": NOT_IN_2_22,
}
SERVERS = [edition for edition in LACKS if edition.startswith("ghes")]


def test_the_oldest_page_has_58_of_70_operations():
    """The table above is about operations that exist, and lacks none."""
    assert NOT_IN_2_22.issubset(OPERATIONS)
    assert len(OPERATIONS) - len(NOT_IN_2_22) == 58


OLDEST = "ghes-2.22"
EDITIONS = [
    edition if edition == OLDEST else pytest.param(edition, marks=pytest.mark.slow)
    for edition in LACKS
]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("edition", EDITIONS)
async def test_operation_works_where_it_exists(
    operation, edition, start_github, instant_clock
):
    """What an edition has works as on github.com, what it lacks is not found."""
    github = await start_github(edition=edition)
    async with opened(github, instant_clock, edition=edition) as scene:
        if operation not in LACKS[edition]:
            await play(scene, operation, by_handle)
            return
        with pytest.raises(gha.NotFoundError, match=f"^{operation} /.+: 404 Not"):
            await play(scene, operation, by_handle)
    # A download that is not found asks why; what it asked for comes first.
    request = github.requests[0]
    assert (request.status, request.operation) == (404, "")


# The members that came later than the oldest documents, oldest edition first.
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


def expect(found, later, scene):
    """Hold the members of a model that came later against the edition."""
    for since, names in later.items():
        absent = {name for name in names if getattr(found, name) is None}
        assert absent == (set() if scene.has(since) else names)


@pytest.mark.parametrize("edition", ["github.com", *LACKS])
async def test_a_member_that_came_later_is_none_before(
    edition, start_github, instant_clock
):
    """Older servers leave members out: they are None, and nothing fails."""
    github = await start_github(edition=edition)
    async with opened(github, instant_clock, edition=edition) as scene:
        run = scene.repo.add_run(conclusion="failure")
        run.rerun("build")
        run.complete()
        artifact = scene.repo.add_artifact("coverage", run=run)
        runner = scene.org.add_runner("mona-1")
        repo = scene.client.repo(scene.repo.full_name)
        expect(await repo.runs.get(run.id), RUN, scene)
        expect(await repo.runs.list().first(), RUN, scene)
        expect(await repo.jobs.get(run.jobs[0].id), JOB, scene)
        expect(await repo.artifacts.get(artifact.id), ARTIFACT, scene)
        runners = scene.client.org(scene.org.login).runners
        expect(await runners.get(runner.id), RUNNER, scene)


@pytest.mark.parametrize("edition", SERVERS)
async def test_a_server_without_limits_tells_none(edition, start_github, instant_clock):
    """A9: GitHub Enterprise Server has no limits by default, and none are seen."""
    github = await start_github(edition=edition)
    async with opened(github, instant_clock, edition=edition) as scene:
        run = scene.repo.add_run()
        answer = await scene.client.exchange(
            gha.operations.get_workflow_run("octo-org", "hello", run.id)
        )
        assert answer.rate_limit is None
        assert scene.client.rate_limits == {}


async def test_each_allowance_of_the_cloud_is_known(start_github, instant_clock):
    """What GitHub last said of an allowance can be asked for, by resource."""
    github = await start_github()
    async with opened(github, instant_clock) as scene:
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
async def test_pages_are_found_by_number(edition, start_github, instant_clock):
    """A9: links spell owners by id, and keep /api/v3 where the server has it."""
    github = await start_github(edition=edition)
    prefix = "" if edition == "github.com" else "/api/v3"
    async with opened(github, instant_clock, edition=edition) as scene:
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
    ("edition", "version", "spoken"),
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
async def test_an_api_version_that_is_not_spoken_is_named(
    edition, version, spoken, start_github, instant_clock
):
    """A10: the version is sent as it was asked for; a refusal says what to do."""
    github = await start_github(edition=edition)
    async with opened(
        github, instant_clock, edition=edition, api_version=version
    ) as scene:
        run = scene.repo.add_run()
        get = scene.client.repo("octo-org/hello").runs.get(run.id)
        if spoken:
            assert (await get).id == run.id
        else:
            with pytest.raises(
                gha.UnsupportedApiVersionError, match="another api_version"
            ):
                await get
    assert github.requests[0].headers.get("x-github-api-version") == version
