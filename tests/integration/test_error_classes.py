"""Each refusal has its class, raised through the whole client by a real server."""

from datetime import timedelta

import pytest
from attrs import define

import aioghactions as gha
from aioghactions.testing import FakeGitHub
from tests.integration.every_operation.scene import at


@define
class World:
    """A repository in which every documented refusal can be met."""

    github: FakeGitHub
    repo: gha.Repo
    run: int
    expired: int

    @property
    def path(self) -> str:
        """Where the run is."""
        return f"/repos/octo-org/hello/actions/runs/{self.run}"


@pytest.fixture
async def world(fake_github, github_client):
    """Return a world with a completed run and an expired artifact."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run()
    old = repo.add_artifact("old", run=run, expires_at="2020-01-01")
    handle = github_client.repo("octo-org/hello")
    return World(fake_github, handle, run.id, old.id)


def get(world):
    """Ask for the run."""
    return world.repo.runs.get(world.run)


async def revoked(world):
    """Ask with a token that is no longer valid."""
    world.github.revoke(world.github.token)
    await get(world)


async def unprivileged(world):
    """Ask with a token that may read only."""
    world.github.add_token(world.github.token, permissions={"actions": "read"})
    await world.repo.runs.delete(world.run)


async def missing(world):
    """Ask for what is not there."""
    await world.repo.runs.get(1)


async def completed(world):
    """Cancel what has ended."""
    await world.repo.runs.cancel(world.run)


async def expired(world):
    """Download what was removed."""
    async with world.repo.artifacts.download(world.expired):
        pass


async def unknown_branch(world):
    """Start a workflow on a branch that is not there."""
    await world.repo.workflows.dispatch("ci.yml", ref="nowhere")


async def unknown_environment(world):
    """Approve of what nobody waits for."""
    await world.repo.runs.review_pending_deployments(
        world.run, environment_ids=[1], state="approved", comment="Ship it!"
    )


REFUSALS = {
    revoked: (
        gha.AuthenticationError,
        "; the token is wrong, expired, revoked, or for another host",
    ),
    unprivileged: (
        gha.PermissionDeniedError,
        "; this needs actions=write; a classic token needs the scope repo",
    ),
    missing: (
        gha.NotFoundError,
        "; it does not exist, or this token may not see it",
    ),
    completed: (gha.ConflictError, ""),
    expired: (gha.GoneError, ""),  # GitHub's own sentence says it
    unknown_branch: (gha.ValidationFailedError, ""),
    unknown_environment: (
        gha.ValidationFailedError,
        "; environment_ids: no such pending deployment",
    ),
}


@pytest.mark.parametrize("ask", REFUSALS, ids=lambda ask: ask.__name__)
async def test_a_refusal_is_named(ask, world):
    """A12: the class says what, the message says which call, why, and what helps."""
    kind, help_ = REFUSALS[ask]
    with pytest.raises(kind) as caught:
        await ask(world)
    error = caught.value
    (request,) = world.github.requests
    assert type(error) is kind
    assert (error.status, error.operation) == (request.status, request.operation)
    assert error.attempts == 1
    assert not error.outcome_unknown
    assert error.request_id == error.headers["x-github-request-id"]
    assert error.documentation_url.startswith("https://docs.github.com/rest")
    assert error.message
    assert error.request_path == request.path
    what = f"{error.operation} {request.path}"
    said = f"{what}: {error.status} {error.message}{help_}"
    assert str(error) == f"{said} [request {error.request_id}]"
    assert world.github.token not in f"{error!r} {vars(error)}"


async def test_a_lack_of_permission_says_what_would_be_enough(world):
    """GitHub's own words are there for a program to read."""
    with pytest.raises(gha.PermissionDeniedError) as caught:
        await unprivileged(world)
    assert caught.value.accepted_permissions == "actions=write"


