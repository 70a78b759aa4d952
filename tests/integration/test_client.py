"""A client: how it is made, opened, shared and closed, and what it refuses."""

import asyncio

import aiohttp
import pytest

import aioghactions as gha

TOKEN = "ghp_CANARY"


def client_of(github, clock, auth=None, **settings):
    """Return a client of ``github``, by default with a token that may do all."""
    auth = github.token if auth is None else auth
    return gha.Client(auth, base_url=github.url, clock=clock, **settings)


async def test_a_client_is_opened_before_it_is_used():
    """The message says how."""
    client = gha.Client(TOKEN)
    with pytest.raises(RuntimeError, match=r"not open: use it inside `async with"):
        await client.repo("octo-org/hello").runs.get(1)
    with pytest.raises(RuntimeError, match="not open"):
        await client.repo("octo-org/hello").runs.list().first()
    with pytest.raises(RuntimeError, match="not open"):
        await client.repo("octo-org/hello").jobs.logs(1).__aenter__()


async def test_a_client_is_open_or_closed_by_hand(fake_github, instant_clock):
    """A27: open and close work without ``async with``; closing twice is fine."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    client = client_of(fake_github, instant_clock)
    await client.open()
    with pytest.raises(RuntimeError, match="this client is open already"):
        await client.open()
    assert (await client.repo("octo-org/hello").runs.get(run.id)).id == run.id
    await client.close()
    await client.close()
    with pytest.raises(RuntimeError, match=r"^this client is closed$"):
        await client.repo("octo-org/hello").runs.get(run.id)
    with pytest.raises(RuntimeError, match="this client is closed: make a new one"):
        await client.open()
    assert len(fake_github.requests) == 1


async def test_a_client_that_was_never_opened_can_be_closed():
    """A27: there is nothing to let go of, and it is closed all the same."""
    client = gha.Client(TOKEN)
    await client.close()
    with pytest.raises(RuntimeError, match="closed"):
        await client.open()


async def test_a_client_belongs_to_one_loop(github_client):
    """A28: used from another loop it says so, instead of hanging."""

    async def elsewhere():
        await github_client.repo("octo-org/hello").runs.get(1)

    with pytest.raises(RuntimeError, match="another event loop: make one for each"):
        await asyncio.to_thread(asyncio.run, elsewhere())


@pytest.mark.parametrize("auth", [42, b"ghp_x", object(), [TOKEN], {"token": TOKEN}])
def test_auth_of_another_kind_is_refused(auth):
    """The message says what is possible, and does not repeat what was given."""
    with pytest.raises(TypeError, match="auth must be a token, AppAuth, an obj") as no:
        gha.Client(auth)
    assert "ghp_" not in str(no.value)


async def test_without_a_token_nothing_is_authorised(fake_github, instant_clock):
    """Anonymous requests carry no header that could hold a token."""
    run = fake_github.add_repo("octo-org/hello").add_run()
    async with gha.Client(
        None, base_url=fake_github.url, clock=instant_clock
    ) as client:
        assert (await client.repo("octo-org/hello").runs.get(run.id)).id == run.id
    (request,) = fake_github.requests
    assert "authorization" not in request.headers


async def test_a_provider_is_asked_for_each_request(fake_github, instant_clock):
    """Whatever has ``async def token()`` says which token goes with a request."""
    tokens = [fake_github.add_token(f"ghp_{n}") for n in range(3)]

    class Rotating:
        async def token(self):
            return tokens.pop(0)

    given = list(tokens)
    fake_github.add_repo("octo-org/hello")
    async with client_of(fake_github, instant_clock, Rotating()) as client:
        for _ in given:
            await client.repo("octo-org/hello").runs.list().first()
    assert [request.token for request in fake_github.requests] == given


async def test_a_program_names_itself(fake_github, instant_clock):
    """A11: its name stands before this library's own."""
    fake_github.add_repo("octo-org/hello")
    async with client_of(fake_github, instant_clock, user_agent="ci-bot/1.2") as client:
        await client.repo("octo-org/hello").runs.list().first()
    agent = fake_github.requests[0].headers["user-agent"]
    assert agent.startswith("ci-bot/1.2 aioghactions/")


def test_nothing_printable_holds_the_token():
    """S5: neither the client nor a handle shows it."""
    client = gha.Client(TOKEN)
    repo = client.repo("octo-org/hello")
    shown = [client, repo, repo.runs, client.org("octo-org"), repo.runs.list()]
    shown += [repo.jobs.logs(1), vars(client)]
    assert "CANARY" not in f"{shown!r} {[str(each) for each in shown]}"
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
def test_what_is_no_repository_is_refused(names):
    """The message repeats what was given, and says what is wanted."""
    with pytest.raises(ValueError, match="is not a repository name") as no:
        gha.Client(TOKEN).repo(*names)
    assert "/".join(names) in str(no.value)


def test_a_repository_has_two_spellings():
    """Both give the same handle."""
    client = gha.Client(TOKEN)
    repo = client.repo("octo-org/hello")
    assert repo == client.repo("octo-org", "hello")
    assert (repo.owner, repo.repo) == ("octo-org", "hello")
    assert client.org("octo-org").org == "octo-org"


@pytest.mark.parametrize("name", ["", "octo-org/hello", "/"])
def test_what_is_no_organization_is_refused(name):
    """A repository is no organization."""
    with pytest.raises(ValueError, match="is not an organization name"):
        gha.Client(TOKEN).org(name)


@pytest.mark.parametrize(
    ("given", "meant"),
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
def test_an_address_means_an_api(given, meant):
    """A9: people write addresses as they know them."""
    assert gha.Client(TOKEN, base_url=given).base_url == meant


@pytest.mark.parametrize(
    "address",
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
def test_what_is_no_address_of_an_api_is_refused(address):
    """S1: a token is not sent where it was not meant to go."""
    with pytest.raises(ValueError, match=r"\w") as no:
        gha.Client(TOKEN, base_url=address)
    assert "CANARY" not in str(no.value)


async def test_a_borrowed_session_is_used_and_left_alone(fake_github, instant_clock):
    """A27: its pool and tracing serve; its headers, cookies and auth stay at home."""
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
        async with session.get(f"{fake_github.url}/rate_limit") as answer:
            assert answer.status == 401  # its own token means nothing here
    ours, own = fake_github.requests
    assert traced == [ours.path, own.path]
    assert ours.token == fake_github.token
    assert "CANARY" not in str(dict(ours.headers))
    assert own.token == own.headers["x-mine"] == "CANARY"


async def test_a_closed_session_cannot_be_borrowed():
    """It is said when the client is opened, not with the first request."""
    session = aiohttp.ClientSession()
    await session.close()
    with pytest.raises(RuntimeError, match="the borrowed session is closed"):
        await gha.Client(TOKEN, session=session).open()
