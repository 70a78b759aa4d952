"""A GitHub App as itself, its clients, and lists of repositories."""

import pickle
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import aioghactions as gha
from aioghactions.models import MinimalRepository
from aioghactions.testing import FakeGitHub, Limits
from tests.support.app import pem


@pytest.fixture
def state(fake_github):
    """Return an App that is installed in octo-org, on the server."""
    fake_github.add_repo("octo-org/hello", private=True)
    app = fake_github.add_app(private_key=pem())
    app.install(fake_github.add_org("octo-org").account)
    return app


@pytest.fixture
async def app(fake_github, instant_clock, state):
    """Yield the App as itself."""
    settings = {"base_url": fake_github.url, "clock": instant_clock}
    async with gha.App(app=state.client_id, private_key=pem(), **settings) as app:
        yield app


async def test_json_web_token_is_sent_to_the_api_only(app, fake_github):
    """And is in no repr, error or event."""
    other = FakeGitHub()
    async with other:
        fake_github.fail(
            "list-installations",
            status=302,
            headers={"Location": f"{other.url}/app/installations"},
        )
        with pytest.raises(gha.RedirectError) as caught:
            await app.installations().collect()
        token = fake_github.requests[0].token
        assert token.startswith("eyJ")
        assert other.requests == []
    fake_github.fail("get-installation", status=500, body=token, times=None)
    with pytest.raises(gha.ServerError) as echoed:
        await app.installation(7)
    for shown in (app, app.api, caught.value, echoed.value, vars(echoed.value)):
        assert token not in f"{shown!r} {shown}"
        assert "PRIVATE KEY" not in repr(shown)


async def test_clients_of_installations_share_the_connections(app, fake_github, state):
    """Each sends the token of its installation, and has its own rate limits."""
    other = state.install(fake_github.add_org("other-org").account)
    first = await app.installation_for("octo-org")
    clients = [app.client(first), app.client(other.id)]
    for client in clients:
        async with client:
            assert await client.installation.repositories().count() in {0, 1}
            assert client.rate_limits["core"].limit == 5_000
    tokens = {it.token for it in fake_github.requests if it.path.startswith("/inst")}
    assert len(tokens) == 2
    assert all(token.startswith("ghs_") for token in tokens)
    assert app.api.rate_limits["core"].used == 1


async def test_client_ends_with_its_app(fake_github, state, instant_clock):
    """It cannot be opened before the App, nor used after it."""
    settings = {"base_url": fake_github.url, "clock": instant_clock}
    app = gha.App(app=state.id, private_key=pem(), **settings)
    with pytest.raises(RuntimeError, match="the App is not open"):
        await app.client(7).open()
    async with app:
        client = app.client(
            state.installation_in(fake_github.add_org("octo-org").account)
        )
        await client.open()
        await client.rate_limit()
        with pytest.raises(RuntimeError, match="already open"):
            await app.open()
    with pytest.raises(RuntimeError, match="closed"):
        await client.rate_limit()
    with pytest.raises(RuntimeError, match="closed"):
        await app.installations().collect()
    await app.close()


async def test_download_of_a_client_of_an_app(app, fake_github):
    """The shared transport streams, too."""
    run = fake_github.repositories[0].add_run(jobs=("build",))
    run.jobs[0].log = "hello\n"
    async with app.client(await app.installation_for("octo-org")) as client:
        log = client.repo("octo-org/hello").jobs.logs(run.jobs[0].id)
        async with log as lines:
            assert [line async for line in lines.lines()][-1].endswith("hello")


async def test_token_of_a_client_can_be_restricted(app, fake_github):
    """To repositories and permissions."""
    fake_github.add_repo("octo-org/other", private=True)
    installation = await app.installation_for("octo-org/hello")
    async with app.client(
        installation, repositories=["hello"], permissions={"actions": "write"}
    ) as client:
        (found,) = await client.installation.repositories().collect()
        assert found.name == "hello"
        with pytest.raises(gha.NotFoundError):
            await client.repo("octo-org/other").runs.list().first()


async def test_active_only_leaves_out_what_runs_nothing(app, fake_github, state):
    """Suspended installations; archived and disabled repositories."""
    state.install(fake_github.add_org("gone-org").account, suspended=True)
    for name in ("old", "off"):
        fake_github.add_repo(f"octo-org/{name}", private=True)
    fake_github.repositories[1].archived = True
    fake_github.repositories[2].disabled = True
    assert await app.installations().count() == 2
    (active,) = await app.installations(active_only=True).collect()
    assert active.account.login == "octo-org"
    async with (
        app.client(active) as client,
        gha.Client(fake_github.token, base_url=fake_github.url) as user,
    ):
        for lists in (
            client.installation.repositories,
            client.org("octo-org").repositories,
            user.user.repositories,
        ):
            assert await lists().count() == 3
            assert [it.name for it in await lists(active_only=True).collect()] == [
                "hello"
            ]
            pager = lists(active_only=True)
            assert (await pager.first()).name == "hello"
            assert await pager.count() == 1


async def test_installations_updated_since(app, instant_clock):
    """An instant, in any time zone."""
    now = datetime.fromtimestamp(instant_clock.now(), UTC)
    assert await app.installations(updated_since=now - timedelta(hours=1)).count() == 1
    assert await app.installations(updated_since=now + timedelta(hours=1)).count() == 0
    with pytest.raises(TypeError, match="updated_since must be a datetime"):
        app.installations(updated_since="2026-01-01")


