"""The newest artifact from a run that fits."""

import pytest

import aioghactions as gha

EXPIRED = "2020-01-01T00:00:00Z"


@pytest.fixture
def hello(fake_github):
    """Return a repository with two workflows."""
    made = fake_github.add_repo("octo-org/hello")
    made.add_workflow("ci.yml")
    made.add_workflow("nightly.yml")
    return made


@pytest.fixture
def artifacts(github_client):
    """Return the handle of its artifacts."""
    return github_client.repo("octo-org/hello").artifacts


def upload(hello, workflow="ci.yml", *, name="report", fork=None, **run):
    """Add an artifact with its run."""
    made = hello.add_run(hello.find_workflow(workflow), **run)
    if fork is not None:
        made.head_repository = fork
    return hello.add_artifact(name, run=made)


@pytest.fixture
def fork(fake_github):
    """Return a fork."""
    return fake_github.add_repo("stranger/hello")


@pytest.fixture
def made(hello, fork):
    """Return artifacts by what is special about their run, the newest last."""
    kinds = {
        "usual": {},
        "nightly": {"workflow": "nightly.yml"},
        "next": {"head_branch": "next"},
        "failed": {"conclusion": "failure"},
        "running": {"status": "in_progress"},
        "fork": {"fork": fork},
        "forked next": {"fork": fork, "head_branch": "next"},
        "other": {"name": "other"},
    }
    return {kind: upload(hello, **run) for kind, run in kinds.items()}


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        ({}, "running"),
        ({"forks": True}, "forked next"),
        ({"branch": "main"}, "running"),
        ({"branch": "main", "forks": True}, "fork"),
        ({"branch": "next"}, "next"),
        ({"branch": "next", "forks": True}, "forked next"),
        ({"workflow": "nightly.yml"}, "nightly"),
        ({"conclusion": "failure"}, "failed"),
        ({"conclusion": "success"}, "next"),
        ({"conclusion": "success", "branch": "main"}, "nightly"),
        ({"conclusion": "success", "branch": "main", "workflow": "ci.yml"}, "usual"),
    ],
)
async def test_newest_is_of_a_run_that_fits(made, artifacts, wanted, kind):
    """From forks only on request: their branches may have any name."""
    assert (await artifacts.newest("report", **wanted)).id == made[kind].id


async def test_a_workflow_is_named_by_id_or_file(hello, made, artifacts):
    """Either gives the same artifact."""
    flow = hello.find_workflow("nightly.yml")
    for workflow in (flow.id, "nightly.yml"):
        found = await artifacts.newest("report", workflow=workflow)
        assert found.id == made["nightly"].id
    with pytest.raises(gha.NotFoundError, match="default branch"):
        await artifacts.newest("report", workflow="ci")


async def test_a_later_attempt_and_what_has_expired(hello, artifacts):
    """The newest of a run is that of its last attempt."""
    run = hello.add_run()
    _, second = (hello.add_artifact("report", run=run) for _ in range(2))
    expired = hello.add_run()
    hello.add_artifact("report", run=expired, expires_at=EXPIRED)
    for wanted in ({}, {"conclusion": "success"}):
        assert (await artifacts.newest("report", **wanted)).id == second.id


async def test_the_error_says_what_was_looked_through(hello, made, artifacts):
    """By reason, the most frequent first."""
    hello.add_artifact("report", expires_at=EXPIRED)
    deleted = upload(hello, head_branch="deleted")
    hello.runs.remove(deleted.run)
    deleted.run = None
    vanished = upload(hello, head_branch="next")
    hello.runs.remove(vanished.run)
    assert len(made) == 8
    with pytest.raises(gha.ArtifactNotFoundError) as caught:
        await artifacts.newest(
            "report", branch="next", workflow="ci.yml", conclusion="cancelled"
        )
    assert str(caught.value) == (
        "no artifact 'report' (branch next, workflow ci.yml, conclusion cancelled) was "
        "found; looked at 10 artifacts: 4 of other branches, 2 whose run was deleted "
        "or is not reported by this server, 2 from forks, 1 that have expired, "
        "1 of runs with another conclusion or none"
    )
    assert isinstance(caught.value, LookupError)
    with pytest.raises(gha.ArtifactNotFoundError) as caught:
        await artifacts.newest("never")
    assert str(caught.value) == ("no artifact 'never' was found; looked at 0 artifacts")


