"""A client: create, open, share and close it; invalid arguments."""

import asyncio
import re

import aiohttp
import pytest

import aioghactions as gha

TOKEN = "ghp_CANARY"


def client_of(github, clock, auth=None, **settings):
    """Return a client of ``github``, by default with a token with all permissions."""
    auth = github.token if auth is None else auth
    return gha.Client(auth, base_url=github.url, clock=clock, **settings)


async def test_use_before_open_raises():
    """The message says how to open it."""
    client = gha.Client(TOKEN)
    with pytest.raises(RuntimeError, match=r"not open; use it inside `async with"):
        await client.repo("octo-org/hello").runs.get(1)
    with pytest.raises(RuntimeError, match="not open"):
        await client.repo("octo-org/hello").runs.list().first()
    with pytest.raises(RuntimeError, match="not open"):
        await client.repo("octo-org/hello").jobs.logs(1).__aenter__()


async def test_each_attempt_is_traced(fake_github, instant_clock):
    """A span of a tracing configuration is a request, not a call."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    fake_github.fail("get-workflow-run", status=502)
    statuses = []

    async def on_end(_session, _context, parameters):
        statuses.append(parameters.response.status)

    tracing = aiohttp.TraceConfig()
    tracing.on_request_end.append(on_end)
    async with (
        aiohttp.ClientSession(trace_configs=[tracing]) as session,
        client_of(fake_github, instant_clock, session=session) as client,
    ):
        await client.repo("octo-org/hello").runs.get(run.id)
    assert statuses == [502, 200]


async def test_open_and_close_without_async_with(fake_github, instant_clock):
    """A27: ``open`` raises the second time, ``close`` does not."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    client = client_of(fake_github, instant_clock)
    await client.open()
    with pytest.raises(RuntimeError, match="this client is already open"):
        await client.open()
    assert (await client.repo("octo-org/hello").runs.get(run.id)).id == run.id
    await client.close()
    await client.close()
    with pytest.raises(RuntimeError, match=r"^this client is closed$"):
        await client.repo("octo-org/hello").runs.get(run.id)
    with pytest.raises(RuntimeError, match="this client is closed; create a new one"):
        await client.open()
    assert len(fake_github.requests) == 1


async def test_close_without_open():
    """A27: the client is closed and cannot be opened."""
    client = gha.Client(TOKEN)
    await client.close()
    with pytest.raises(RuntimeError, match="closed"):
        await client.open()


async def test_use_from_another_loop_raises(github_client):
    """A28: it raises instead of hanging."""

    async def elsewhere():
        await github_client.repo("octo-org/hello").runs.get(1)

    with pytest.raises(RuntimeError, match="another event loop; create one for each"):
        await asyncio.to_thread(asyncio.run, elsewhere())


@pytest.mark.parametrize("auth", [42, b"ghp_x", object(), [TOKEN], {"token": TOKEN}])
def test_auth_of_another_type_raises(auth):
    """The message names the accepted types and does not contain the value."""
    with pytest.raises(TypeError, match="auth must be") as caught:
        gha.Client(auth)
    assert "ghp_" not in str(caught.value)


