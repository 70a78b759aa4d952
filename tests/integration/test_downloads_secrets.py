"""Secrets of a download: what storage, errors and logs contain."""

import traceback

import pytest

import aioghactions as gha
from tests.support import raw
from tests.support.blobs import SIGNATURE, TOKEN, blob, host, refusal, scene
from tests.support.raw import answer

LOG = b"".join(b"2024-05-01T10:00:00.%07dZ line %d\n" % (n, n) for n in range(9000))


async def test_requests_to_storage_carry_nothing_of_the_api():
    """S1, C7: no token, no API header; identity encoding is requested."""
    scripts = [refusal("403 X"), blob(LOG, cut=10), blob(LOG)]
    async with scene(*scripts, user_agent="ci-bot/1.2") as at, at.download() as log:
        await log.read()
    for exchange in at.storage.seen:
        lines = exchange.head.decode().lower().split("\r\n")[1:-2]
        sent = dict(line.split(": ", 1) for line in lines)
        assert TOKEN.lower() not in exchange.head.decode().lower()
        assert sent.pop("user-agent").startswith("ci-bot/1.2 aioghactions/")
        assert sent.pop("host") == host(at.storage)
        assert (sent.pop("accept"), sent.pop("accept-encoding")) == ("*/*", "identity")
        assert set(sent) <= {"range", "if-range"}
    assert sum(TOKEN.encode() in exchange.head for exchange in at.api.seen) == 3


FATAL = {
    "rejected": refusal("403 X"),
    "missing": refusal("404 X"),
    "unavailable": refusal("503 X"),
    "closed": raw.hang_up,
    "not HTTP": raw.raw(b"SSH-2.0\r\n\r\n"),
    "unexpected status": answer("204 X", b""),
    "truncated": blob(LOG, cut=10),
    "bad redirect": answer("302 X", b"", "location: ftp://x/?sig=SIGNATUREcanary"),
}


@pytest.mark.parametrize("script", FATAL.values(), ids=FATAL.keys())
async def test_no_error_or_log_contains_a_signed_link(script, caplog):
    """S5: neither messages, tracebacks, attributes nor logs."""
    caplog.set_level("DEBUG", logger="aioghactions")

    async def use():
        async with at.download() as log:
            await log.read()

    async with scene(script) as at:
        with pytest.raises(gha.GitHubActionsError) as caught:
            await use()
    error = traceback.TracebackException.from_exception(caught.value)
    shown = "".join(error.format()) + repr(vars(caught.value)) + caplog.text
    assert SIGNATURE not in shown
    assert TOKEN not in shown
