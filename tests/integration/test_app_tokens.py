import asyncio
import json
import sys
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest

import aioghactions as gha
from tests.support.app import APP, TOKEN_PATH, AppServer, app_auth, pem
from tests.support.canary import printed_forms
from tests.support.scripted import held, reply
from tests.support.turns import turns
from tests.support.virtual import EPOCH, VirtualClock, in_virtual_time

READ = gha.operations.get_repo_secret("o", "r", "S")
DISPATCH = gha.operations.create_workflow_dispatch("o", "r", 1, ref="main")
API = "https://api.github.com"


@asynccontextmanager
async def installed(*first, clock=None, auth=None, **settings):
    """Yield a client with ``AppAuth``, and the server that issues its tokens."""
    clock = clock or VirtualClock(chance=0.0)
    server = AppServer(clock=clock, first=list(first), latency=0.1)
    settings = {"pace": gha.Pace.off(concurrency=100)} | settings
    async with gha.Client(
        auth or app_auth(), transport=server, clock=clock, **settings
    ) as client:
        yield client, server


async def send_many(client, count):
    """Send ``count`` calls at once; return their outcomes."""

    async def read(_):
        await client.send(READ)

    async with gha.fan_out(read, range(count), limit=count) as outcomes:
        return [outcome async for outcome in outcomes]


@pytest.mark.parametrize("pace", [gha.Pace.off(concurrency=100), gha.Pace()])
@in_virtual_time
async def test_concurrent_first_calls_share_one_token_request(pace):
    """Identity: calls that start while a token is being fetched wait for it."""
    async with installed(pace=pace) as (client, server):
        outcomes = await send_many(client, 50)
    assert all(isinstance(outcome, gha.Done) for outcome in outcomes)
    assert server.token_requests == 1


@in_virtual_time
async def test_jwt_has_the_documented_claims():
    """Identity: RS256, issued a minute ago, valid for less than ten, by the App."""
    async with installed() as (client, server):
        await client.send(READ)
    at = server.seen[0].at + EPOCH
    assert server.claims == [{"iat": at - 60, "exp": at + 540, "iss": str(APP)}]
    fetch, read = (sent.request for sent in server.seen)
    assert (fetch.method, fetch.url) == ("POST", f"{API}{TOKEN_PATH}")
    assert fetch.headers["user-agent"].startswith("aioghactions/")
    assert read.headers["authorization"].startswith("Bearer ghs_")
    assert server.token_bodies == [{}]


@pytest.mark.parametrize("version", ["2022-11-28", None])
@in_virtual_time
async def test_token_request_has_the_api_version_of_the_client(version):
    """None sends no version."""
    async with installed(api_version=version) as (client, server):
        await client.send(READ)
    fetch = server.seen[0].request
    assert fetch.headers.get("x-github-api-version") == version