async def test_an_objection_is_there_for_a_program_to_read(world):
    """What GitHub objects to is kept, one entry a value."""
    with pytest.raises(gha.ValidationFailedError) as caught:
        await unknown_environment(world)
    assert caught.value.errors == ("environment_ids: no such pending deployment",)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, gha.BadRequestError),
        (402, gha.ResponseError),
        (410, gha.GoneError),
        (418, gha.ResponseError),
        (451, gha.UnavailableForLegalReasonsError),
    ],
)
async def test_a_rare_refusal_is_named(status, kind, world):
    """A12, A14: also what the documentation does not list; it is asked once."""
    world.github.fail(
        status=status, message="So sorry", headers={"X-GitHub-Request-Id": "AB:12"}
    )
    with pytest.raises(kind) as caught:
        await get(world)
    assert type(caught.value) is kind
    what = f"get-workflow-run {world.path}"
    assert str(caught.value) == f"{what}: {status} So sorry [request AB:12]"
    assert len(world.github.requests) == 1


async def test_a_failing_server_is_asked_again(world, instant_clock):
    """A14, A15: a read is tried five times; the last answer is the error."""
    page = "<html><head><title>Unicorn! - GitHub</title></head><body>x</body></html>"
    world.github.fail(status=502, body=page, times=None)
    with pytest.raises(gha.ServerError) as caught:
        await get(world)
    error = caught.value
    assert (error.status, error.attempts, error.outcome_unknown) == (502, 5, False)
    assert str(error) == f"get-workflow-run {world.path}: 502 Unicorn! - GitHub"
    assert error.__notes__ == ["gave up after 5 requests"]
    assert len(world.github.requests) == 5
    assert len(instant_clock.slept) >= 4


async def test_a_write_is_not_sent_again(world):
    """S3: it may have been done behind the failure, and the error says so."""
    world.github.fail(status=503, message="Server Error", executed=True)
    with pytest.raises(gha.ServerError) as caught:
        await world.repo.runs.rerun(world.run)
    error = caught.value
    assert (error.status, error.attempts, error.outcome_unknown) == (503, 1, True)
    assert str(error) == (
        f"re-run-workflow {world.path}/rerun: 503 Server Error; "
        "it may have taken effect all the same"
    )
    assert len(world.github.requests) == 1


UNEXPECTED = {
    "a captive portal": (
        "<html>Please log in</html>",
        ("get-workflow-run: the response is a web page, not JSON; check base_url"),
        "",
    ),
    "an empty object": ("{}", "get-workflow-run: $.id: is missing", "$.id"),
    "an array": ("[]", "get-workflow-run: $: expected an object, found an array", "$"),
    "nothing": ("", "get-workflow-run: the response is empty", ""),
}


@pytest.mark.parametrize(
    ("body", "text", "path"), UNEXPECTED.values(), ids=UNEXPECTED.keys()
)
async def test_a_success_that_was_not_promised_is_no_success(body, text, path, world):
    """A13: a 200 that cannot be read is an error that says where it stops fitting."""
    world.github.fail(status=200, body=body, content_type="application/json")
    with pytest.raises(gha.UnexpectedAnswerError) as caught:
        await get(world)
    error = caught.value
    assert (str(error), error.path) == (text, path)
    assert (error.operation, error.outcome_unknown) == ("get-workflow-run", False)


async def test_a_write_that_cannot_be_read_was_done_all_the_same(world):
    """S3: what came back cannot be read; what was asked for has happened."""
    world.github.fail(
        status=201, body="[]", content_type="application/json", executed=True
    )
    with pytest.raises(gha.UnexpectedAnswerError, match="may have taken") as caught:
        await world.repo.runners.create_registration_token()
    assert caught.value.outcome_unknown


async def test_a_limit_says_until_when(world, github_client):
    """A2: who does not want to wait is told the instant at which to try again."""
    now = world.github.world.now()
    limit = {
        "x-ratelimit-limit": "5000",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(now) + 3000),
        "x-ratelimit-resource": "core",
    }
    world.github.fail(status=403, message="API rate limit exceeded.", headers=limit)
    with pytest.raises(gha.PrimaryRateLimitError) as caught:
        await get(world)
    error = caught.value
    assert (error.status, error.attempts) == (403, 1)
    assert timedelta(seconds=3000) <= error.retry_at - at(now) <= timedelta(hours=1)
    when = error.retry_at.isoformat(timespec="seconds")
    assert str(error) == (
        f"get-workflow-run {world.path}: 403 API rate limit exceeded; try after {when}"
    )
    with pytest.raises(gha.PrimaryRateLimitError, match="not sent: the allowance is"):
        await get(world)
    assert len(world.github.requests) == 1
    assert github_client.rate_limits["core"].remaining == 0
