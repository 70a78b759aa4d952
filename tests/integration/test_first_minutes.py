"""Typical mistakes of new users, and the messages that explain them.

These tests pin complete messages: what happened, and what to write instead.
"""

import asyncio
import os
import re
import sys
from textwrap import dedent

import aiohttp
import pytest

import aioghactions as gha
from aioghactions.testing import FakeGitHub

TOKEN = "ghp_CANARY"


def client_of(github, auth=None):
    """Return a client of ``github``, by default with a token with all permissions."""
    return gha.Client(github.token if auth is None else auth, base_url=github.url)


async def message_of(kind, wrong):
    """Return the message of the exception that ``wrong()`` raises."""
    with pytest.raises(kind) as caught:
        await wrong()
    text = re.sub(r" \[request [^]]+\]$", "", str(caught.value))
    assert "CANARY" not in text
    return text


# --- authentication -------------------------------------------------------------


async def test_missing_token(fake_github):
    """A 401 and a 404 of an anonymous client say that a token is needed."""
    run = fake_github.add_repo("octo-org/hello").add_run(status="queued")
    async with gha.Client.anonymous(base_url=fake_github.url) as client:
        runs = client.repo("octo-org/hello").runs
        assert await message_of(
            gha.AuthenticationError, lambda: runs.cancel(run.id)
        ) == (
            f"cancel-workflow-run {run_path(run)}/cancel: "
            "401 Requires authentication; no token was given; use Client(token)"
        )
        secret = client.repo("octo-org/private").runs.list().first
        assert (await message_of(gha.NotFoundError, secret)).endswith(
            "404 Not Found; it does not exist, or requires a token"
        )


def run_path(run):
    """Return the path of a run."""
    return f"/repos/octo-org/hello/actions/runs/{run.id}"


# --- arguments ------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["5", "abc", "x/y", None, 1.0, True])
async def test_invalid_run_id(wrong, fake_github):
    """It raises before a request is sent."""
    async with client_of(fake_github) as client:
        runs = client.repo("octo-org/hello").runs
        kind = type(wrong).__name__
        expected = f"run_id must be an integer, not {kind}"
        for verb in (runs.get, runs.cancel, runs.wait):
            assert (
                await message_of(TypeError, lambda verb=verb: verb(wrong)) == expected
            )
        with pytest.raises(TypeError, match=f"^{expected}$"):
            runs.logs(wrong)
    assert not fake_github.requests


async def test_model_instead_of_its_id(fake_github):
    """The message names the argument and the type."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    async with client_of(fake_github) as client:
        runs = client.repo("octo-org/hello").runs
        found = await runs.get(run.id)
        assert await message_of(TypeError, lambda: runs.get(found)) == (
            "run_id must be an integer, not WorkflowRun"
        )


async def test_sending_something_that_is_not_a_call(fake_github):
    """The message says where calls come from."""
    async with client_of(fake_github) as client:
        pager = client.repo("octo-org/hello").runs.list()
        for wrong in ("/repos/octo-org/hello", gha.operations.get_workflow_run, pager):
            for send in (client.send, client.exchange):
                text = await message_of(TypeError, lambda s=send, w=wrong: s(w))
                assert text == (
                    "call must be a Call, as the functions of aioghactions.operations "
                    f"return it, not {type(wrong).__name__}"
                )
            with pytest.raises(TypeError, match="call must be a Call"):
                client.download(wrong)


# --- base URL -------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 302, 404])
async def test_base_url_of_something_that_is_not_the_api(status, fake_github):
    """An HTML page is reported as a wrong base URL."""
    page = "<!DOCTYPE html><title>Sign in</title>"
    headers = {"Location": "https://sso.test/login"} if status == 302 else {}
    fake_github.fail(status=status, body=page, headers=headers)
    async with client_of(fake_github) as client:
        get = client.repo("octo-org/hello").runs.get
        text = await message_of(gha.GitHubActionsError, lambda: get(1))
    assert "base_url" in text


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "base_url: the URL is empty; omit it for github.com"),
        ("ghes.test", "base_url: a URL must start with https:// and a host"),
        ("https://ghes.test/api", "base_url: the REST API of a server is at /api/v3"),
        ("https://ghes.test/api/graphql", "base_url: the REST API of a server is at"),
        (
            "https://api.github.com/v3",
            "base_url: the URL of this API is https://api",
        ),
        ("http://ghes.test", "base_url: a token is sent over https only, or over http"),
    ],
)
def test_invalid_base_url(url, message):
    """The message names the argument and, if possible, the right URL."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        gha.Client(TOKEN, base_url=url)


