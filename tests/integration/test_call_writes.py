import pytest

import aioghactions as gha
from tests.support.scripted import limits, reply, scripted_client
from tests.support.virtual import EPOCH, in_virtual_time

OPERATIONS = {
    "GET": gha.operations.get_repo_secret("o", "r", "S"),
    "POST": gha.operations.create_workflow_dispatch("o", "r", "ci.yml", ref="main"),
    "PUT": gha.operations.add_selected_repo_to_org_secret("o", "S", 1),
    "PATCH": gha.operations.update_self_hosted_runner_group_for_org("o", 1, name="n"),
    "DELETE": gha.operations.delete_workflow_run("o", "r", 1),
}
RETRY_AFTER = {"retry_after": "1"}
PAGE = b"<html><title>Unicorn!</title>"
# What happens to each request; how often reads and idempotent writes are sent, how
# often other writes, and whether the outcome of a write is unknown.
FAILURES = {
    "no connection": (gha.ConnectFailedError("refused"), 5, 5, False),
    "reset": (gha.ConnectionLostError("reset"), 5, 1, True),
    "truncated response": (gha.ConnectionLostError("broke off"), 5, 1, True),
    "no response": (gha.RequestTimeoutError("no response"), 5, 1, True),
    "502": (reply(502, PAGE), 5, 1, True),
    "408": (reply(408), 5, 1, True),
    "501": (reply(501), 1, 1, False),
    "403": (reply(403, PAGE), 1, 1, False),
    "404": (reply(404), 1, 1, False),
    "secondary limit": (reply(403, **RETRY_AFTER), 4, 4, False),
    "429": (reply(429, **RETRY_AFTER), 4, 4, False),
    "200, not JSON": (reply(200, PAGE), 1, 1, True),
    "303": (reply(303, location="/done"), 1, 1, True),
}


# PUT and DELETE have no documented body to check; a read follows a 303.
NO_FAILURE = {
    ("PUT", "200, not JSON"),
    ("DELETE", "200, not JSON"),
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
async def test_retries_and_outcome_unknown_by_method_and_failure(method, name):
    """S3: what is retried, and which errors set ``outcome_unknown``."""
    step, reads, writes, unknown = FAILURES[name]
    call = OPERATIONS[method]
    async with scripted_client(step) as (client, server):
        with pytest.raises(gha.GitHubActionsError) as caught:
            await client.send(call)
    sent = reads if method in {"GET", "PUT", "DELETE"} else writes
    assert len(server.seen) == sent
    assert caught.value.outcome_unknown is (unknown and method != "GET")


@pytest.mark.parametrize("limited", [403, 429])
@pytest.mark.parametrize("method", OPERATIONS)
@in_virtual_time
async def test_write_is_sent_again_after_a_limit(method, limited):
    """S3: a limited request had no effect, so a dispatch is sent again."""
    call = OPERATIONS[method]
    status = 204 if 204 in call.operation.answers else 200
    body = {"id": 1, "name": "S", "created_at": "2024-01-01T00:00:00Z"}
    done = reply(status, body | {"updated_at": "2024-01-01T00:00:00Z"} | GROUP)
    async with scripted_client(reply(limited, retry_after="5"), done) as (
        client,
        server,
    ):
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
async def test_unknown_outcome_survives_a_retry_that_fails(method, last):
    """S3: a 404 after a lost response may mean that the first request took effect."""
    async with scripted_client(reply(502), reply(last)) as (client, _):
        with pytest.raises(gha.ResponseError) as caught:
            await client.send(OPERATIONS[method])
    assert caught.value.status == last
    assert caught.value.outcome_unknown


@in_virtual_time
async def test_unknown_outcome_survives_a_cooldown():
    """S3: the first request may have taken effect, though the retry was not sent."""
    exhausted = limits(0, reset=EPOCH + 3000)
    async with scripted_client(reply(502, **exhausted)) as (client, server):
        with pytest.raises(gha.RateLimitError) as caught:
            await client.send(OPERATIONS["DELETE"])
    assert len(server.seen) == caught.value.attempts == 1
    assert caught.value.outcome_unknown


@in_virtual_time
async def test_unknown_outcome_survives_a_rejected_redirect():
    """S3: the first request may have taken effect."""
    foreign = reply(307, location="https://elsewhere.example/")
    async with scripted_client(reply(502), foreign) as (client, _):
        with pytest.raises(gha.RedirectError) as caught:
            await client.send(OPERATIONS["DELETE"])
    assert caught.value.outcome_unknown


@in_virtual_time
async def test_write_to_a_renamed_repository_keeps_method_and_body():
    """S2, S3: it is sent once to the new URL."""
    new_url = (
        "https://api.github.com/repositories/1/actions/workflows/ci.yml/dispatches"
    )
    async with scripted_client(reply(307, location=new_url), reply(204)) as (
        client,
        server,
    ):
        await client.send(OPERATIONS["POST"])
    first, second = (sent.request for sent in server.seen)
    assert second.url == new_url
    assert (first.method, first.body) == (second.method, second.body)
    assert second.headers["authorization"] == "Bearer ghp_token"


@in_virtual_time
async def test_write_is_sent_again_after_a_401_with_a_new_token():
    """S3: a request with a 401 had no effect."""

    class Renewing:
        """A token provider that can renew its token."""

        current = "ghp_old"

        async def token(self):
            return self.current

        async def renew(self):
            self.current = "ghp_new"

    async with scripted_client(reply(401), reply(204), auth=Renewing()) as (
        client,
        server,
    ):
        await client.send(OPERATIONS["POST"])
    sent = [seen.request.headers["authorization"] for seen in server.seen]
    assert sent == ["Bearer ghp_old", "Bearer ghp_new"]


@in_virtual_time
async def test_sent_download_returns_its_link():
    """A12: ``exchange`` returns the location of a download."""
    call = gha.operations.download_workflow_run_logs("o", "r", 1)
    link = "https://storage.example/log?sig=x"
    pace = gha.Pace.off(concurrency=1)
    async with scripted_client(reply(302, location=link), pace=pace) as (
        client,
        server,
    ):
        for _ in range(2):  # no permit is held for a body that is not read
            answer = await client.exchange(call)
            assert answer.value == gha.Location(link)
    assert answer.status == 302
    assert "location" not in answer.headers
    assert len(server.seen) == 2