async def test_installation_of_a_repository_or_an_organization(app, state):
    """By name, or by a repository of a response."""
    [number] = state.installations
    hello = MinimalRepository.from_dict({"id": 1, "full_name": "octo-org/hello"})
    for target in ("octo-org", "octo-org/hello", hello):
        assert (await app.installation_for(target)).id == number
    assert (await app.installation(number)).app_id == state.id
    for absent in ("nobody", "octo-org/absent"):
        with pytest.raises(gha.NotFoundError):
            await app.installation_for(absent)
    with pytest.raises(TypeError, match="expected a name such as"):
        await app.installation_for(7)
    with pytest.raises(ValueError, match="is not a repository name"):
        await app.installation_for("a/b/c")


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"private_key": "app.pem"}, ValueError, r"not its path; use Path\(...\)"),
        ({"private_key": b"x"}, ValueError, "not bytes"),
        ({"app": 0}, ValueError, "app must be the App's client id"),
        ({"base_url": "ftp://x"}, ValueError, "base_url"),
    ],
)
def test_arguments_of_an_app_are_checked(changes, error, message):
    """Without I/O."""
    with pytest.raises(error, match=message):
        gha.App(**({"app": 42, "private_key": pem()} | changes))


async def test_installation_is_an_id_or_a_model(app):
    """As for AppAuth."""
    with pytest.raises(TypeError, match=r"not str; use int\(\.\.\.\)"):
        app.client("7")
    with pytest.raises(ValueError, match="installation_id must be the number"):
        app.client(0)


async def test_suspended_installation_gets_no_token(app, fake_github, state):
    """GitHub says why."""
    suspended = state.install(fake_github.add_org("x").account, suspended=True)
    async with app.client(suspended.id) as client:
        with pytest.raises(gha.PermissionDeniedError, match="suspended"):
            await client.installation.repositories().collect()


async def test_app_cannot_be_pickled(app):
    """It holds a key."""
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(app)


@pytest.mark.parametrize("skew", [-3_600, 3_600])
async def test_clock_that_is_wrong_is_learnt_from_a_401(app, fake_github, skew):
    """A JSON Web Token of the server's time is sent once more."""
    fake_github.world.skew = skew
    assert await app.installations().count() == 1
    assert [it.status for it in fake_github.requests][:2] == [401, 200]
    assert await app.installations().count() == 1
    assert 401 not in [it.status for it in fake_github.requests][2:]


async def test_json_web_token_is_signed_again_before_it_expires(
    app, fake_github, instant_clock
):
    """It is used for four minutes."""
    for _ in range(3):
        await app.installations().collect()
    await instant_clock.sleep(600)
    await app.installations().collect()
    assert len({it.token for it in fake_github.requests}) == 2
    assert {it.status for it in fake_github.requests} == {200}


async def test_models_are_items_of_a_query_over_many_repositories(
    fake_github, github_client
):
    """``client.repos`` takes names and repositories of responses alike."""
    for name in ("one", "two"):
        fake_github.add_repo(f"octo-org/{name}").add_run()
    repositories = await github_client.org("octo-org").repositories().collect()
    many = github_client.repos(repositories)
    assert repr(many) == "<Repos octo-org/two, octo-org/one>"
    async with many.each(lambda repo: repo.runs.list().count()) as outcomes:
        done = {it.item.full_name: it.result async for it in outcomes}
    assert done == {"octo-org/one": 1, "octo-org/two": 1}
    async with github_client.repos([7]).each(lambda repo: repo.runs.get(1)) as outcomes:
        (failed,) = [it async for it in outcomes]
    assert isinstance(failed.error, TypeError)


async def test_rate_limit_is_read_while_it_is_used_up(fake_github, github_client):
    """It does not count, and no call waits for it."""
    fake_github.add_repo("octo-org/hello")
    fake_github.spend(4_999)
    await github_client.repo("octo-org/hello").runs.list().first()
    assert github_client.rate_limits["core"].remaining == 0
    for _ in range(2):
        found = await github_client.rate_limit()
        assert (found.resources.core.remaining, found.resources.core.used) == (0, 5_000)
    untyped = await github_client.request("GET", "/rate_limit")
    assert untyped["rate"]["used"] == 5_000
    assert fake_github.world.clock.slept == []


async def test_server_without_rate_limits_says_so(start_github):
    """GitHub Enterprise Server has them turned off by default."""
    github = await start_github(edition="ghes-3.12")
    async with gha.Client(github.token, base_url=github.url) as client:
        with pytest.raises(
            gha.NotFoundError, match="has no rate limits: they are turned"
        ):
            await client.rate_limit()
    github = await start_github(edition="ghes-3.12", limits=Limits())
    async with gha.Client(github.token, base_url=github.url) as client:
        assert (await client.rate_limit()).resources.core.limit == 5_000
        assert client.rate_limits == {}


async def test_webhook_that_is_connected_redelivers_by_posting_again(
    fake_github, state, app
):
    """The deliveries of ``deliver_to`` are those of the App's webhook."""
    received, statuses = [], [500, 200]

    async def receive(request):
        received.append(request.headers["X-GitHub-Delivery"])
        event = request.headers["X-GitHub-Event"]
        return web.Response(status=200 if event == "ping" else statuses.pop(0))

    receiver = web.Application()
    receiver.router.add_post("/", receive)
    async with TestServer(receiver) as server:
        url = str(server.make_url("/"))
        async with fake_github.deliver_to(url, "s", hook=state.hook) as webhook:
            fake_github.repositories[0].add_run(status="queued", jobs=())
            await webhook.deliver()
            since = datetime.fromtimestamp(fake_github.world.now() - 60, UTC)
            result = await app.deliveries.redeliver_failed(since)
            await webhook.deliver()
        assert [it.event for it in result.sent] == ["workflow_run"]
        assert received[1] == received[2]
        listed = await app.deliveries.list().collect()
        assert [(it.status_code, it.redelivery) for it in listed] == [
            (200, True),
            (500, False),
            (200, False),
        ]
