import pytest

import aioghactions as gha
from aioghactions.operations import (
    get_workflow_run,
    list_workflow_runs_for_repo,
    re_run_workflow,
)
from tests.support.scripted import reply, talking
from tests.support.virtual import in_virtual_time


@pytest.fixture
async def github(start_github):
    """Return a fake server with one run in it."""
    github = await start_github()
    github.run = github.add_repo("octo-org/hello").add_run(status="queued")
    return github


@pytest.fixture
async def client(github, instant_clock):
    """Yield a client of it."""
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        yield client


def get(github):
    """Return the call that asks for the run."""
    return get_workflow_run("octo-org", "hello", github.run.id)


async def test_what_has_not_changed_is_the_same_and_costs_nothing(client, github):
    """A8: a 304 gives back the very model, and takes nothing of the allowance."""
    first = await client.exchange(get(github), conditional=True)
    second = await client.exchange(get(github), conditional=True)
    assert second.value is first.value
    assert (second.status, second.attempts) == (200, 1)
    assert second.rate_limit.remaining == first.rate_limit.remaining
    assert client.rate_limits["core"].remaining == first.rate_limit.remaining
    assert second.request_id != first.request_id
    assert [request.status for request in github.requests] == [200, 304]


async def test_what_has_changed_is_new(client, github):
    """A8: and is what is remembered from then on."""
    first = await client.send(get(github), conditional=True)
    github.run.advance()
    second = await client.send(get(github), conditional=True)
    third = await client.send(get(github), conditional=True)
    assert (first.status, second.status) == ("queued", "in_progress")
    assert third is second
    assert [request.status for request in github.requests] == [200, 200, 304]


async def test_a_list_is_remembered_page_by_page(client):
    """A8: each address is a thing of its own."""
    one = list_workflow_runs_for_repo("octo-org", "hello", per_page=1)
    two = list_workflow_runs_for_repo("octo-org", "hello", per_page=2)
    pages = [await client.send(call, conditional=True) for call in (one, two, one, two)]
    assert pages[0] is pages[2]
    assert pages[1] is pages[3]
    assert pages[0] is not pages[1]


async def test_nothing_is_remembered_unasked(client, github):
    """A31: there is no hidden cache: what a call asks for is what is sent."""
    for _ in range(2):
        await client.send(get(github))
    assert not any("if-none-match" in request.headers for request in github.requests)
    assert [request.status for request in github.requests] == [200, 200]


async def test_a_write_is_never_conditional(client, github):
    """A8: whatever was asked for."""
    github.run.advance()
    github.run.advance()
    for _ in range(2):
        await client.send(get(github), conditional=True)
    call = re_run_workflow("octo-org", "hello", github.run.id)
    await client.send(call, conditional=True)
    assert "if-none-match" not in github.requests[-1].headers


class Vault:
    """A provider whose token changes."""

    def __init__(self, *tokens):
        self.tokens = list(tokens)

    async def token(self):
        return self.tokens[0]


async def test_another_token_is_told_nothing(github, instant_clock):
    """A8: what one token was shown is not served to another."""
    vault = Vault(github.token, github.add_token("ghp_other"))
    async with gha.Client(vault, base_url=github.url, clock=instant_clock) as client:
        first = await client.send(get(github), conditional=True)
        vault.tokens.pop(0)
        second = await client.send(get(github), conditional=True)
        third = await client.send(get(github), conditional=True)
    assert second is not first
    assert third is second
    sent = ["if-none-match" in request.headers for request in github.requests]
    assert sent == [False, False, True]


async def test_a_token_renewed_meanwhile_is_told_nothing(github, instant_clock):
    """A8: the answer to a repetition after a 401 is asked for anew."""

    class Renewing(Vault):
        async def renew(self):
            self.tokens.pop(0)

    vault = Renewing(github.token, github.add_token("ghp_other"))
    async with gha.Client(vault, base_url=github.url, clock=instant_clock) as client:
        await client.send(get(github), conditional=True)
        github.revoke(vault.tokens[0])
        await client.send(get(github), conditional=True)
    assert [request.status for request in github.requests] == [200, 401, 200]


async def test_without_a_token_a_304_costs_as_much(github, instant_clock):
    """A8: and it is counted."""
    async with gha.Client(
        None, base_url=github.url, clock=instant_clock, pace=gha.Pace()
    ) as client:
        for _ in range(3):
            answer = await client.exchange(get(github), conditional=True)
        assert answer.rate_limit.remaining == 57
        assert client.rate_limits["core"].remaining == 57
    assert [request.status for request in github.requests] == [200, 304, 304]


async def test_a_renamed_repository_is_remembered_where_it_is(client, github):
    """A8: under the address that answered."""
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
async def test_what_is_remembered_is_bounded():
    """A8: a thousand answers; the one used longest ago is forgotten."""
    async with talking(reply(200, BODY, etag='"1"')) as (client, server):
        for number in range(1001):
            call = gha.operations.get_repo_secret("o", "r", f"S{number}")
            await client.send(call, conditional=True)
        for number in (1, 0):
            call = gha.operations.get_repo_secret("o", "r", f"S{number}")
            await client.send(call, conditional=True)
    asked = ["if-none-match" in sent.request.headers for sent in server.seen]
    assert asked == [False] * 1001 + [True, False]


@in_virtual_time
async def test_a_304_that_was_not_asked_for_is_an_error():
    """A12: there is nothing to give back."""
    async with talking(reply(304)) as (client, _):
        call = gha.operations.get_repo_secret("o", "r", "S")
        with pytest.raises(gha.ResponseError) as caught:
            await client.send(call, conditional=True)
    assert caught.value.status == 304