@in_virtual_time
async def test_token_request_contains_repositories_and_permissions():
    """Identity: a token can be limited to some repositories and permissions."""
    auth = app_auth(repositories=("hello",), permissions={"actions": "read"})
    async with installed(auth=auth) as (client, server):
        await client.send(READ)
    assert server.token_bodies == [
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
async def test_token_is_requested_from_the_api_of_the_client(base, api):
    """S6: an enterprise's token comes from its own API."""
    async with installed(base_url=base) as (client, server):
        await client.send(READ)
    assert [sent.request.url for sent in server.seen] == [
        f"{api}{TOKEN_PATH}",
        f"{api}/repos/o/r/actions/secrets/S",
    ]


@in_virtual_time
async def test_token_is_renewed_five_minutes_before_it_expires():
    """Identity: a token stays valid long enough for a slow call."""
    async with installed() as (client, server):
        for minutes, requests in ((0, 1), (54, 1), (56, 2), (57, 2)):
            await server.clock.sleep(minutes * 60 - server.clock.monotonic() + 1)
            await client.send(READ)
            assert server.token_requests == requests
    assert 401 not in {response.status for response in server.responses}


@in_virtual_time
async def test_token_is_renewed_if_it_expires_while_a_call_waits():
    """Identity: after a long wait for a limit the token is checked again."""
    patience = gha.Patience(longest_limit_wait=1000, deadline=None)
    async with installed(patience=patience) as (client, server):
        await client.send(READ)
        await server.clock.sleep(54 * 60)
        issue, server.steps = server.steps, [reply(429, retry_after="900")]
        async with asyncio.TaskGroup() as group:
            group.create_task(client.send(READ))
            await turns(5)
            server.steps = issue
    assert server.token_requests == 2
    assert 401 not in {response.status for response in server.responses}


@in_virtual_time
async def test_calls_rejected_with_401_share_one_renewal():
    """Identity: fifty calls get a 401 at once, and one token is requested."""
    async with installed() as (client, server):
        await client.send(READ)
        await server.clock.sleep(20)
        server.tokens.clear()
        outcomes = await send_many(client, 50)
    assert all(isinstance(outcome, gha.Done) for outcome in outcomes)
    assert server.token_requests == 2
    assert sum(response.status == 401 for response in server.responses) == 50


@in_virtual_time
async def test_late_401_of_an_old_token_does_not_renew_again():
    """Identity: a 401 arrives after another call has renewed the token."""
    release = asyncio.Event()
    async with installed() as (client, server):
        await client.send(READ)
        await server.clock.sleep(20)
        issue, server.steps = server.steps[0], [held(release, reply(401)), reply(401)]
        async with asyncio.TaskGroup() as group:
            group.create_task(client.send(READ))
            await turns(5)
            server.steps.append(issue)
            await client.send(READ)
            assert server.token_requests == 2
            release.set()
    assert server.token_requests == 2


@in_virtual_time
async def test_second_401_is_an_error():
    """A12: a call renews its token once."""
    async with installed() as (client, server):
        await client.send(READ)
        await server.clock.sleep(20)
        issue = server.steps[0]
        server.steps = [reply(401), issue, reply(401)]
        with pytest.raises(gha.AuthenticationError) as caught:
            await client.send(READ)
    assert caught.value.operation == "get-repo-secret"
    assert server.token_requests == 2


NOT_ACCESSIBLE = {"message": "Resource not accessible by integration"}
BAD_CREDENTIALS = {"message": "Bad credentials"}
REPLICA = {401: BAD_CREDENTIALS, 403: NOT_ACCESSIBLE}


def knows_tokens_after(server, seconds, status):
    """Let ``server`` reject each token until so long after it was made."""
    respond, made = server.steps[0], {}

    async def step(request):
        response = await respond(request)
        now = server.clock.monotonic()
        if request.url.endswith(TOKEN_PATH):
            made[json.loads(response.body)["token"]] = now
            return response
        if now < made.get(request.headers["authorization"].split()[1], 0) + seconds:
            return reply(status, REPLICA[status])
        return response if request.method == "GET" else reply(204)

    server.steps = [step]


@pytest.mark.parametrize("status", REPLICA)
@pytest.mark.parametrize("call", [READ, DISPATCH], ids=["read", "write"])
@pytest.mark.parametrize(
    ("seconds", "requests"), [(0, 1), (1, 2), (2, 3), (3, 3), (7, 4)]
)
@in_virtual_time
async def test_new_token_is_tried_again_until_it_is_known(
    status, call, seconds, requests
):
    """F16: replicas know it a moment later; after 1, 2 and 4 s, with the same token."""
    async with installed() as (client, server):
        knows_tokens_after(server, seconds, status)
        await client.send(call)
        await client.send(call)
    assert server.token_requests == 1
    at = [sent.at for sent in server.seen[1 : requests + 1]]
    waits = [round(b - a - 0.1, 6) for a, b in pairwise(at)]
    assert waits == [1, 2, 4][: requests - 1]
    assert len(server.seen) == 1 + requests + 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, gha.AuthenticationError), (403, gha.PermissionDeniedError)],
)
@in_virtual_time
async def test_new_token_that_is_never_known_is_an_error(status, kind):
    """F16: after four requests, and without a still newer token."""
    async with installed() as (client, server):
        knows_tokens_after(server, 60, status)
        with pytest.raises(kind, match=REPLICA[status]["message"]):
            await client.send(READ)
    assert (server.token_requests, len(server.seen)) == (1, 5)


