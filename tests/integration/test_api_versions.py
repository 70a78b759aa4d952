import warnings

import pytest

import aioghactions as gha
from tests.support.scripted import reply, scripted_client
from tests.support.virtual import in_virtual_time

TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
SECRET = reply(200, {"name": "S", **TIMES})
READ = gha.operations.get_repo_secret("o", "r", "S")


@pytest.fixture
async def github(start_github):
    """Return a fake server with a workflow that can be dispatched."""
    github = await start_github()
    github.add_repo("octo-org/hello").add_workflow("ci.yml")
    return github


def asked(github):
    """Return which version each request asked for."""
    return [request.headers.get("x-github-api-version") for request in github.requests]


@pytest.mark.parametrize("version", ["2022-11-28", "2026-03-10", None])
async def test_the_version_asked_for_is_the_one_chosen(github, instant_clock, version):
    """A10: it stands in every request; None sends none."""
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock, api_version=version
    ) as client:
        answer = await client.exchange(
            gha.operations.list_repo_workflows("octo-org", "hello")
        )
    assert asked(github) == [version]
    selected = answer.headers["x-github-api-version-selected"]
    assert selected == (version or "2022-11-28")


async def test_the_default_is_explicit(github, instant_clock):
    """A10: GitHub's own default may move on."""
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        await client.repo("octo-org/hello").workflows.get("ci.yml")
    assert asked(github) == ["2022-11-28"]


async def test_a_dispatch_tells_its_run_where_the_version_can(github, instant_clock):
    """A10: 204 and nothing before, 200 and the run in 2026-03-10."""
    runs = []
    for version in ("2022-11-28", "2026-03-10"):
        async with gha.Client(
            github.token, base_url=github.url, clock=instant_clock, api_version=version
        ) as client:
            workflows = client.repo("octo-org/hello").workflows
            runs.append(await workflows.dispatch("ci.yml", ref="main"))
    assert runs[0] is None
    dispatched = github.repositories[0].runs
    assert runs[1].workflow_run_id in {run.id for run in dispatched}


async def test_a_version_that_the_server_does_not_speak_is_named(github, instant_clock):
    """A10: it is no other 400, and the message says what to do."""
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock, api_version="2030-01-01"
    ) as client:
        with pytest.raises(gha.UnsupportedApiVersionError) as caught:
            await client.repo("octo-org/hello").workflows.get("ci.yml")
    assert caught.value.status == 400
    assert "2030-01-01" in str(caught.value)
    assert "api_version" in str(caught.value)
    assert len(github.requests) == 1


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "API version 2030-01-01 is not supported."),
        (410, "The requested version 2022-11-28 is no longer supported."),
        (410, "X-GitHub-Api-Version: the version is gone."),
    ],
)
@in_virtual_time
async def test_a_version_is_refused_with_400_or_410(status, message):
    """A10: GitHub has announced both."""
    async with scripted_client(reply(status, {"message": message})) as (client, server):
        with pytest.raises(gha.UnsupportedApiVersionError):
            await client.send(READ)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("status", "expected"), [(400, gha.BadRequestError), (410, gha.GoneError)]
)
@in_virtual_time
async def test_other_refusals_are_not_about_versions(status, expected):
    """A10, A12: an expired artifact is gone, and no version would help."""
    async with scripted_client(reply(status, {"message": "Server Error"})) as (
        client,
        _,
    ):
        with pytest.raises(expected) as caught:
            await client.send(READ)
    assert type(caught.value) is expected


OLD = reply(200, SECRET.body, sunset="Sat, 31 Dec 2033 23:59:59 GMT")
LIST = gha.operations.list_repo_secrets("o", "r")


@in_virtual_time
async def test_an_endpoint_that_will_go_is_told_once():
    """A10: one warning for each operation, however often it is used."""
    page = reply(200, {"total_count": 0, "secrets": []}, deprecation="@1688169599")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        async with scripted_client(OLD) as (client, server):
            for _ in range(3):
                await client.send(READ)
            server.steps = [page]
            for _ in range(3):
                await client.send(LIST)
    assert [(warning.category, str(warning.message)) for warning in told] == [
        (
            DeprecationWarning,
            "GitHub has deprecated get-repo-secret; it works until 2033-12-31",
        ),
        (
            DeprecationWarning,
            "GitHub has deprecated list-repo-secrets since 2023-06-30",
        ),
    ]


def test_an_endpoint_that_will_go_is_logged(caplog):
    """A10: a bot without warnings switched on has a log."""
    with pytest.warns(DeprecationWarning, match="get-repo-secret"):
        use(OLD)
    warned = [record for record in caplog.records if record.levelname == "WARNING"]
    assert [record.name for record in warned] == ["aioghactions"]
    assert "deprecated get-repo-secret" in warned[0].getMessage()


@in_virtual_time
async def use(*steps):
    """Send a call."""
    async with scripted_client(*steps) as (client, _):
        await client.send(READ)


@in_virtual_time
async def test_a_warning_that_is_an_error_loses_no_place():
    """A22: who makes errors of warnings gets one, and may go on."""
    pace = gha.Pace.off(concurrency=1)
    async with scripted_client(OLD, pace=pace) as (client, _):
        with pytest.raises(DeprecationWarning):
            await client.send(READ)
        await client.send(READ)


@in_virtual_time
async def test_every_request_says_who_asks():
    """A11: the program, this library, Python and aiohttp; never nothing."""
    async with scripted_client(SECRET, user_agent="ci-bot/1.2") as (client, server):
        await client.send(READ)
    agent = server.seen[0].request.headers["user-agent"]
    words = agent.split()
    assert words[0] == "ci-bot/1.2"
    assert words[1] == f"aioghactions/{gha.__version__}"
    assert [word.split("/")[0] for word in words[2:]] == ["python", "aiohttp"]
