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
    "hung up": (raw.hang_up, gha.ConnectionLostError),
    "reset": (raw.reset, gha.ConnectionLostError),
    "silent": (raw.stall, gha.RequestTimeoutError),
    "half a body": (answer(body=b"x" * 99, cut=9), gha.ConnectionLostError),
    "no HTTP": (raw.raw(b"SSH-2.0-x\r\n\r\n"), gha.ConnectionLostError),
    "no JSON": (answer(body=b"<html>"), gha.UnexpectedAnswerError),
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
    """Return the error with which ``call`` ends."""
    async with gha.Client("ghp_token", base_url=server.url, patience=FAST) as client:
        with pytest.raises(gha.GitHubActionsError) as caught:
            await client.send(call)
    return caught.value


@pytest.mark.parametrize("call", [READ, DISPATCH], ids=["read", "write"])
@pytest.mark.parametrize("name", FAILURES)
async def test_an_error_travels_between_processes(name, call):
    """A12: pickled, copied and revived, with all that it knows and nothing more."""
    script, expected = FAILURES[name]
    async with serve(script) as server:
        error = await failure(server, call)
    assert isinstance(error, expected)
    for revived in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301
        assert type(revived) is type(error)
        assert (str(revived), revived.args) == (str(error), error.args)
        assert vars(revived) == vars(error)
    assert b"aiohttp." not in pickle.dumps(error).replace(b"aioghactions", b"")
    assert error.__cause__ is None
    assert error.__context__ is None


async def test_nobody_listening_is_said_to_be_unsent():
    """S3: over sockets too, a dispatch that never left may go again, and does."""
    async with serve(answer()) as server:
        pass
    error = await failure(server, DISPATCH)
    assert isinstance(error, gha.ConnectFailedError)
    assert error.__notes__ == ["gave up after 2 requests"]
    assert not error.outcome_unknown
    assert error.operation == "create-workflow-dispatch"


async def test_a_dropped_answer_is_asked_for_once_more_through_the_gate():
    """A14, S3: aiohttp's own repetition is off; ours counts, and is bounded."""
    async with serve(raw.hang_up) as server:
        for call, sent in ((READ, 2), (DISPATCH, 1)):
            server.seen.clear()
            await failure(server, call)
            assert len(server.seen) == sent


async def test_what_blocks_the_loop_fails_its_test(fake_github, instant_clock):
    """A29: the watchdog of this suite sees it where our frames are on the stack."""

    def doze(_):
        time.sleep(0)

    async with gha.Client(
        fake_github.token,
        base_url=fake_github.url,
        clock=instant_clock,
        on_event=doze,
    ) as client:
        with pytest.raises(BlockingError, match="sleep"):
            await client.repo("octo-org/hello").runs.get(1)
