"""Signed links that storage rejects or redirects."""

import pytest

import aioghactions as gha
from tests.support.blobs import SIGNATURE, blob, refusal, scene
from tests.support.raw import answer

LOGS = gha.operations.download_job_logs_for_workflow_run("octo-org", "hello", 1)
LOG = b"".join(b"2024-05-01T10:00:00.%07dZ line %d\n" % (n, n) for n in range(9000))


REJECTIONS = {
    "an expired signature": refusal("403 Forbidden", b"<Code>AuthenticationFailed"),
    "unauthorized": refusal("401 Unauthorized"),
    "a stray credential": refusal("400 Bad Request", b"InvalidAuthenticationInfo"),
    "not there yet": refusal("404 Not Found", b"<Code>BlobNotFound</Code>"),
    "gone": refusal("410 Gone"),
    "looks like a rate limit": refusal(
        "403 Forbidden",
        b'{"message": "API rate limit exceeded"}',
        "x-ratelimit-remaining: 0",
        "retry-after: 3600",
    ),
    "looks like a secondary rate limit": refusal(
        "403 Forbidden", b'{"message": "You have exceeded a secondary rate limit"}'
    ),
}


@pytest.mark.parametrize("script", REJECTIONS.values(), ids=REJECTIONS.keys())
async def test_a_rejected_link_is_replaced_by_a_new_one(script):
    """A19, S14: at once, for any body; no link is used twice."""
    async with scene(script, script, script, blob(LOG)) as at, at.download() as log:
        assert await log.read() == LOG
        assert at.client.rate_limits == {}
    assert len(at.links) == len(set(at.links)) == 4
    assert len(at.api.seen) == 4


@pytest.mark.parametrize(
    ("status", "expected", "text"),
    [
        ("403 Forbidden", gha.DownloadExpiredError, r"rejected the link \(403\)"),
        ("401 Unauthorized", gha.DownloadExpiredError, r"rejected the link \(401\)"),
        ("404 Not Found", gha.NotFoundError, "404 not found in storage"),
    ],
)
@pytest.mark.parametrize(("attempts", "links"), [(10, 4), (5, 4), (3, 3), (1, 1)])
async def test_the_number_of_links_is_bounded(status, expected, text, attempts, links):
    """A19: at most three new links, and no more than patience allows."""
    patience = gha.Patience(attempts=attempts, first_delay=0)
    async with scene(refusal(status), patience=patience) as at:
        with pytest.raises(expected, match=text) as caught:
            await at.download().__aenter__()
        assert at.client.rate_limits == {}
        assert not isinstance(caught.value, gha.RateLimitError)
    assert len(at.links) == len(set(at.links)) == links
    assert caught.value.__notes__ == [f"gave up after {links} links"]


async def test_storage_may_redirect_up_to_five_times():
    """S1, A19: within the rules for redirects."""

    async def on(exchange):
        to = exchange.target.replace("/blob/", "/blob/on/")
        await answer("307 Temporary Redirect", b"", f"location: {to}")(exchange)

    async with scene(on, on, blob(LOG)) as at, at.download() as log:
        assert await log.read() == LOG
    assert [link.count("/on") for link in at.links] == [0, 1, 2]

    async with scene(on) as at:
        with pytest.raises(gha.RedirectError, match="more than 5 redirects"):
            await at.download().__aenter__()


async def test_storage_may_not_redirect_to_the_api():
    """S1: a storage host cannot cause requests to the API."""

    async def api(exchange):
        to = f"{at.storage.url}/blob?sig={SIGNATURE}"
        await answer("302 Found", b"", f"location: {to}")(exchange)

    async def back(exchange):
        await answer("302 Found", b"", f"location: {at.api.url}/user")(exchange)

    async with scene(back, api=api) as at:
        with pytest.raises(gha.RedirectError, match="back to the API"):
            await at.download().__aenter__()
    assert len(at.api.seen) == 1


async def test_an_api_that_returns_a_body_instead_of_a_link_is_an_error():
    """A12: for a download as for a call that only wants the link."""
    async with scene(blob(LOG), api=answer("200 OK", b"log")) as at:
        for ask in (at.download().__aenter__, lambda: at.client.send(LOGS)):
            with pytest.raises(gha.UnexpectedAnswerError, match="200 instead of a"):
                await ask()
    assert at.storage.seen == []


async def test_a_renamed_repository_is_followed_to_its_link():
    """S2: a 302 within the API is not a link; the token is sent along."""

    async def api(exchange):
        if not exchange.target.startswith("/repositories/"):
            to = "/repositories/1/logs"
        else:
            to = f"{at.storage.url}/blob?sig={SIGNATURE}"
        await answer("302 Found", b"", f"location: {to}")(exchange)

    async with scene(blob(LOG), api=api, pace=gha.Pace.off(concurrency=1)) as at:
        async with at.download() as log:
            assert await log.read() == LOG
        assert (await at.client.send(LOGS)).url.startswith(at.storage.url)
    renamed = [seen for seen in at.api.seen if seen.target == "/repositories/1/logs"]
    assert len(at.api.seen) == 2 * len(renamed) == 4
    assert all(b"authorization: bearer" in seen.head.lower() for seen in renamed)
    assert not any(b"authorization" in seen.head.lower() for seen in at.storage.seen)
