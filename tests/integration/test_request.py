"""Requests that have no operation, sent like every other call."""

import pytest

from aioghactions import (
    NotFoundError,
    ServerError,
    UnexpectedAnswerError,
)

RUNS = "/repos/{owner}/{repo}/actions/runs"
HELLO = {"owner": "octo-org", "repo": "hello"}


@pytest.fixture
def repo(fake_github):
    """Return a repository with two runs."""
    repo = fake_github.add_repo("octo-org/hello")
    for _ in range(2):
        repo.add_run()
    return repo


async def test_get_returns_json(github_client, fake_github, repo):
    """With the query; None is not sent."""
    found = await github_client.request(
        "GET", RUNS, **HELLO, query={"per_page": 1, "branch": None}
    )
    assert found["total_count"] == 2
    assert found["workflow_runs"][0]["id"] == max(run.id for run in repo.runs)
    [request] = fake_github.requests
    assert request.query == (("per_page", "1"),)
    assert request.headers["authorization"] == f"Bearer {fake_github.token}"


@pytest.mark.usefixtures("repo")
async def test_url_of_the_api_is_a_path(github_client, fake_github):
    """As the payloads contain them, with their query."""
    url = f"{fake_github.url}/repos/octo-org/hello/actions/runs?per_page=1"
    assert len((await github_client.request("GET", url))["workflow_runs"]) == 1


@pytest.mark.usefixtures("repo")
async def test_write_sends_its_body(github_client, repo):
    """A response without a body is None."""
    path = "/repos/{owner}/{repo}/actions/variables"
    body = {"name": "STAGE", "value": "canary"}
    assert await github_client.request("POST", path, **HELLO, body=body) == {}
    assert repo.variables["STAGE"].value == "canary"
    assert (
        await github_client.request("DELETE", path + "/{name}", **HELLO, name="STAGE")
        is None
    )


@pytest.mark.parametrize(
    ("path", "values", "error"),
    [
        ("https://example.com/repos/octo-org/hello", {}, ValueError),
        ("http://127.0.0.1:1/repos/octo-org/hello", {}, ValueError),
        ("//example.com/repos", {}, ValueError),
        ("repos/octo-org/hello", {}, ValueError),
        ("", {}, ValueError),
        ("/repos/../user", {}, ValueError),
        ("/repos/%2e%2E/user", {}, ValueError),
        ("/repos/octo-org?page=2", {}, ValueError),
        ("/repos/octo-org#x", {}, ValueError),
        ("/repos/octo org", {}, ValueError),
        ("/repos/%zz", {}, ValueError),
        ("/repos/{owner", {}, ValueError),
        ("/repos/{owner}", {}, TypeError),
        ("/repos/{owner}", {"owner": "..", "repo": "x"}, TypeError),
        ("/repos/{owner}", {"owner": ".."}, ValueError),
        ("/repos/{owner}", {"owner": None}, TypeError),
        ("/repos", {"query": [1]}, TypeError),
        ("/repos", {"body": [1]}, TypeError),
        ("/repos", {"body": {"x": {1}.__iter__()}}, TypeError),
        (None, {}, TypeError),
        (b"/repos", {}, TypeError),
    ],
)
async def test_invalid_request_is_not_sent(
    github_client, fake_github, path, values, error
):
    """S1, S8: the token is sent to its own API only, and paths stay what they are."""
    with pytest.raises(error):
        await github_client.request("GET", path, **values)
    assert fake_github.requests == []


async def test_url_of_the_api_with_a_placeholder_raises(github_client, fake_github):
    """Its values are part of it."""
    with pytest.raises(ValueError, match="URL"):
        await github_client.request(
            "GET", fake_github.url + "/repos/{owner}", owner="o"
        )


@pytest.mark.parametrize("method", ["get", "HEAD", "", None])
async def test_unknown_method_raises(github_client, method):
    """The message has those that are known."""
    with pytest.raises(ValueError, match="GET, POST, PUT, PATCH, DELETE"):
        await github_client.request(method, "/user")


@pytest.mark.parametrize(("method", "requests"), [("GET", 3), ("POST", 1)])
@pytest.mark.usefixtures("repo")
async def test_retries_depend_on_the_method(
    github_client, fake_github, method, requests
):
    """A POST is not sent again after a 502: its outcome is unknown."""
    fake_github.fail("list-repo-variables", status=502, times=2)
    fake_github.fail("create-repo-variable", status=502, times=2)
    path = "/repos/{owner}/{repo}/actions/variables"
    if method == "GET":
        assert await github_client.request(method, path, **HELLO)
    else:
        body = {"name": "STAGE", "value": "canary"}
        with pytest.raises(ServerError) as caught:
            await github_client.request(method, path, **HELLO, body=body)
        assert caught.value.outcome_unknown
        assert caught.value.operation == f"POST {path}"
    assert len(fake_github.requests) == requests


async def test_error_names_the_request(github_client):
    """The template of the path is in the place of the operation."""
    with pytest.raises(NotFoundError) as caught:
        await github_client.request("GET", "/repos/{owner}/{repo}/topics", **HELLO)
    assert caught.value.operation == "GET /repos/{owner}/{repo}/topics"


@pytest.mark.parametrize("body", [b"<html>", b"x"])
@pytest.mark.usefixtures("repo")
async def test_response_that_is_not_json_raises(github_client, fake_github, body):
    """As for an operation."""
    fake_github.fail("list-workflow-runs-for-repo", status=200, body=body)
    with pytest.raises(UnexpectedAnswerError, match="GET /repos"):
        await github_client.request("GET", RUNS, **HELLO)


async def test_written_paths_share_an_endpoint(github_client, fake_github):
    """Limits are counted by endpoint: their number does not grow with repositories."""
    names = set()
    for name in ("a", "b"):
        fake_github.add_repo(f"octo-org/{name}")
        with pytest.raises(NotFoundError) as caught:
            await github_client.request("GET", f"/repos/octo-org/{name}/topics")
        names.add(caught.value.operation)
    assert names == {"GET /repos/..."}
