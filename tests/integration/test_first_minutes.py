"""What a newcomer does wrong in the first minutes, and what is said to it.

Every sentence stands here as it is read: what happened, and what to write instead.
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
    """Return a client of ``github``, by default with a token that may do all."""
    return gha.Client(github.token if auth is None else auth, base_url=github.url)


async def said(kind, wrong):
    """Return what is said to what somebody awaits or does."""
    with pytest.raises(kind) as caught:
        await wrong()
    text = re.sub(r" \[request [^]]+\]$", "", str(caught.value))
    assert "CANARY" not in text
    return text


# --- who asks -------------------------------------------------------------------


async def test_no_token_where_one_is_needed(fake_github):
    """401 again, and nothing is said about a token that was not given."""
    run = fake_github.add_repo("octo-org/hello").add_run(status="queued")
    async with gha.Client(None, base_url=fake_github.url) as client:
        runs = client.repo("octo-org/hello").runs
        assert await said(gha.AuthenticationError, lambda: runs.cancel(run.id)) == (
            f"cancel-workflow-run {run_path(run)}/cancel: "
            "401 Requires authentication; no token was given; use Client(token)"
        )
        secret = client.repo("octo-org/private").runs.list().first
        assert (await said(gha.NotFoundError, secret)).endswith(
            "404 Not Found; it does not exist, or requires a token"
        )


def run_path(run):
    """Return where a run is."""
    return f"/repos/octo-org/hello/actions/runs/{run.id}"


# --- what is asked for ----------------------------------------------------------


@pytest.mark.parametrize("wrong", ["5", "abc", "x/y", None, 1.0, True])
async def test_an_id_that_is_none(wrong, fake_github):
    """It is said before anything is sent."""
    async with client_of(fake_github) as client:
        runs = client.repo("octo-org/hello").runs
        kind = type(wrong).__name__
        expected = f"run_id must be an integer, not {kind}"
        for verb in (runs.get, runs.cancel, runs.wait):
            assert await said(TypeError, lambda verb=verb: verb(wrong)) == expected
        with pytest.raises(TypeError, match=f"^{expected}$"):
            runs.logs(wrong)
    assert not fake_github.requests


async def test_a_model_in_place_of_its_id(fake_github):
    """The argument is named, and the kind that was given."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    async with client_of(fake_github) as client:
        runs = client.repo("octo-org/hello").runs
        found = await runs.get(run.id)
        assert await said(TypeError, lambda: runs.get(found)) == (
            "run_id must be an integer, not WorkflowRun"
        )


async def test_something_else_than_a_call_is_sent(fake_github):
    """Where calls come from is said."""
    async with client_of(fake_github) as client:
        pager = client.repo("octo-org/hello").runs.list()
        for wrong in ("/repos/octo-org/hello", gha.operations.get_workflow_run, pager):
            for send in (client.send, client.exchange):
                text = await said(TypeError, lambda s=send, w=wrong: s(w))
                assert text == (
                    "call must be a Call, as the functions of aioghactions.operations "
                    f"return it, not {type(wrong).__name__}"
                )
            with pytest.raises(TypeError, match="call must be a Call"):
                client.download(wrong)


# --- where it is asked ----------------------------------------------------------


@pytest.mark.parametrize("status", [200, 302, 404])
async def test_an_address_that_is_not_the_api(status, fake_github):
    """A portal, a sign-in page, the website: its own page is not taken for GitHub's."""
    page = "<!DOCTYPE html><title>Sign in</title>"
    headers = {"Location": "https://sso.test/login"} if status == 302 else {}
    fake_github.fail(status=status, body=page, headers=headers)
    async with client_of(fake_github) as client:
        get = client.repo("octo-org/hello").runs.get
        text = await said(gha.GitHubActionsError, lambda: get(1))
    assert "base_url" in text


