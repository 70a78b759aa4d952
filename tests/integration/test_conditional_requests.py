import pytest

import aioghactions as gha
from aioghactions.operations import (
    get_workflow_run,
    list_workflow_runs_for_repo,
    re_run_workflow,
)
from tests.support.scripted import reply, scripted_client
from tests.support.virtual import in_virtual_time


@pytest.fixture
async def github(start_github):
    """Return a fake server with one run in it."""
    github = await start_github()
    github.run = github.add_repo("octo-org/hello").add_run(status="queued")
    return github


@pytest.fixture
async def client(github, instant_clock):
    """Yield a client of the fake server."""
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        yield client


def get(github):
    """Return the call for the run."""
    return get_workflow_run("octo-org", "hello", github.run.id)


async def test_304_returns_the_same_model_and_costs_no_quota(client, github):
    """A8: the value is the same object, and the quota is unchanged."""
    first = await client.exchange(get(github), conditional=True)
    second = await client.exchange(get(github), conditional=True)
    assert second.value is first.value
    assert (second.status, second.attempts) == (200, 1)
    assert second.rate_limit.remaining == first.rate_limit.remaining
    assert client.rate_limits["core"].remaining == first.rate_limit.remaining
    assert second.request_id != first.request_id
    assert [request.status for request in github.requests] == [200, 304]


async def test_changed_resource_replaces_the_stored_response(client, github):
    """A8: the next 304 returns the new model."""
    first = await client.send(get(github), conditional=True)
    github.run.advance()
    second = await client.send(get(github), conditional=True)
    third = await client.send(get(github), conditional=True)
    assert (first.status, second.status) == ("queued", "in_progress")
    assert third is second
    assert [request.status for request in github.requests] == [200, 200, 304]


async def test_each_page_url_is_stored_separately(client):
    """A8: the key is the complete URL."""
    one = list_workflow_runs_for_repo("octo-org", "hello", per_page=1)
    two = list_workflow_runs_for_repo("octo-org", "hello", per_page=2)
    pages = [await client.send(call, conditional=True) for call in (one, two, one, two)]
    assert pages[0] is pages[2]
    assert pages[1] is pages[3]
    assert pages[0] is not pages[1]


async def test_nothing_is_stored_without_conditional(client, github):
    """A31: there is no hidden cache."""
    for _ in range(2):
        await client.send(get(github))
    assert not any("if-none-match" in request.headers for request in github.requests)
    assert [request.status for request in github.requests] == [200, 200]


async def test_write_is_never_conditional(client, github):
    """A8: ``conditional=True`` has no effect on a write."""
    github.run.advance()
    github.run.advance()
    for _ in range(2):
        await client.send(get(github), conditional=True)
    call = re_run_workflow("octo-org", "hello", github.run.id)
    await client.send(call, conditional=True)
    assert "if-none-match" not in github.requests[-1].headers


class Tokens:
    """A token provider whose token changes."""

    def __init__(self, *tokens):
        self.tokens = list(tokens)

    async def token(self):
        return self.tokens[0]


async def test_stored_response_is_not_used_for_another_token(github, instant_clock):
    """A8: a response is stored for the token that received it."""
    tokens = Tokens(github.token, github.add_token("ghp_other"))
    async with gha.Client(tokens, base_url=github.url, clock=instant_clock) as client:
        first = await client.send(get(github), conditional=True)
        tokens.tokens.pop(0)
        second = await client.send(get(github), conditional=True)
        third = await client.send(get(github), conditional=True)
    assert second is not first
    assert third is second
    sent = ["if-none-match" in request.headers for request in github.requests]
    assert sent == [False, False, True]


async def test_stored_response_is_not_used_for_a_renewed_token(github, instant_clock):
    """A8: the request after a 401 is not conditional."""

    class Renewing(Tokens):
        async def renew(self):
            self.tokens.pop(0)

    tokens = Renewing(github.token, github.add_token("ghp_other"))
    async with gha.Client(tokens, base_url=github.url, clock=instant_clock) as client:
        await client.send(get(github), conditional=True)
        github.revoke(tokens.tokens[0])
        await client.send(get(github), conditional=True)
    assert [request.status for request in github.requests] == [200, 401, 200]


async def test_304_without_a_token_costs_quota(github, instant_clock):
    """A8: the client counts it."""
    async with gha.Client.anonymous(
        base_url=github.url, clock=instant_clock, pace=gha.Pace()
    ) as client:
        for _ in range(3):
            answer = await client.exchange(get(github), conditional=True)
        assert answer.rate_limit.remaining == 57
        assert client.rate_limits["core"].remaining == 57
    assert [request.status for request in github.requests] == [200, 304, 304]


async def test_response_of_a_renamed_repository_is_stored(client, github):
    """A8: the key is the URL after the redirect."""
    github.repositories[0].rename("world")
    first = await client.send(get(github), conditional=True)
    second = await client.send(get(github), conditional=True)
    assert second is first
    assert [request.status for request in github.requests] == [301, 200, 301, 304]


BODY = {
    "name": "S",
    "created_at": "2024-01-01T00:00:00Z",
    "updated_at": "2024-01-01T00:00:00Z",
}


@in_virtual_time
async def test_number_of_stored_responses_is_bounded():
    """A8: a thousand responses; the least recently used one is removed."""
    async with scripted_client(reply(200, BODY, etag='"1"')) as (client, server):
        for number in range(1001):
            call = gha.operations.get_repo_secret("o", "r", f"S{number}")
            await client.send(call, conditional=True)
        for number in (1, 0):
            call = gha.operations.get_repo_secret("o", "r", f"S{number}")
            await client.send(call, conditional=True)
    conditional = ["if-none-match" in sent.request.headers for sent in server.seen]
    assert conditional == [False] * 1001 + [True, False]


@in_virtual_time
async def test_unexpected_304_is_an_error():
    """A12: there is no stored response."""
    async with scripted_client(reply(304)) as (client, _):
        call = gha.operations.get_repo_secret("o", "r", "S")
        with pytest.raises(gha.ResponseError) as caught:
            await client.send(call, conditional=True)
    assert caught.value.status == 304
