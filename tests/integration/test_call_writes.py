import pytest

import aioghactions as gha
from tests.support.scripted import limits, reply, talking
from tests.support.virtual import EPOCH, in_virtual_time

OPERATIONS = {
    "GET": gha.operations.get_repo_secret("o", "r", "S"),
    "POST": gha.operations.create_workflow_dispatch("o", "r", "ci.yml", ref="main"),
    "PUT": gha.operations.add_selected_repo_to_org_secret("o", "S", 1),
    "PATCH": gha.operations.update_self_hosted_runner_group_for_org("o", 1, name="n"),
    "DELETE": gha.operations.delete_workflow_run("o", "r", 1),
}
REFUSED = {"retry_after": "1"}
PAGE = b"<html><title>Unicorn!</title>"
# What happens to a request again and again; how often each method is sent then, and
# whether a write must say that it may have taken effect.
FAILURES = {
    "no connection": (gha.ConnectFailedError("refused"), 5, 5, False),
    "reset": (gha.ConnectionLostError("reset"), 5, 1, True),
    "half an answer": (gha.ConnectionLostError("broke off"), 5, 1, True),
    "silence": (gha.RequestTimeoutError("no answer"), 5, 1, True),
    "502": (reply(502, PAGE), 5, 1, True),
    "408": (reply(408), 5, 1, True),
    "501": (reply(501), 1, 1, False),
    "403": (reply(403, PAGE), 1, 1, False),
    "404": (reply(404), 1, 1, False),
    "secondary limit": (reply(403, **REFUSED), 4, 4, False),
    "too many": (reply(429, **REFUSED), 4, 4, False),
    "a success that is no JSON": (reply(200, PAGE), 1, 1, True),
    "303": (reply(303, location="/done"), 1, 1, True),
}


# Nothing is promised there, so anything is a success; a read may go and see.
NO_FAILURE = {
    ("PUT", "a success that is no JSON"),
    ("DELETE", "a success that is no JSON"),
    ("GET", "303"),
}


@pytest.mark.parametrize(
    ("method", "name"),
    [
        (method, name)
        for method in OPERATIONS
        for name in FAILURES
        if (method, name) not in NO_FAILURE
    ],
)
@in_virtual_time
async def test_nothing_is_done_twice_and_no_doubt_is_hidden(method, name):
    """S3: what is sent again, and what says that it may have taken effect."""
    step, reads, writes, unknown = FAILURES[name]
    call = OPERATIONS[method]
    async with talking(step) as (client, server):
        with pytest.raises(gha.GitHubActionsError) as caught:
            await client.send(call)
    sent = reads if method in {"GET", "PUT", "DELETE"} else writes
    assert len(server.seen) == sent
    assert caught.value.outcome_unknown is (unknown and method != "GET")


@pytest.mark.parametrize("refusal", [403, 429])
@pytest.mark.parametrize("method", OPERATIONS)
@in_virtual_time
async def test_what_a_limit_refused_is_sent_again(method, refusal):
    """S3: a refusal is said before anything is done, so a dispatch may go again."""
    call = OPERATIONS[method]
    status = 204 if 204 in call.operation.answers else 200
    body = {"id": 1, "name": "S", "created_at": "2024-01-01T00:00:00Z"}
    done = reply(status, body | {"updated_at": "2024-01-01T00:00:00Z"} | GROUP)
    async with talking(reply(refusal, retry_after="5"), done) as (client, server):
        await client.send(call)
    assert server.instants == [0, 5]
    first, second = (sent.request for sent in server.seen)
    assert (first.method, first.url, first.body) == (
        second.method,
        second.url,
        second.body,
    )


GROUP = {
    "visibility": "all",
    "default": False,
    "runners_url": "https://api.github.com/x",
    "inherited": False,
    "allows_public_repositories": False,
}


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("last", [404, 422, 403], ids=str)
@in_virtual_time
async def test_what_was_unknown_stays_unknown(method, last):
    """S3: a 404 after a lost answer may mean that it was done, and gone."""
    async with talking(reply(502), reply(last)) as (client, _):
        with pytest.raises(gha.ResponseError) as caught:
            await client.send(OPERATIONS[method])
    assert caught.value.status == last
    assert caught.value.outcome_unknown


@in_virtual_time
async def test_a_closed_gate_does_not_forget_what_is_unknown():
    """S3: the first request may have been done, though the second was never sent."""
    spent = limits(0, reset=EPOCH + 3000)
    async with talking(reply(502, **spent)) as (client, server):
        with pytest.raises(gha.RateLimitError) as caught:
            await client.send(OPERATIONS["DELETE"])
    assert len(server.seen) == caught.value.attempts == 1
    assert caught.value.outcome_unknown


@in_virtual_time
async def test_a_refused_redirect_does_not_forget_what_is_unknown():
    """S3: neither does an error that is raised on the way."""
    away = reply(307, location="https://elsewhere.example/")
    async with talking(reply(502), away) as (client, _):
        with pytest.raises(gha.RedirectError) as caught:
            await client.send(OPERATIONS["DELETE"])
    assert caught.value.outcome_unknown


@in_virtual_time
async def test_a_renamed_repository_gets_the_same_write_once():
    """S2, S3: at its new address, with the same method and body."""
    there = "https://api.github.com/repositories/1/actions/workflows/ci.yml/dispatches"
    async with talking(reply(307, location=there), reply(204)) as (client, server):
        await client.send(OPERATIONS["POST"])
    first, second = (sent.request for sent in server.seen)
    assert second.url == there
    assert (first.method, first.body) == (second.method, second.body)
    assert second.headers["authorization"] == "Bearer ghp_token"


@in_virtual_time
async def test_a_write_is_sent_again_with_a_new_token():
    """S3: a 401 is said before anything is done."""

    class Vault:
        """A provider that can get another token."""

        current = "ghp_old"

        async def token(self):
            return self.current

        async def renew(self):
            self.current = "ghp_new"

    async with talking(reply(401), reply(204), auth=Vault()) as (client, server):
        await client.send(OPERATIONS["POST"])
    sent = [seen.request.headers["authorization"] for seen in server.seen]
    assert sent == ["Bearer ghp_old", "Bearer ghp_new"]


@in_virtual_time
async def test_a_link_can_be_asked_for_as_a_value():
    """A12: sent as a call, a download answers with where the bytes are."""
    call = gha.operations.download_workflow_run_logs("o", "r", 1)
    link = "https://storage.example/log?sig=x"
    pace = gha.Pace.off(concurrency=1)
    async with talking(reply(302, location=link), pace=pace) as (client, server):
        for _ in range(2):  # no place is kept for a body that nobody reads
            answer = await client.exchange(call)
            assert answer.value == gha.Location(link)
    assert answer.status == 302
    assert "location" not in answer.headers
    assert len(server.seen) == 2
