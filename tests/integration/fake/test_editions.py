from typing import get_args

import pytest

from aioghactions._generated.operations import OPERATIONS
from aioghactions.testing import EditionName, FakeGitHub

from .conftest import Api
from .scenes import add_scene

R = "/repos/octo-org/hello/actions"


@pytest.fixture
def start_api(start_github, session):
    """Return a function that starts a server of an edition."""

    async def start(edition, **settings):
        return Api(await start_github(edition=edition, **settings), session)

    return start


@pytest.mark.parametrize("prefix", ["", "/api/v3"])
@pytest.mark.parametrize("edition", get_args(EditionName))
async def test_every_operation_of_an_edition_succeeds(start_api, edition, prefix):
    """A9: operations of the edition respond as documented, others are 404."""
    api = await start_api(edition, prefix=prefix)
    has = api.github.edition.has
    for operation in OPERATIONS.values():
        scene = add_scene(api.github, operation)
        line = scene.line(operation)
        response = await api(line, scene.body, headers=scene.headers)
        expected = set(operation.answers) if has(operation.since) else {404}
        if operation.id == "get-rate-limit" and not api.github.edition.is_cloud:
            expected = {404}  # a server has no rate limits by default
        assert response.status in expected, (operation.id, response.body)


@pytest.mark.parametrize(
    ("edition", "count"),
    [
        ("github.com", 70),
        ("ghec", 70),
        ("ghes-3.12", 68),
        ("ghes-3.8", 66),
        ("ghes-3.5", 65),
        ("ghes-2.22", 58),
    ],
)
async def test_number_of_documented_operations_of_an_edition(start_api, edition, count):
    """Those of its documentation and of older editions."""
    api = await start_api(edition)
    has = api.github.edition.has
    documented = [operation for operation in OPERATIONS.values() if operation.editions]
    assert sum(has(operation.since) for operation in documented) == count


@pytest.mark.parametrize(
    ("edition", "prefix"), [("github.com", ""), ("ghec", ""), ("ghes-3.5", "/api/v3")]
)
async def test_path_prefix_of_an_edition(start_api, edition, prefix):
    """GitHub Enterprise Server has /api/v3 and nothing at the root."""
    api = await start_api(edition)
    assert api.github.url.endswith(prefix)
    api.github.add_repo("octo-org/hello")
    assert (await api(f"GET {R}/runs")).status == 200
    if prefix:
        root = api.github.url.removesuffix(prefix)
        assert (await api(f"GET {root}{R}/runs")).status == 404


@pytest.mark.parametrize(
    ("edition", "lacks"),
    [
        ("github.com", set()),
        ("ghes-3.12", set()),
        ("ghes-3.8", {"display_title", "referenced_workflows"}),
        ("ghes-3.5", {"display_title", "referenced_workflows"}),
        (
            "ghes-2.22",
            {
                "actor",
                "display_title",
                "path",
                "previous_attempt_url",
                "referenced_workflows",
                "run_attempt",
                "run_started_at",
                "triggering_actor",
            },
        ),
    ],
)
async def test_older_edition_omits_newer_members_of_a_run(start_api, edition, lacks):
    """Newer members are missing, not null."""
    newest = await start_api("github.com")
    older = await start_api(edition)
    members = []
    for api in (newest, older):
        run = api.github.add_repo("octo-org/hello").add_run()
        members.append((await api(f"GET {R}/runs/{run.id}")).json.keys())
    assert members[0] - members[1] == lacks
    assert members[1] <= members[0]


async def test_ghes_3_5_omits_a_null_conclusion(start_api):
    """A single run without a conclusion lacks the member; in a list it is null."""
    api = await start_api("ghes-3.5")
    run = api.github.add_repo("octo-org/hello").add_run(status="queued")
    for path in (f"{R}/runs/{run.id}", f"{R}/runs/{run.id}/attempts/1"):
        assert "conclusion" not in (await api(f"GET {path}")).json
    listed = (await api(f"GET {R}/runs")).json["workflow_runs"][0]
    assert listed["conclusion"] is None


async def test_old_servers_have_step_dates_with_an_offset(start_api):
    """A job of 2.22 has dates in several formats."""
    api = await start_api("ghes-2.22")
    run = api.github.add_repo("octo-org/hello").add_run(jobs=("build",))
    job = (await api(f"GET {R}/jobs/{run.jobs[0].id}")).json
    assert job["started_at"].endswith("Z")
    assert job["steps"][0]["started_at"].endswith(".000-08:00")


async def test_old_servers_ignore_the_version_header(start_api):
    """No version is selected or rejected."""
    api = await start_api("ghes-3.5")
    api.github.add_repo("octo-org/hello")
    response = await api(
        f"GET {R}/runs", headers={"X-GitHub-Api-Version": "2026-03-10"}
    )
    assert response.status == 200
    assert "x-github-api-version-selected" not in response.headers


async def test_ghes_3_12_supports_the_first_api_version_only(start_api):
    """GHES 3.12 rejects 2026-03-10."""
    api = await start_api("ghes-3.12")
    api.github.add_repo("octo-org/hello")
    for version, status in (("2022-11-28", 200), ("2026-03-10", 400)):
        headers = {"X-GitHub-Api-Version": version}
        assert (await api(f"GET {R}/runs", headers=headers)).status == status


async def test_old_servers_ignore_newer_parameters(start_api):
    """3.5 ignores head_sha."""
    api = await start_api("ghes-3.5")
    repo = api.github.add_repo("octo-org/hello")
    for _ in range(2):
        repo.add_run()
    response = (await api(f"GET {R}/runs?head_sha={'0' * 40}")).json
    assert response["total_count"] == 2


async def test_old_servers_do_not_return_the_dispatched_run(start_api):
    """204 on GitHub Enterprise Server, and at most ten inputs."""
    api = await start_api("ghes-3.12")
    repo = api.github.add_repo("octo-org/hello")
    repo.add_workflow("ci.yml")
    path = f"POST {R}/workflows/ci.yml/dispatches"
    body = {"ref": "main", "return_run_details": True}
    assert (await api(path, body)).status == 204
    many = {"ref": "main", "inputs": {f"i{n}": "" for n in range(11)}}
    assert "up to 10" in (await api(path, many)).json["message"]


async def test_old_servers_respond_without_a_body(start_api):
    """A 202 is empty; newer servers send an empty object."""
    for edition, body in (("ghes-3.5", b""), ("ghes-3.12", b"{}")):
        api = await start_api(edition)
        run = api.github.add_repo("octo-org/hello").add_run(status="queued")
        response = await api(f"POST {R}/runs/{run.id}/cancel")
        assert (response.status, response.body) == (202, body)


def test_unknown_edition_raises():
    """The constructor raises and names the edition."""
    with pytest.raises(ValueError, match=r"ghes-9\.9"):
        FakeGitHub(edition="ghes-9.9")
