import asyncio
import sys
from contextlib import asynccontextmanager

import pytest

import aioghactions as gha
from tests.support.app import ADDRESS, APP, AppServer, app_auth, pem
from tests.support.canary import told_by
from tests.support.scripted import held, reply
from tests.support.turns import turns
from tests.support.virtual import EPOCH, VirtualClock, in_virtual_time

READ = gha.operations.get_repo_secret("o", "r", "S")
DISPATCH = gha.operations.create_workflow_dispatch("o", "r", 1, ref="main")
API = "https://api.github.com"


@asynccontextmanager
async def installed(*first, clock=None, auth=None, **settings):
    """Yield a client that is an App, and the server that knows it."""
    clock = clock or VirtualClock(chance=0.0)
    server = AppServer(clock=clock, first=list(first), latency=0.1)
    settings = {"pace": gha.Pace.off(concurrency=100)} | settings
    async with gha.Client(
        auth or app_auth(), transport=server, clock=clock, **settings
    ) as client:
        yield client, server


async def crowd(client, count):
    """Send ``count`` calls at once; return their outcomes."""

    async def read(_):
        await client.send(READ)

    async with gha.fan_out(read, range(count), limit=count) as outcomes:
        return [outcome async for outcome in outcomes]


@pytest.mark.parametrize("pace", [gha.Pace.off(concurrency=100), gha.Pace()])
@in_virtual_time
async def test_fifty_cold_calls_ask_for_one_token(pace):
    """Identity: whoever comes while it is being fetched waits for the same one."""
    async with installed(pace=pace) as (client, server):
        outcomes = await crowd(client, 50)
    assert all(isinstance(outcome, gha.Done) for outcome in outcomes)
    assert server.asked == 1


@in_virtual_time
async def test_the_statement_is_what_github_asks_for():
    """Identity: RS256, issued a minute ago, good for less than ten, by the App."""
    async with installed() as (client, server):
        await client.send(READ)
    at = server.seen[0].at + EPOCH
    assert server.claims == [{"iat": at - 60, "exp": at + 540, "iss": str(APP)}]
    asked, used = (sent.request for sent in server.seen)
    assert (asked.method, asked.url) == ("POST", f"{API}{ADDRESS}")
    assert asked.headers["user-agent"].startswith("aioghactions/")
    assert used.headers["authorization"].startswith("Bearer ghs_")
    assert server.wanted == [{}]


@in_virtual_time
async def test_a_token_can_be_asked_to_do_little():
    """Identity: some repositories, some permissions."""
    auth = app_auth(repositories=("hello",), permissions={"actions": "read"})
    async with installed(auth=auth) as (client, server):
        await client.send(READ)
    assert server.wanted == [
        {"repositories": ["hello"], "permissions": {"actions": "read"}}
    ]


@pytest.mark.parametrize(
    ("base", "api"),
    [
        ("https://ghes.example", "https://ghes.example/api/v3"),
        ("https://ghes.example/api/v3/", "https://ghes.example/api/v3"),
        ("https://octo.ghe.com", "https://api.octo.ghe.com"),
    ],
)
@in_virtual_time
async def test_the_token_is_asked_for_where_it_is_used(base, api):
    """S6: at the enterprise's own address."""
    async with installed(base_url=base) as (client, server):
        await client.send(READ)
    assert [sent.request.url for sent in server.seen] == [
        f"{api}{ADDRESS}",
        f"{api}/repos/o/r/actions/secrets/S",
    ]


@in_virtual_time
async def test_a_token_is_renewed_before_it_expires():
    """Identity: five minutes before, so that a slow call can still end with it."""
    async with installed() as (client, server):
        for minutes, asked in ((0, 1), (54, 1), (56, 2), (57, 2)):
            await server.clock.sleep(minutes * 60 - server.clock.monotonic() + 1)
            await client.send(READ)
            assert server.asked == asked
    assert 401 not in {response.status for response in server.given}


@in_virtual_time
async def test_a_token_does_not_die_in_a_queue():
    """Identity: after a long wait for a limit it is looked at again."""
    patience = gha.Patience(longest_limit_wait=1000, deadline=None)
    async with installed(patience=patience) as (client, server):
        await client.send(READ)
        await server.clock.sleep(54 * 60)
        usual, server.steps = server.steps, [reply(429, retry_after="900")]
        async with asyncio.TaskGroup() as group:
            group.create_task(client.send(READ))
            await turns(5)
            server.steps = usual
    assert server.asked == 2
    assert 401 not in {response.status for response in server.given}


@in_virtual_time
async def test_a_refused_token_is_renewed_once_for_all():
    """Identity: fifty calls are refused together, and one token is asked for."""
    async with installed() as (client, server):
        await client.send(READ)
        server.tokens.clear()
        outcomes = await crowd(client, 50)
    assert all(isinstance(outcome, gha.Done) for outcome in outcomes)
    assert server.asked == 2
    assert sum(response.status == 401 for response in server.given) == 50