async def test_server_url_without_api_v3():
    """The web page found there is reported as a wrong base URL."""
    async with FakeGitHub(edition="ghes-3.12") as github:
        github.add_repo("octo-org/hello")
        base = github.url.removesuffix("/api/v3")
        async with gha.Client(github.token, base_url=base) as client:
            get = client.repo("octo-org/hello").runs.list().first
            assert await message_of(gha.NotFoundError, get) == (
                "list-workflow-runs-for-repo /repos/octo-org/hello/actions/runs: "
                "404 Page not found; "
                "this is not a response of GitHub's API; check base_url"
            )


@pytest.mark.parametrize("name", ["GITHUB_API_URL", "GH_HOST"])
def test_invalid_url_in_the_environment(name, monkeypatch):
    """The message names the variable."""
    monkeypatch.setenv("GITHUB_API_URL", "")
    monkeypatch.setenv("GH_HOST", "")
    monkeypatch.setenv(name, "ghes test")
    with pytest.raises(ValueError, match=f"^{name}: a URL must be ASCII"):
        gha.Client.from_env()


# --- settings and use -----------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ({"base_url": None}, "base_url must be a string, not NoneType"),
        ({"patience": 5}, "patience must be None or Patience, not int"),
        ({"pace": "fast"}, "pace must be None or Pace, not str"),
        ({"session": aiohttp}, "session must be None or ClientSession, not module"),
        ({"ssl": False}, "ssl must be None or SSLContext, not bool"),
        ({"on_event": 5}, "on_event must be callable, not int"),
        ({"api_version": 5}, "api_version must be a string, not int"),
        ({"user_agent": 5}, "user_agent must be a string, not int"),
        (
            {"timeout": 3},
            "Client.__init__() got an unexpected keyword argument 'timeou",
        ),
    ],
)
def test_setting_of_the_wrong_type(setting, text):
    """The constructor raises and names the setting."""
    with pytest.raises(TypeError, match=f"^{re.escape(text)}"):
        gha.Client(TOKEN, **setting)


def test_async_on_event_callback():
    """It would never be awaited, so the constructor raises."""

    async def on_event(event):
        raise AssertionError(event)

    with pytest.raises(TypeError, match="on_event must be a plain function"):
        gha.Client(TOKEN, on_event=on_event)


async def test_client_that_is_not_open(fake_github):
    """Before: how to open it. After: that it is closed."""
    client = client_of(fake_github)
    get = client.repo("octo-org/hello").runs.get
    assert await message_of(RuntimeError, lambda: get(1)) == (
        "this client is not open; use it inside `async with Client(...) as client:`, "
        "or await client.open() first"
    )
    async with client:
        pass
    assert await message_of(RuntimeError, lambda: get(1)) == "this client is closed"


async def test_fan_out_that_is_not_entered(github_client):
    """It raises instead of hanging."""
    get = github_client.repo("octo-org/hello").runs.get

    async def wrong():
        async for outcome in gha.fan_out(get, [1], limit=1):
            raise AssertionError(outcome)

    assert (await message_of(RuntimeError, wrong)).endswith("`async with fan_out(...)`")


async def test_forgotten_await(github_client):
    """Python reports the coroutine that was never awaited."""
    with (
        pytest.warns(RuntimeWarning, match=r"'RepoRuns\.get' was never awaited"),
        pytest.raises(AttributeError, match="'coroutine' object has no attribute"),
    ):
        _ = github_client.repo("octo-org/hello").runs.get(1).conclusion


# --- optional packages ----------------------------------------------------------


async def test_json_without_orjson(fake_github):
    """The standard library parses it, without a warning."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    code = f"""
        import asyncio, sys
        sys.modules["orjson"] = None
        import aioghactions as gha

        async def main():
            async with gha.Client.anonymous(base_url={fake_github.url!r}) as client:
                print((await client.repo("octo-org/hello").runs.get({run.id})).id)

        asyncio.run(main())
    """
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-c", dedent(code)),
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    output, _ = await program.communicate()
    assert output.decode() == f"{run.id}\n"