@in_virtual_time
async def test_renewed_token_is_new_as_well():
    """F16: an old token is renewed at once, and its successor is tried again."""
    async with installed() as (client, server):
        await client.send(READ)
        await server.clock.sleep(20)
        server.tokens.clear()
        knows_tokens_after(server, 2, 401)
        await client.send(READ)
    assert server.token_requests == 2
    assert [response.status for response in server.responses] == [
        *(201, 200),
        *(401, 201, 401, 401, 200),
    ]


@in_virtual_time
async def test_missing_permission_of_an_old_token_is_an_error_at_once():
    """F16: a new token would have the same permissions."""
    async with installed() as (client, server):
        await client.send(READ)
        await server.clock.sleep(11)
        server.steps = [reply(403, NOT_ACCESSIBLE)]
        with pytest.raises(gha.PermissionDeniedError):
            await client.send(READ)
    assert (server.token_requests, len(server.seen)) == (1, 3)


@in_virtual_time
async def test_new_token_is_not_awaited_beyond_the_deadline():
    """A17: the error is raised while there is still time for it."""
    async with installed(patience=gha.Patience(deadline=2)) as (client, server):
        knows_tokens_after(server, 60, 401)
        with pytest.raises(gha.AuthenticationError):
            await client.send(READ)
    assert len(server.seen) == 3


@pytest.mark.parametrize("skew", [-86_400, -3_600, -700, 700, 3_600, 86_400])
@in_virtual_time
async def test_wrong_clock_is_corrected_by_the_date_header(skew):
    """A7: after one rejected JWT, later ones are accepted at once."""
    async with installed(clock=VirtualClock(chance=0.0, skew=skew)) as (client, server):
        await client.send(READ)
        assert server.token_requests == 2
        await server.clock.sleep(3600)
        await client.send(READ)
    assert server.token_requests == 3
    assert len(server.claims) == 2


@in_virtual_time
async def test_slow_clock_does_not_keep_an_expired_token():
    """A7: also if the clock's error is too small for a rejected JWT."""
    async with installed(clock=VirtualClock(chance=0.0, skew=-480)) as (client, server):
        await client.send(READ)
        await server.clock.sleep(56 * 60)
        await client.send(READ)
    assert server.token_requests == 2
    assert 401 not in {response.status for response in server.responses}


ERROR_RESPONSES = {
    401: (gha.AuthenticationError, 1),
    403: (gha.PermissionDeniedError, 1),
    404: (gha.NotFoundError, 1),
    422: (gha.ValidationFailedError, 1),
    429: (gha.RateLimitError, 1),
    500: (gha.ServerError, 5),
    503: (gha.ServerError, 5),
}


@pytest.mark.parametrize("status", ERROR_RESPONSES)
@in_virtual_time
async def test_failed_token_request_raises_the_error_of_its_status(status):
    """A12: the error names the token request, not the call."""
    expected, times = ERROR_RESPONSES[status]
    responses = [reply(status, {"message": "No."})] * times
    async with installed(*responses) as (client, server):
        with pytest.raises(expected) as caught:
            await client.send(DISPATCH)
        assert server.token_requests == times
        error = caught.value
        assert error.operation == "create-installation-access-token"
        assert (error.status, error.attempts) == (status, times)
        assert not error.outcome_unknown  # the call itself was not sent
        await client.send(READ)  # the next call requests a token again


@pytest.mark.parametrize(
    "failure",
    [
        gha.ConnectFailedError("refused"),
        gha.ConnectionLostError("the server closed the connection"),
        gha.RequestTimeoutError("no response"),
    ],
    ids=["unsent", "lost", "silent"],
)
@in_virtual_time
async def test_failed_token_request_leaves_no_unknown_outcome(failure):
    """S3: the dispatch was never sent, whatever happened to the token request."""
    async with installed(*[failure] * 5) as (client, server):
        with pytest.raises(type(failure)) as caught:
            await client.send(DISPATCH)
    assert server.token_requests == 5
    assert caught.value.operation == "create-installation-access-token"
    assert not caught.value.outcome_unknown


@in_virtual_time
async def test_token_request_is_retried_after_a_transient_failure():
    """A14: a token request is retried like a read, since a second token is harmless."""
    steps = [reply(502), gha.ConnectionLostError("the server closed the connection")]
    async with installed(*steps) as (client, server):
        await client.send(READ)
    assert server.token_requests == 3