@in_virtual_time
async def test_a_late_refusal_of_an_old_token_renews_nothing():
    """Identity: a 401 that was under way while another call renewed."""
    door = asyncio.Event()
    async with installed() as (client, server):
        await client.send(READ)
        usual, server.steps = server.steps[0], [held(door, reply(401)), reply(401)]
        async with asyncio.TaskGroup() as group:
            group.create_task(client.send(READ))
            await turns(5)
            server.steps.append(usual)
            await client.send(READ)
            assert server.asked == 2
            door.set()
    assert server.asked == 2


@in_virtual_time
async def test_a_token_that_is_refused_again_is_an_error():
    """A12: one renewal a call, and no more."""
    async with installed() as (client, server):
        await client.send(READ)
        usual = server.steps[0]
        server.steps = [reply(401), usual, reply(401)]
        with pytest.raises(gha.AuthenticationError) as caught:
            await client.send(READ)
    assert caught.value.operation == "get-repo-secret"
    assert server.asked == 2


@pytest.mark.parametrize("skew", [-86_400, -3_600, -700, 700, 3_600, 86_400])
@in_virtual_time
async def test_a_wrong_clock_is_corrected(skew):
    """A7: the server's ``Date`` tells; then statements are good at once."""
    async with installed(clock=VirtualClock(chance=0.0, skew=skew)) as (client, server):
        await client.send(READ)
        assert server.asked == 2
        await server.clock.sleep(3600)
        await client.send(READ)
    assert server.asked == 3
    assert len(server.claims) == 2


@in_virtual_time
async def test_a_slow_clock_does_not_keep_a_dead_token():
    """A7: also a clock that is wrong by too little for a refusal."""
    async with installed(clock=VirtualClock(chance=0.0, skew=-480)) as (client, server):
        await client.send(READ)
        await server.clock.sleep(56 * 60)
        await client.send(READ)
    assert server.asked == 2
    assert 401 not in {response.status for response in server.given}


REFUSALS = {
    401: (gha.AuthenticationError, 1),
    403: (gha.PermissionDeniedError, 1),
    404: (gha.NotFoundError, 1),
    422: (gha.ValidationFailedError, 1),
    429: (gha.RateLimitError, 1),
    500: (gha.ServerError, 5),
    503: (gha.ServerError, 5),
}


@pytest.mark.parametrize("status", REFUSALS)
@in_virtual_time
async def test_a_token_that_is_not_given_says_why(status):
    """A12: as the error tree has it, with the name of what was really refused."""
    expected, times = REFUSALS[status]
    refusals = [reply(status, {"message": "No."})] * times
    async with installed(*refusals) as (client, server):
        with pytest.raises(expected) as caught:
            await client.send(DISPATCH)
        assert server.asked == times
        error = caught.value
        assert error.operation == "create-installation-access-token"
        assert (error.status, error.attempts) == (status, times)
        assert not error.outcome_unknown  # nothing of the call was sent
        await client.send(READ)  # the next call asks again


@pytest.mark.parametrize(
    "failure",
    [
        gha.ConnectFailedError("refused"),
        gha.ConnectionLostError("the server closed the connection"),
        gha.RequestTimeoutError("no answer"),
    ],
    ids=["unsent", "lost", "silent"],
)
@in_virtual_time
async def test_a_token_that_cannot_be_asked_for_leaves_nothing_open(failure):
    """S3: the dispatch was never sent, whatever became of the token."""
    async with installed(*[failure] * 5) as (client, server):
        with pytest.raises(type(failure)) as caught:
            await client.send(DISPATCH)
    assert server.asked == 5
    assert caught.value.operation == "create-installation-access-token"
    assert not caught.value.outcome_unknown


@in_virtual_time
async def test_a_passing_failure_is_asked_again():
    """A14: as a read: a second token hurts nobody."""
    steps = [reply(502), gha.ConnectionLostError("the server closed the connection")]
    async with installed(*steps) as (client, server):
        await client.send(READ)
    assert server.asked == 3


@in_virtual_time
async def test_a_failure_is_shared_by_all_who_wait():
    """A3: fifty calls do not ask fifty times for what is refused."""
    async with installed(*[reply(404)] * 99) as (client, server):
        outcomes = await crowd(client, 50)
    assert {type(outcome.error) for outcome in outcomes} == {gha.NotFoundError}
    assert len({id(outcome.error) for outcome in outcomes}) == 50
    assert server.asked == 1


@in_virtual_time
async def test_who_fetches_may_be_cancelled():
    """A22: the next one fetches; nobody else is hurt."""
    door = asyncio.Event()
    async with installed(held(door, reply(500))) as (client, server):
        async with asyncio.TaskGroup() as group:
            first = group.create_task(client.send(READ))
            await server.clock.sleep(1)
            others = [group.create_task(client.send(READ)) for _ in range(10)]
            await turns(5)
            first.cancel()
        assert first.cancelled()
        assert all(other.result() for other in others)
    assert server.asked == 2