async def test_an_artifact_of_a_deleted_run_has_no_known_origin(hello, artifacts):
    """It is returned with ``forks`` only, and only if nothing is asked of its run."""
    deleted = upload(hello)
    hello.runs.remove(deleted.run)
    deleted.run = None
    assert (await artifacts.newest("report", forks=True)).id == deleted.id
    for wanted in ({}, {"forks": True, "branch": "main"}):
        with pytest.raises(gha.ArtifactNotFoundError, match="1 whose run was deleted"):
            await artifacts.newest("report", **wanted)


async def test_a_run_of_a_deleted_fork_is_not_taken_for_an_own_one(hello, artifacts):
    """GitHub leaves its repository out."""
    upload(hello).run.head_repository = None
    with pytest.raises(gha.ArtifactNotFoundError, match="1 from forks"):
        await artifacts.newest("report", branch="main")


async def test_each_run_is_requested_once_and_up_to_a_limit(
    hello, artifacts, fake_github
):
    """Several artifacts of a run have one answer."""
    for _ in range(5):
        uploaded = upload(hello, conclusion="failure")
        hello.add_artifact("report", run=uploaded.run)
    upload(hello)
    wanted = {"conclusion": "cancelled"}
    with pytest.raises(
        gha.ArtifactNotFoundError, match="looked at 11 artifacts: 11 of"
    ):
        await artifacts.newest("report", **wanted, most_runs=6)
    assert len(fake_github.requests) == 1 + 6
    with pytest.raises(gha.ArtifactNotFoundError, match="stopped after most_runs=3"):
        await artifacts.newest("report", **wanted, most_runs=3)
    assert len(fake_github.requests) == 7 + 1 + 3


@pytest.mark.parametrize("edition", ["github.com", "ghes-2.22"])
async def test_at_most_a_thousand_artifacts_are_looked_at(
    start_github, instant_clock, edition
):
    """Also on servers that ignore the name."""
    github = await start_github(edition=edition)
    repo = github.add_repo("octo-org/hello")
    repo.add_run()
    kinds = {"report": EXPIRED, "other": None}
    if edition == "github.com":
        del kinds["other"]
    for _ in range(1_500 // len(kinds)):
        for name, expires_at in kinds.items():
            repo.add_artifact(name, expires_at=expires_at)
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        artifacts = client.repo("octo-org/hello").artifacts
        with pytest.raises(gha.ArtifactNotFoundError, match="; stopped there"):
            await artifacts.newest("report")
    assert len(github.requests) <= 11


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"name": ""}, ValueError, "name"),
        ({"conclusion": ""}, ValueError, "conclusion is empty"),
        ({"conclusion": 1}, TypeError, "conclusion must be a string"),
        ({"most_runs": 0}, ValueError, "most_runs must be 1 or more"),
        ({"most_runs": "9"}, TypeError, "most_runs must be an integer"),
    ],
)
async def test_an_invalid_argument_is_rejected(
    artifacts, fake_github, given, error, message
):
    """The error names it, and nothing is sent."""
    with pytest.raises(error, match=message):
        await artifacts.newest(**({"name": "report"} | given))
    assert fake_github.requests == []


async def test_a_misspelt_conclusion_warns(artifacts, made):
    """At the line that passes it; GitHub may have conclusions that are not known."""
    with (
        pytest.warns(UserWarning, match="did you mean 'failure'") as warned,
        pytest.raises(gha.ArtifactNotFoundError),
    ):
        await artifacts.newest("report", conclusion="failed")
    assert warned[0].filename == __file__
    assert made
