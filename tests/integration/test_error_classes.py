"""Each error response raises its class, through the whole client and a fake GitHub."""

from datetime import timedelta

import pytest
from attrs import define

import aioghactions as gha
from aioghactions.testing import FakeGitHub
from tests.integration.every_operation.scene import at


@define
class World:
    """A repository in which every documented error response can be provoked."""

    github: FakeGitHub
    repo: gha.Repo
    run: int
    expired: int

    @property
    def path(self) -> str:
        """The path of the run."""
        return f"/repos/octo-org/hello/actions/runs/{self.run}"


@pytest.fixture
async def world(fake_github, github_client):
    """Return a scene with a completed run and an expired artifact."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run()
    old = repo.add_artifact("old", run=run, expires_at="2020-01-01")
    handle = github_client.repo("octo-org/hello")
    return World(fake_github, handle, run.id, old.id)


def get(world):
    """Get the run."""
    return world.repo.runs.get(world.run)


async def revoked(world):
    """Use a token that was revoked."""
    world.github.revoke(world.github.token)
    await get(world)


async def unprivileged(world):
    """Delete a run with a token that may only read."""
    world.github.add_token(world.github.token, permissions={"actions": "read"})
    await world.repo.runs.delete(world.run)


async def missing(world):
    """Get a run that does not exist."""
    await world.repo.runs.get(1)


async def completed(world):
    """Cancel a completed run."""
    await world.repo.runs.cancel(world.run)


async def expired(world):
    """Download an expired artifact."""
    async with world.repo.artifacts.download(world.expired):
        pass


async def unknown_branch(world):
    """Dispatch a workflow on a branch that does not exist."""
    await world.repo.workflows.dispatch("ci.yml", ref="nowhere")


async def unknown_environment(world):
    """Approve a deployment that is not pending."""
    await world.repo.runs.review_pending_deployments(
        world.run, environment_ids=[1], state="approved", comment="Ship it!"
    )


CASES = {
    revoked: (
        gha.AuthenticationError,
        "; the token is wrong, expired, revoked, or for another host",
    ),
    unprivileged: (
        gha.PermissionDeniedError,
        "; this needs actions=write",
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


@pytest.mark.parametrize("act", CASES, ids=lambda act: act.__name__)
async def test_documented_error_response_has_its_class(act, world):
    """A12: the message has operation, path, status, GitHub's message and a hint."""
    kind, hint = CASES[act]
    with pytest.raises(kind) as caught:
        await act(world)
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
    assert str(error).startswith(
        f"{error.operation} {request.path}: {error.status} {error.message.rstrip('.')}"
    )
    assert str(error).endswith(f"{hint} [request {error.request_id}]")
    assert world.github.token not in f"{error!r} {vars(error)}"


async def test_permission_denied_has_accepted_permissions(world):
    """As an attribute, for programs."""
    with pytest.raises(gha.PermissionDeniedError) as caught:
        await unprivileged(world)
    assert caught.value.accepted_permissions == "actions=write"


async def test_validation_failed_has_errors(world):
    """One entry per rejected value."""
    with pytest.raises(gha.ValidationFailedError) as caught:
        await unknown_environment(world)
    assert caught.value.errors == ("environment_ids: no such pending deployment",)


async def test_undocumented_error_response_is_not_retried(world):
    """A14: tests/unit/request/test_response_errors.py has the class of each status."""
    world.github.fail(
        status=418, message="So sorry", headers={"X-GitHub-Request-Id": "AB:12"}
    )
    with pytest.raises(gha.ResponseError) as caught:
        await get(world)
    assert type(caught.value) is gha.ResponseError
    what = f"get-workflow-run {world.path}"
    assert str(caught.value) == f"{what}: 418 So sorry [request AB:12]"
    assert len(world.github.requests) == 1


async def test_read_is_retried_after_a_server_error(world, instant_clock):
    """A14, A15: five requests; the last response is the error."""
    page = "<html><head><title>Unicorn! - GitHub</title></head><body>x</body></html>"
    world.github.fail(status=502, body=page, times=None)
    with pytest.raises(gha.ServerError) as caught:
        await get(world)
    error = caught.value
    assert (error.status, error.attempts, error.outcome_unknown) == (502, 5, False)
    assert (
        str(error)
        == f"get-workflow-run {world.path}: 502 Unicorn! - GitHub; sent 5 times"
    )
    assert error.__notes__ == ["gave up after 5 requests"]
    assert len(world.github.requests) == 5
    assert len(instant_clock.slept) >= 4


async def test_write_is_not_retried_after_a_server_error(world):
    """S3: it may have been processed, and the error says so."""
    world.github.fail(status=503, message="Server Error", executed=True)
    with pytest.raises(gha.ServerError) as caught:
        await world.repo.runs.rerun(world.run)
    error = caught.value
    assert (error.status, error.attempts, error.outcome_unknown) == (503, 1, True)
    assert str(error) == (
        f"re-run-workflow {world.path}/rerun: 503 Server Error; "
        "the request may still have been processed"
    )
    assert len(world.github.requests) == 1


UNEXPECTED = {
    "a captive portal": (
        "<html>Please log in</html>",
        (
            "get-workflow-run: the response (status 200, application/json)"
            " is a web page: 'Please log in'; check base_url and the network"
        ),
        "",
    ),
    "an empty object": ("{}", "get-workflow-run: $.id: is missing", "$.id"),
    "an array": ("[]", "get-workflow-run: $: expected an object, found an array", "$"),
    "nothing": (
        "",
        "get-workflow-run: the response (status 200, application/json) is empty",
        "",
    ),
}


@pytest.mark.parametrize(
    ("body", "text", "path"), UNEXPECTED.values(), ids=UNEXPECTED.keys()
)
async def test_undecodable_success_raises_unexpected_answer(body, text, path, world):
    """A13: the error has the path of the member that does not match."""
    world.github.fail(status=200, body=body, content_type="application/json")
    with pytest.raises(gha.UnexpectedAnswerError) as caught:
        await get(world)
    error = caught.value
    assert (str(error), error.path) == (text, path)
    assert (error.operation, error.outcome_unknown) == ("get-workflow-run", False)


async def test_undecodable_success_of_a_write_has_an_unknown_outcome(world):
    """S3: the result cannot be read, but the request was processed."""
    world.github.fail(
        status=201, body="[]", content_type="application/json", executed=True
    )
    with pytest.raises(
        gha.UnexpectedAnswerError, match="may still have been"
    ) as caught:
        await world.repo.runners.create_registration_token()
    assert caught.value.outcome_unknown


async def test_rate_limit_error_has_retry_at(world, github_client):
    """A2: for callers that do not want to wait."""
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
    with pytest.raises(gha.PrimaryRateLimitError, match="not sent: the rate limit"):
        await get(world)
    assert len(world.github.requests) == 1
    assert github_client.rate_limits["core"].remaining == 0