async def test_anonymous_request_has_no_authorization(fake_github, instant_clock):
    """A client without a token sends no Authorization header."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    async with gha.Client.anonymous(
        base_url=fake_github.url, clock=instant_clock
    ) as client:
        assert (await client.repo("octo-org/hello").runs.get(run.id)).id == run.id
    (request,) = fake_github.requests
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    ("auth", "named"),
    [
        (None, "not None (is the variable with the token set?); use Client.anon"),
        (5, "not int; use Client.anonymous() to send no token"),
        (b"ghp_CANARY", "not bytes; use Client.anonymous() to send no token"),
        ([TOKEN], "not list; use Client.anonymous() to send no token"),
    ],
)
def test_missing_token_is_not_an_anonymous_client(auth, named):
    """``os.environ.get`` returns None for a variable that is not set."""
    with pytest.raises(TypeError, match=re.escape(named)) as caught:
        gha.Client(auth, base_url="http://ghe.corp.example")
    assert "CANARY" not in str(caught.value)


async def test_token_provider_is_called_for_each_request(fake_github, instant_clock):
    """An object with ``async def token()`` provides the token of each request."""
    tokens = [fake_github.add_token(f"ghp_{n}") for n in range(3)]

    class Rotating:
        async def token(self):
            return tokens.pop(0)

    expected = list(tokens)
    fake_github.add_repo("octo-org/hello")
    async with client_of(fake_github, instant_clock, Rotating()) as client:
        for _ in expected:
            await client.repo("octo-org/hello").runs.list().first()
    assert [request.token for request in fake_github.requests] == expected


async def test_user_agent_of_the_program_comes_first(fake_github, instant_clock):
    """A11: before that of this library."""
    fake_github.add_repo("octo-org/hello")
    async with client_of(fake_github, instant_clock, user_agent="ci-bot/1.2") as client:
        await client.repo("octo-org/hello").runs.list().first()
    agent = fake_github.requests[0].headers["user-agent"]
    assert agent.startswith("ci-bot/1.2 aioghactions/")


def test_token_is_not_in_reprs():
    """S5: neither of the client nor of a handle."""
    client = gha.Client(TOKEN)
    repo = client.repo("octo-org/hello")
    printable = [client, repo, repo.runs, client.org("octo-org"), repo.runs.list()]
    printable += [repo.jobs.logs(1), vars(client)]
    assert "CANARY" not in f"{printable!r} {[str(each) for each in printable]}"
    assert repr(client) == "<Client of https://api.github.com>"


@pytest.mark.parametrize(
    "names",
    [
        ("octo-org",),
        ("",),
        ("/hello",),
        ("octo-org/",),
        ("octo-org/hello/runs",),
        ("", ""),
        ("octo-org", ""),
        ("octo-org/hello", "hello"),
        ("octo-org", "hello/world"),
    ],
)
def test_invalid_repository_name_raises(names):
    """The message contains the value and the accepted forms."""
    with pytest.raises(ValueError, match="is not a repository name") as caught:
        gha.Client(TOKEN).repo(*names)
    assert "/".join(names) in str(caught.value)


def test_repository_as_one_or_two_arguments():
    """Both return the same handle."""
    client = gha.Client(TOKEN)
    repo = client.repo("octo-org/hello")
    assert repo == client.repo("octo-org", "hello")
    assert (repo.owner, repo.repo) == ("octo-org", "hello")
    assert client.org("octo-org").org == "octo-org"


@pytest.mark.parametrize("name", ["", "octo-org/hello", "/"])
def test_invalid_organization_name_raises(name):
    """A repository name is not an organization name."""
    with pytest.raises(ValueError, match="is not an organization name"):
        gha.Client(TOKEN).org(name)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api.github.com/", "https://api.github.com"),
        ("https://github.com", "https://api.github.com"),
        ("https://octo.ghe.com", "https://api.octo.ghe.com"),
        ("https://api.octo.ghe.com", "https://api.octo.ghe.com"),
        ("https://ghes.test", "https://ghes.test/api/v3"),
        ("https://ghes.test/api/v3/", "https://ghes.test/api/v3"),
        ("https://GHES.test:8443", "https://ghes.test:8443/api/v3"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_base_url_accepts_web_and_api_urls(url, expected):
    """A9: the URL of a website is replaced by that of its API."""
    assert gha.Client(TOKEN, base_url=url).base_url == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.github.com",
        "http://ghes.test",
        "https://api.github.com/v3",
        "https://gist.github.com",
        "https://octocat:CANARY@ghes.test",
        "https://ghes.test?token=CANARY",
    ],
)
def test_invalid_base_url_raises(url):
    """S1: a token is sent to its API only."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        gha.Client(TOKEN, base_url=url)
    assert "CANARY" not in str(caught.value)


async def test_borrowed_session_is_used_and_not_changed(fake_github, instant_clock):
    """A27: its pool and tracing are used; its headers, cookies and auth are not."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    traced = []

    async def on_end(_session, _context, parameters):
        traced.append(parameters.url.path)

    tracing = aiohttp.TraceConfig()
    tracing.on_request_end.append(on_end)
    async with aiohttp.ClientSession(
        headers={"X-Mine": "CANARY", "Authorization": "Bearer CANARY"},
        cookies={"mine": "CANARY"},
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        trace_configs=[tracing],
    ) as session:
        before = dict(session.headers)
        async with client_of(fake_github, instant_clock, session=session) as client:
            await client.repo("octo-org/hello").runs.get(run.id)
        assert not session.closed
        assert dict(session.headers) == before
        assert len(session.cookie_jar) == 1
        async with session.get(f"{fake_github.url}/rate_limit") as response:
            assert response.status == 401  # the session's own token is not valid here
    ours, own = fake_github.requests
    assert traced == [ours.path, own.path]
    assert ours.token == fake_github.token
    assert "CANARY" not in str(dict(ours.headers))
    assert own.token == own.headers["x-mine"] == "CANARY"


async def test_closed_session_cannot_be_borrowed():
    """``open`` raises, not the first request."""
    session = aiohttp.ClientSession()
    await session.close()
    with pytest.raises(RuntimeError, match="the borrowed session is closed"):
        await gha.Client(TOKEN, session=session).open()