@in_virtual_time
async def test_who_waits_may_be_cancelled():
    """A22: the fetch goes on for the others."""
    async with installed() as (client, server), asyncio.TaskGroup() as group:
        tasks = [group.create_task(client.send(READ)) for _ in range(10)]
        await turns(5)
        for task in tasks[1:9]:
            task.cancel()
    assert [task.cancelled() for task in tasks] == [False, *[True] * 8, False]
    assert server.asked == 1


STRANGE = {
    "nothing": b"",
    "no JSON": b"<html>",
    "a list": b"[]",
    "no token": b'{"expires_at": "2024-01-01T00:00:00Z"}',
    "no end": b'{"token": "ghs_CANARY"}',
    "another kind": b'{"token": 1, "expires_at": "2024-01-01T00:00:00Z"}',
    "a token in two lines": b'{"token": "a\\nb", "expires_at": "2024-01-01T00:00:00Z"}',
    "no date": b'{"token": "ghs_CANARY", "expires_at": "soon"}',
}


@pytest.mark.parametrize("name", STRANGE)
@in_virtual_time
async def test_an_answer_without_a_token_is_named(name):
    """A13: and is not shown: a token may stand in it."""
    async with installed(reply(201, STRANGE[name])) as (client, _):
        with pytest.raises(gha.UnexpectedAnswerError, match="no token") as caught:
            await client.send(READ)
    assert "CANARY" not in repr(caught.value)


def test_the_key_is_never_told():
    """S5: not in a repr, and not in what is said of a key that cannot be read."""
    broken = pem().replace("MII", "XXX")
    for auth in (app_auth(), app_auth(private_key=broken)):
        assert repr(auth) == "<AppAuth of 42, installation 7>"
    with pytest.raises(ValueError, match="cannot be read") as caught:
        gha.Client(app_auth(private_key=broken))
    assert not any(broken[100:140] in told for told in told_by(caught.value))
    assert caught.value.__cause__ is None


def test_a_key_that_is_none_is_refused_at_once():
    """A12: what stands in its place is not repeated."""
    for wrong in ("key.pem", "", None, "-----BEGIN PUBLIC KEY-----"):
        with pytest.raises(ValueError, match="BEGIN to END") as caught:
            app_auth(private_key=wrong)
        assert str(wrong) not in str(caught.value) or not wrong


@pytest.mark.parametrize(
    ("wrong", "kind", "told"),
    [
        *(({"app": app}, ValueError, "client id") for app in ("", 0, -1, True, None)),
        *(({"app": app}, ValueError, "client id") for app in ("a b", "Iv1/x", 1.5)),
        ({"installation_id": "123"}, TypeError, "installation_id .* not str"),
        ({"installation_id": "1/../2"}, TypeError, "installation_id .* not str"),
        ({"installation_id": None}, TypeError, "installation_id .* not NoneType"),
        ({"installation_id": 7.0}, TypeError, "installation_id .* not float"),
        ({"installation_id": True}, TypeError, "installation_id .* not bool"),
        ({"installation_id": 0}, ValueError, "end of its page's address"),
        ({"repositories": "hello"}, TypeError, "repositories"),
        ({"repositories": {"hello": 1}}, TypeError, "repositories"),
        ({"repositories": 1}, TypeError, "repositories"),
        ({"repositories": [1]}, TypeError, "repositories"),
        ({"repositories": []}, ValueError, "None stands for all"),
        ({"repositories": ["octo-org/hello"]}, ValueError, "without their owner"),
        ({"permissions": "read"}, TypeError, "permissions"),
        ({"permissions": {"actions": 1}}, TypeError, "permissions"),
        ({"permissions": {}}, ValueError, "None stands for all"),
    ],
)
def test_what_an_app_cannot_be_is_refused_at_once(wrong, kind, told):
    """A12: when it is made, by the argument's name; nothing is sent."""
    with pytest.raises(kind, match=told):
        app_auth(**wrong)


@in_virtual_time
async def test_what_an_app_may_be_is_taken_as_it_is():
    """Identity: a client id as well as a number, names from any iterable."""
    wanted = {"repositories": iter(["a", "b.c"]), "permissions": {"actions": "read"}}
    auth = app_auth(app="Iv23li_x", **wanted)
    async with installed(auth=auth) as (client, server):
        await client.send(READ)
    assert server.claims[0]["iss"] == "Iv23li_x"
    assert server.wanted == [
        {"repositories": ["a", "b.c"], "permissions": {"actions": "read"}}
    ]


@pytest.mark.parametrize("missing", ["jwt", "cryptography"])
def test_a_missing_extra_says_what_to_install(monkeypatch, missing):
    """A12: when the client is made, and not amid its work."""
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ModuleNotFoundError, match=r"aioghactions\[app\]"):
        gha.Client(app_auth())


def test_signing_does_not_hold_up_the_loop():
    """A29: the key is read when the client is made, before there is a loop."""
    auth = app_auth()
    gha.Client(auth)
    key = auth._key
    assert key is not None
    auth.jwt(EPOCH)
    assert auth._key is key
