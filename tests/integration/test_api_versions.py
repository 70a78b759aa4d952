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


def sent_versions(github):
    """Return the version header of each request."""
    return [request.headers.get("x-github-api-version") for request in github.requests]


@pytest.mark.parametrize("version", ["2022-11-28", "2026-03-10", None])
async def test_api_version_is_sent_with_each_request(github, instant_clock, version):
    """A10: the server selects it; None sends no header."""
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock, api_version=version
    ) as client:
        answer = await client.exchange(
            gha.operations.list_repo_workflows("octo-org", "hello")
        )
    assert sent_versions(github) == [version]
    selected = answer.headers["x-github-api-version-selected"]
    assert selected == (version or "2022-11-28")


async def test_default_api_version_is_explicit(github, instant_clock):
    """A10: GitHub's own default may change."""
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        await client.repo("octo-org/hello").workflows.get("ci.yml")
    assert sent_versions(github) == ["2022-11-28"]


async def test_dispatch_returns_its_run_in_the_newer_version(github, instant_clock):
    """A10: 204 without a body in 2022-11-28, 200 with the run in 2026-03-10."""
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


async def test_unsupported_version_raises_its_own_error(github, instant_clock):
    """A10: the message names the version and the setting."""
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock, api_version="2030-01-01"
    ) as client:
        with pytest.raises(gha.UnsupportedApiVersionError) as caught:
            await client.repo("octo-org/hello").workflows.get("ci.yml")
    assert caught.value.status == 400
    assert "2030-01-01" in str(caught.value)
    assert "api_version" in str(caught.value)
    assert len(github.requests) == 1


OLD = reply(200, SECRET.body, sunset="Sat, 31 Dec 2033 23:59:59 GMT")
LIST = gha.operations.list_repo_secrets("o", "r")


@in_virtual_time
async def test_deprecated_endpoint_warns_once():
    """A10: one warning for each operation, however often it is called."""
    page = reply(200, {"total_count": 0, "secrets": []}, deprecation="@1688169599")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        async with scripted_client(OLD) as (client, server):
            for _ in range(3):
                await client.send(READ)
            server.steps = [page]
            for _ in range(3):
                await client.send(LIST)
    assert [(warning.category, str(warning.message)) for warning in caught] == [
        (
            DeprecationWarning,
            "GitHub has deprecated get-repo-secret; it works until 2033-12-31",
        ),
        (
            DeprecationWarning,
            "GitHub has deprecated list-repo-secrets since 2023-06-30",
        ),
    ]


def test_deprecated_endpoint_is_logged(caplog):
    """A10: a program that hides warnings may still have a log."""
    with pytest.warns(DeprecationWarning, match="get-repo-secret"):
        send(OLD)
    warned = [record for record in caplog.records if record.levelname == "WARNING"]
    assert [record.name for record in warned] == ["aioghactions"]
    assert "deprecated get-repo-secret" in warned[0].getMessage()


@in_virtual_time
async def send(*steps):
    """Send a call."""
    async with scripted_client(*steps) as (client, _):
        await client.send(READ)


@in_virtual_time
async def test_warning_raised_as_an_error_loses_no_permit():
    """A22: the next call gets a permit."""
    pace = gha.Pace.off(concurrency=1)
    async with scripted_client(OLD, pace=pace) as (client, _):
        with pytest.raises(DeprecationWarning):
            await client.send(READ)
        await client.send(READ)


@in_virtual_time
async def test_every_request_has_a_user_agent():
    """A11: the program, this library, Python and aiohttp."""
    async with scripted_client(SECRET, user_agent="ci-bot/1.2") as (client, server):
        await client.send(READ)
    agent = server.seen[0].request.headers["user-agent"]
    words = agent.split()
    assert words[0] == "ci-bot/1.2"
    assert words[1] == f"aioghactions/{gha.__version__}"
    assert [word.split("/")[0] for word in words[2:]] == ["python", "aiohttp"]