@pytest.mark.parametrize(
    ("address", "text"),
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
def test_a_wrong_address(address, text):
    """The argument is named, and the right address where there is one."""
    with pytest.raises(ValueError, match=f"^{re.escape(text)}"):
        gha.Client(TOKEN, base_url=address)


async def test_a_server_that_is_asked_beside_its_api():
    """What a browser would see there is a web page, and is taken for one."""
    async with FakeGitHub(edition="ghes-3.12") as github:
        github.add_repo("octo-org/hello")
        base = github.url.removesuffix("/api/v3")
        async with gha.Client(github.token, base_url=base) as client:
            get = client.repo("octo-org/hello").runs.list().first
            assert await said(gha.NotFoundError, get) == (
                "list-workflow-runs-for-repo /repos/octo-org/hello/actions/runs: "
                "404 Page not found; "
                "this is not a response of GitHub's API; check base_url"
            )


@pytest.mark.parametrize("name", ["GITHUB_API_URL", "GH_HOST"])
def test_a_wrong_address_in_the_environment(name, monkeypatch):
    """The variable is named."""
    monkeypatch.setenv("GITHUB_API_URL", "")
    monkeypatch.setenv("GH_HOST", "")
    monkeypatch.setenv(name, "ghes test")
    with pytest.raises(ValueError, match=f"^{name}: a URL must be ASCII"):
        gha.Client.from_env()


# --- how it is written ----------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ({"base_url": None}, "base_url must be a string, not NoneType"),
        ({"patience": 5}, "patience must be None or Patience, not int"),
        ({"pace": "fast"}, "pace must be None or Pace, not str"),
        ({"session": aiohttp}, "session must be None or ClientSession, not module"),
        ({"ssl": False}, "ssl must be None or SSLContext, not bool"),
        ({"on_event": 5}, "on_event must be callable, not int"),
        ({"api_version": 5}, "an API version is a string, not int"),
        ({"user_agent": 5}, "a user agent is a string, not int"),
        (
            {"timeout": 3},
            "Client.__init__() got an unexpected keyword argument 'timeou",
        ),
    ],
)
def test_a_setting_of_another_kind(setting, text):
    """It is said when the client is made, with the setting's name."""
    with pytest.raises(TypeError, match=f"^{re.escape(text)}"):
        gha.Client(TOKEN, **setting)


def test_a_callback_that_would_have_to_be_awaited():
    """Nobody would await it, and every event would be lost."""

    async def watch(event):
        raise AssertionError(event)

    with pytest.raises(TypeError, match="on_event must be a plain function"):
        gha.Client(TOKEN, on_event=watch)


async def test_a_client_that_is_not_open(fake_github):
    """Before: how to open it. After: that it is over."""
    client = client_of(fake_github)
    get = client.repo("octo-org/hello").runs.get
    assert await said(RuntimeError, lambda: get(1)) == (
        "this client is not open: use it inside `async with Client(...) as client:`, "
        "or await client.open() first"
    )
    async with client:
        pass
    assert await said(RuntimeError, lambda: get(1)) == "this client is closed"


async def test_a_fan_out_that_is_not_entered(github_client):
    """It does not hang: nothing would ever run."""
    get = github_client.repo("octo-org/hello").runs.get

    async def wrong():
        async for outcome in gha.fan_out(get, [1], limit=1):
            raise AssertionError(outcome)

    assert (await said(RuntimeError, wrong)).endswith("`async with fan_out(...)`")


async def test_a_forgotten_await(github_client):
    """Python says it: there is a coroutine, and it was never awaited."""
    with (
        pytest.warns(RuntimeWarning, match=r"'RepoRuns\.get' was never awaited"),
        pytest.raises(AttributeError, match="'coroutine' object has no attribute"),
    ):
        _ = github_client.repo("octo-org/hello").runs.get(1).conclusion


# --- what is not installed ------------------------------------------------------


async def test_json_without_the_extra(fake_github):
    """Nothing is said: the standard library reads it as well."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    code = f"""
        import asyncio, sys
        sys.modules["orjson"] = None
        import aioghactions as gha

        async def main():
            async with gha.Client(None, base_url={fake_github.url!r}) as client:
                print((await client.repo("octo-org/hello").runs.get({run.id})).id)

        asyncio.run(main())
    """
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-c", dedent(code)),
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    told, _ = await program.communicate()
    assert told.decode() == f"{run.id}\n"