@in_virtual_time
async def test_failure_is_raised_by_all_waiters():
    """A3: fifty calls share one failed token request."""
    async with installed(*[reply(404)] * 99) as (client, server):
        outcomes = await send_many(client, 50)
    assert {type(outcome.error) for outcome in outcomes} == {gha.NotFoundError}
    assert len({id(outcome.error) for outcome in outcomes}) == 50
    assert server.token_requests == 1


@in_virtual_time
async def test_cancelled_fetch_is_taken_over_by_a_waiter():
    """A22: cancelling the call that fetches does not fail the others."""
    release = asyncio.Event()
    async with installed(held(release, reply(500))) as (client, server):
        async with asyncio.TaskGroup() as group:
            first = group.create_task(client.send(READ))
            await server.clock.sleep(1)
            others = [group.create_task(client.send(READ)) for _ in range(10)]
            await turns(5)
            first.cancel()
        assert first.cancelled()
        assert all(other.result() for other in others)
    assert server.token_requests == 2


@in_virtual_time
async def test_cancelled_waiters_do_not_stop_the_fetch():
    """A22: the other calls get the token."""
    async with installed() as (client, server), asyncio.TaskGroup() as group:
        tasks = [group.create_task(client.send(READ)) for _ in range(10)]
        await turns(5)
        for task in tasks[1:9]:
            task.cancel()
    assert [task.cancelled() for task in tasks] == [False, *[True] * 8, False]
    assert server.token_requests == 1


MALFORMED = {
    "empty": b"",
    "not JSON": b"<html>",
    "a list": b"[]",
    "no token": b'{"expires_at": "2024-01-01T00:00:00Z"}',
    "no expiry": b'{"token": "ghs_CANARY"}',
    "token of another type": b'{"token": 1, "expires_at": "2024-01-01T00:00:00Z"}',
    "newline in the token": b'{"token": "a\\nb", "expires_at": "2024-01-01T00:00:00Z"}',
    "expiry is not a date": b'{"token": "ghs_CANARY", "expires_at": "soon"}',
}


@pytest.mark.parametrize("name", MALFORMED)
@in_virtual_time
async def test_response_without_a_token_is_an_error(name):
    """A13: the error does not contain the body, which may contain a token."""
    async with installed(reply(201, MALFORMED[name])) as (client, _):
        with pytest.raises(gha.UnexpectedAnswerError, match="no token") as caught:
            await client.send(READ)
    assert "CANARY" not in repr(caught.value)


def test_private_key_is_not_in_reprs_and_errors():
    """S5: neither in a repr nor in the error for an unreadable key."""
    broken = pem().replace("MII", "XXX")
    for auth in (app_auth(), app_auth(private_key=broken)):
        assert repr(auth) == "<AppAuth of 42, installation 7>"
    with pytest.raises(ValueError, match="cannot read the private key") as caught:
        gha.Client(app_auth(private_key=broken))
    assert not any(broken[100:140] in text for text in printed_forms(caught.value))
    assert caught.value.__cause__ is None


@in_virtual_time
async def test_app_auth_accepts_a_client_id_and_any_iterable():
    """Identity: the app may be a client id, the names any iterable."""
    limits = {"repositories": iter(["a", "b.c"]), "permissions": {"actions": "read"}}
    auth = app_auth(app="Iv23li_x", **limits)
    async with installed(auth=auth) as (client, server):
        await client.send(READ)
    assert server.claims[0]["iss"] == "Iv23li_x"
    assert server.token_bodies == [
        {"repositories": ["a", "b.c"], "permissions": {"actions": "read"}}
    ]


@pytest.mark.parametrize("missing", ["jwt", "cryptography"])
def test_missing_extra_names_what_to_install(monkeypatch, missing):
    """A12: the constructor of the client raises, not the first call."""
    auth = app_auth()  # its key is made with cryptography
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ModuleNotFoundError, match=r"aioghactions\[app\]"):
        gha.Client(auth)


def test_private_key_is_parsed_before_the_loop_starts():
    """A29: the constructor of the client parses the key, so signing does not block."""
    auth = app_auth()
    gha.Client(auth)
    key = auth._key
    assert key is not None
    auth.jwt(EPOCH)
    assert auth._key is key
