from typing import get_args

import pytest

from aioghactions._generated.operations import OPERATIONS
from aioghactions.testing import EditionName, FakeGitHub

from .conftest import Api
from .stage import stage

R = "/repos/octo-org/hello/actions"


@pytest.fixture
def on(start_github, session):
    """Return a function that starts an edition."""

    async def start(edition, **settings):
        return Api(await start_github(edition=edition, **settings), session)

    return start


@pytest.mark.parametrize("prefix", ["", "/api/v3"])
@pytest.mark.parametrize("edition", get_args(EditionName))
async def test_every_operation_of_an_edition_succeeds(on, edition, prefix):
    """A9: what the edition has answers as documented, what it lacks is 404."""
    api = await on(edition, prefix=prefix)
    has = api.github.edition.has
    for operation in OPERATIONS.values():
        scene = stage(api.github, operation)
        got = await api(scene.line(operation), scene.body)
        expected = set(operation.answers) if has(operation.since) else {404}
        assert got.status in expected, (operation.id, got.body)


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
async def test_an_edition_has_its_operations(on, edition, count):
    """As many as its pages document, and those of the editions before."""
    api = await on(edition)
    has = api.github.edition.has
    assert sum(has(operation.since) for operation in OPERATIONS.values()) == count


@pytest.mark.parametrize(
    ("edition", "prefix"), [("github.com", ""), ("ghec", ""), ("ghes-3.5", "/api/v3")]
)
async def test_an_edition_is_mounted_where_it_is_in_life(on, edition, prefix):
    """GitHub Enterprise Server has /api/v3, and nothing beside it."""
    api = await on(edition)
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
async def test_an_older_run_has_fewer_members(on, edition, lacks):
    """What came later is absent, not null."""
    whole = await on("github.com")
    part = await on(edition)
    members = []
    for api in (whole, part):
        run = api.github.add_repo("octo-org/hello").add_run()
        members.append((await api(f"GET {R}/runs/{run.id}")).json.keys())
    assert members[0] - members[1] == lacks
    assert members[1] <= members[0]


async def test_ghes_3_5_leaves_a_missing_conclusion_out(on):
    """A single run without a conclusion has no such member; a list has null."""
    api = await on("ghes-3.5")
    run = api.github.add_repo("octo-org/hello").add_run(status="queued")
    for path in (f"{R}/runs/{run.id}", f"{R}/runs/{run.id}/attempts/1"):
        assert "conclusion" not in (await api(f"GET {path}")).json
    listed = (await api(f"GET {R}/runs")).json["workflow_runs"][0]
    assert listed["conclusion"] is None


async def test_old_servers_date_steps_with_an_offset(on):
    """Three notations of dates occur in one job of 2.22."""
    api = await on("ghes-2.22")
    run = api.github.add_repo("octo-org/hello").add_run(jobs=("build",))
    job = (await api(f"GET {R}/jobs/{run.jobs[0].id}")).json
    assert job["started_at"].endswith("Z")
    assert job["steps"][0]["started_at"].endswith(".000-08:00")


async def test_old_servers_ignore_the_version_header(on):
    """No selection, no refusal."""
    api = await on("ghes-3.5")
    api.github.add_repo("octo-org/hello")
    got = await api(f"GET {R}/runs", headers={"X-GitHub-Api-Version": "2026-03-10"})
    assert got.status == 200
    assert "x-github-api-version-selected" not in got.headers


async def test_a_newer_server_speaks_the_first_version_only(on):
    """GHES 3.12 refuses 2026-03-10."""
    api = await on("ghes-3.12")
    api.github.add_repo("octo-org/hello")
    for version, status in (("2022-11-28", 200), ("2026-03-10", 400)):
        headers = {"X-GitHub-Api-Version": version}
        assert (await api(f"GET {R}/runs", headers=headers)).status == status


async def test_old_servers_ignore_parameters_that_came_later(on):
    """head_sha filters nothing on 3.5, and the list is not capped."""
    api = await on("ghes-3.5")
    repo = api.github.add_repo("octo-org/hello")
    for _ in range(2):
        repo.add_run()
    got = (await api(f"GET {R}/runs?head_sha={'0' * 40}")).json
    assert got["total_count"] == 2


async def test_old_servers_say_nothing_about_a_dispatched_run(on):
    """204 on GitHub Enterprise Server, whatever was asked for; ten inputs at most."""
    api = await on("ghes-3.12")
    repo = api.github.add_repo("octo-org/hello")
    repo.add_workflow("ci.yml")
    path = f"POST {R}/workflows/ci.yml/dispatches"
    body = {"ref": "main", "return_run_details": True}
    assert (await api(path, body)).status == 204
    many = {"ref": "main", "inputs": {f"i{n}": "" for n in range(11)}}
    assert "up to 10" in (await api(path, many)).json["message"]


async def test_old_servers_answer_without_a_body(on):
    """201 and 202 are empty where newer servers send an empty object."""
    for edition, body in (("ghes-3.5", b""), ("ghes-3.12", b"{}")):
        api = await on(edition)
        run = api.github.add_repo("octo-org/hello").add_run(status="queued")
        got = await api(f"POST {R}/runs/{run.id}/cancel")
        assert (got.status, got.body) == (202, body)


def test_there_are_no_other_editions():
    """A name that is none is refused when the server is made."""
    with pytest.raises(ValueError, match=r"ghes-9\.9"):
        FakeGitHub(edition="ghes-9.9")
