import copy
import pickle
import time

import pytest
from blockbuster import BlockingError

import aioghactions as gha
from tests.support import raw
from tests.support.raw import answer, serve

READ = gha.operations.get_repo_secret("o", "r", "S")
DISPATCH = gha.operations.create_workflow_dispatch("o", "r", 1, ref="main")
FAST = gha.Patience(first_delay=0, attempts=2, limit_answers=0)
LIMITED = answer("429 Too Many", b"{}", "retry-after: 9", "x-github-request-id: C0:1")
FIELDS = b'{"message": "No.", "errors": [{"field": "ref", "code": "invalid"}]}'
FAILURES = {
    "connection closed": (raw.hang_up, gha.ConnectionLostError),
    "reset": (raw.reset, gha.ConnectionLostError),
    "no response": (raw.stall, gha.RequestTimeoutError),
    "truncated body": (answer(body=b"x" * 99, cut=9), gha.ConnectionLostError),
    "not HTTP": (raw.raw(b"SSH-2.0-x\r\n\r\n"), gha.ConnectionLostError),
    "not JSON": (answer(body=b"<html>"), gha.UnexpectedAnswerError),
    "401": (answer("401 Unauthorized"), gha.AuthenticationError),
    "403": (
        answer("403 Forbidden", b"{}", "x-accepted-github-permissions: actions=write"),
        gha.PermissionDeniedError,
    ),
    "404": (answer("404 Not Found"), gha.NotFoundError),
    "422": (answer("422 Unprocessable", FIELDS), gha.ValidationFailedError),
    "429": (LIMITED, gha.SecondaryRateLimitError),
    "502": (answer("502 Bad Gateway", b"<html><title>Unicorn!"), gha.ServerError),
    "599": (answer("599 Strange"), gha.ServerError),
    "redirected": (
        answer("301 Moved", b"", "location: //elsewhere"),
        gha.RedirectError,
    ),
}


async def failure(server, call):
    """Return the error that ``call`` raises."""
    async with gha.Client("ghp_token", base_url=server.url, patience=FAST) as client:
        with pytest.raises(gha.GitHubActionsError) as caught:
            await client.send(call)
    return caught.value


@pytest.mark.parametrize("call", [READ, DISPATCH], ids=["read", "write"])
@pytest.mark.parametrize("name", FAILURES)
async def test_error_can_be_pickled_and_copied(name, call):
    """A12: the copy has the same type, text and attributes, and no cause."""
    script, expected = FAILURES[name]
    async with serve(script) as server:
        error = await failure(server, call)
    assert isinstance(error, expected)
    for copied in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301
        assert type(copied) is type(error)
        assert (str(copied), copied.args) == (str(error), error.args)
        assert vars(copied) == vars(error)
    assert b"aiohttp." not in pickle.dumps(error).replace(b"aioghactions", b"")
    assert error.__cause__ is None
    assert error.__context__ is None


async def test_refused_connection_leaves_no_unknown_outcome():
    """S3: over sockets, a dispatch that was never sent is retried."""
    with raw.nobody() as url:
        error = await failure(raw.RawServer([], url=url), DISPATCH)
    assert isinstance(error, gha.ConnectFailedError)
    assert error.__notes__ == ["gave up after 2 requests"]
    assert not error.outcome_unknown
    assert error.operation == "create-workflow-dispatch"


async def test_closed_connection_retries_reads_only():
    """A14, S3: aiohttp's own retry is off; ours is counted and bounded."""
    async with serve(raw.hang_up) as server:
        for call, sent in ((READ, 2), (DISPATCH, 1)):
            server.seen.clear()
            await failure(server, call)
            assert len(server.seen) == sent


async def test_blocking_call_fails_its_test(fake_github, instant_clock):
    """A29: the watchdog of this suite detects it if our frames are on the stack."""

    def block(_):
        time.sleep(0)

    async with gha.Client(
        fake_github.token,
        base_url=fake_github.url,
        clock=instant_clock,
        on_event=block,
    ) as client:
        with pytest.raises(BlockingError, match="sleep"):
            await client.repo("octo-org/hello").runs.get(1)
