"""Dispatch workflows on fake GitHubs of several editions, in virtual time."""

import json
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest
from attrs import define

import aioghactions as gha
from aioghactions.scopes import Workflows
from aioghactions.testing import FakeGitHub, WorkflowInput
from tests.support import fragment

DISPATCH = "create-workflow-dispatch"
OLD = ["ghes-2.22", "ghes-3.5", "ghes-3.12"]


@define
class Scene:
    """A fake GitHub with a repository, and a client."""

    github: FakeGitHub
    repo: object
    workflows: Workflows

    @property
    def runs(self):
        """The runs, newest first."""
        return list(self.repo.runs)

    @property
    def dispatches(self):
        """How many dispatches the server has received."""
        return self.github.counts[DISPATCH]

    def rival(self, **about):
        """Add a run that another user dispatched just now."""
        about = {"event": "workflow_dispatch", "actor": "hubot"} | about
        return self.repo.add_run(status="queued", **about)

    def when_dispatched(self, act):
        """Call ``act`` with each dispatch, right after its response."""

        def observe(request, _):
            if request.operation == DISPATCH:
                act(request)

        self.github._server.api.journal.observers.append(observe)


@pytest.fixture
async def start(start_github, instant_clock):
    """Yield a function that returns a new scene."""
    async with AsyncExitStack() as stack:

        async def start(edition="github.com", **about):
            github = await start_github(edition=edition)
            repo = github.add_repo("octo-org/hello")
            repo.add_workflow("ci.yml", inputs={"id": WorkflowInput()})
            repo.refs.add("develop")
            client = gha.Client(
                github.token, base_url=github.url, clock=instant_clock, **about
            )
            await stack.enter_async_context(client)
            return Scene(github, repo, client.repo("octo-org/hello").workflows)

        yield start


async def test_github_com_returns_the_run_id(start, instant_clock):
    """S4: 200 with the id: no search and no delay."""
    scene = await start()
    scene.rival()
    run = await scene.workflows.run("ci.yml", ref="main", inputs={"id": "7"})
    assert run.id == scene.runs[0].id
    assert scene.runs[0].inputs == {"id": "7"}
    assert scene.github.counts == {DISPATCH: 1, "get-workflow-run": 1}
    assert instant_clock.monotonic() < 1


async def test_run_of_a_known_id_that_appears_late_is_returned(start, instant_clock):
    """S4: GitHub may respond 404 for some seconds for an id that it just returned."""
    scene = await start()
    scene.github.fail("get-workflow-run", times=2, status=404, message="Not Found")
    scene.github.fail("get-workflow-run", times=9, status=502)
    run = await scene.workflows.run("ci.yml", ref="main")
    assert run.id == scene.runs[0].id
    assert instant_clock.monotonic() >= 2


async def test_run_of_a_known_id_that_never_appears_raises_run_timeout(start):
    """S4: the error has the id, and its outcome is unknown."""
    scene = await start()
    scene.github.fail("get-workflow-run", times=None, status=404, message="Not Found")
    with pytest.raises(gha.RunTimeoutError, match="was started") as late:
        await scene.workflows.run("ci.yml", ref="main", timeout=30)
    assert late.value.run_ids == (scene.runs[0].id,)
    assert late.value.outcome_unknown


@pytest.mark.parametrize("edition", OLD)
@pytest.mark.parametrize("ref", ["develop", "refs/heads/develop"])
async def test_run_is_identified_without_its_id(start, instant_clock, edition, ref):
    """S4: a single match is the run, once no other match can appear."""
    scene = await start(edition)
    scene.repo.add_run(event="push", head_branch="develop")
    scene.rival(head_branch="main")
    scene.rival(head_branch="develop", created_at=instant_clock.now() - 60)
    run = await scene.workflows.run("ci.yml", ref=ref)
    assert run.id == scene.runs[0].id
    assert scene.runs[0].actor.login == "octocat"
    assert len(scene.runs) == 4
    assert scene.dispatches == 1
    assert 5 <= instant_clock.monotonic() <= 20


async def test_two_matching_runs_raise_ambiguous_run(start):
    """S4: the error has both."""
    scene = await start("ghes-3.12")
    scene.when_dispatched(lambda _: scene.rival())
    with pytest.raises(gha.AmbiguousRunError, match="match equally") as caught:
        await scene.workflows.run("ci.yml", ref="main")
    assert {run.id for run in caught.value.candidates} == {run.id for run in scene.runs}
    assert caught.value.outcome_unknown
    assert scene.dispatches == 1


async def test_another_run_that_appears_first_is_not_returned(start, instant_clock):
    """S4: a single match is not accepted before others have had time to appear."""
    scene = await start("ghes-3.12")
    hidden = []

    def hide(_):
        hidden.append(scene.runs[0])
        scene.repo.runs.remove(hidden[0])
        scene.rival()

    def show(*_):
        if instant_clock.monotonic() >= 3 and hidden:
            scene.repo.runs.add(hidden.pop())

    scene.when_dispatched(hide)
    scene.github._server.api.journal.observers.append(show)
    with pytest.raises(gha.AmbiguousRunError):
        await scene.workflows.run("ci.yml", ref="main")


@pytest.mark.parametrize("known", ["actor", "head_sha"])
async def test_actor_or_head_sha_identifies_the_run(start, known):
    """S4: two runs match otherwise."""
    scene = await start("ghes-3.12")
    scene.when_dispatched(lambda _: scene.rival())
    scene.when_dispatched(lambda _: setattr(scene.runs[1], "head_sha", "ab" * 20))
    about = {"actor": {"actor": "Octocat"}, "head_sha": {"head_sha": "ab" * 20}}[known]
    run = await scene.workflows.run("ci.yml", ref="main", **about)
    assert run.actor.login == "octocat"


async def test_marker_identifies_the_run_without_delay(start, instant_clock):
    """S4: the title contains the value that was sent, and no other title does."""
    scene = await start("ghes-3.12")

    def name(_):
        run = scene.runs[0]
        run.display_title = f"Deploy {run.inputs['id']}"
        scene.rival()

    scene.when_dispatched(name)
    run = await scene.workflows.run("ci.yml", ref="main", marker="id")
    assert run.actor.login == "octocat"
    assert instant_clock.monotonic() < 1
    again = await scene.workflows.run(
        "ci.yml", ref="main", marker="id", inputs={"id": "mine"}
    )
    assert again.display_title == "Deploy mine"


async def test_earlier_run_with_the_same_marker_is_not_returned(start, instant_clock):
    """S4: an old run has the same value; the new one appears later."""
    scene = await start("ghes-3.12")
    old = scene.rival(created_at=instant_clock.now() - 600, display_title="Deploy 7")
    hidden = []

    def hide(_):
        hidden.append(scene.runs[0])
        hidden[0].display_title = "Deploy 7"
        scene.repo.runs.remove(hidden[0])

    def show(*_):
        if instant_clock.monotonic() >= 3 and hidden:
            scene.repo.runs.add(hidden.pop())

    scene.when_dispatched(hide)
    scene.github._server.api.journal.observers.append(show)
    run = await scene.workflows.run(
        "ci.yml", ref="main", marker="id", inputs={"id": "7"}
    )
    assert run.id != old.id
    assert run.actor.login == "octocat"


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"ref": None}, TypeError, "ref must be a string, not NoneType"),
        ({"ref": " "}, ValueError, "ref is empty"),
        ({"inputs": "x"}, TypeError, "inputs must be a mapping, such as a dict, not s"),
        ({"inputs": [1]}, TypeError, "inputs must be a mapping"),
        ({"actor": 5}, TypeError, "actor must be a string, not int"),
        ({"head_sha": b"00"}, TypeError, "head_sha must be a string, not bytes"),
        ({"marker": 5}, TypeError, "marker must be a string, not int"),
        (
            {"marker": "id", "inputs": {"id": ""}},
            ValueError,
            r"inputs\['id'\] is empty",
        ),
        (
            {"marker": "id", "inputs": {"id": [7]}},
            TypeError,
            r"inputs\.id must be a st",
        ),
        ({"head_sha": "abc1234"}, ValueError, "head_sha must be all 40 or 64 hex"),
        ({"actor": " "}, ValueError, "actor is empty"),
        ({"timeout": "60"}, TypeError, "timeout must be a number of seconds, not str"),
        ({"timeout": None}, TypeError, "timeout must be a number of seconds, not None"),
        ({"workflow_id": None}, TypeError, "workflow_id must be a string or an int"),
    ],
)
async def test_invalid_argument_raises_before_anything_is_sent(
    start, given, error, message
):
    """The message names the argument."""
    scene = await start()
    with pytest.raises(error, match=message):
        await scene.workflows.run(**({"workflow_id": "ci.yml", "ref": "main"} | given))
    assert scene.github.requests == []


@pytest.mark.parametrize("edition", [*OLD, "github.com"])
async def test_inputs_are_sent_as_strings(start, edition):
    """By both methods; an input that is None has its default."""
    scene = await start(edition)
    names = ("pr_number", "dry", "wet", "ratio", "name", "left_out")
    declared = {name: WorkflowInput() for name in names}
    scene.repo.add_workflow("inputs.yml", inputs=declared)
    values = (17, True, False, 0.5, "x", None)
    inputs = dict(zip(names, values, strict=True))
    await scene.workflows.run("inputs.yml", ref="main", inputs=inputs)
    await scene.workflows.dispatch("inputs.yml", ref="main", inputs=inputs)
    sent = [
        it.json["inputs"] for it in scene.github.requests if it.operation == DISPATCH
    ]
    assert len(sent) >= 2
    for each in sent:
        assert each == {
            "pr_number": "17",
            "dry": "true",
            "wet": "false",
            "ratio": "0.5",
            "name": "x",
        }


async def test_missing_marker_raises_run_timeout_that_names_run_name(start):
    """S4: a run without the marker does not match."""
    scene = await start("ghes-3.12")
    with pytest.raises(gha.RunTimeoutError, match="run-name contains") as late:
        await scene.workflows.run("ci.yml", ref="main", marker="id", timeout=30)
    assert late.value.outcome_unknown
    assert scene.dispatches == 1


async def test_rejected_return_run_details_is_left_out(start):
    """S4: the 422 names the member and proves that nothing was started."""
    scene = await start("ghes-3.12")
    scene.github.fail(
        DISPATCH,
        status=422,
        message='Invalid request. "return_run_details" is not a permitted key.',
    )
    run = await scene.workflows.run("ci.yml", ref="main")
    assert run.id == scene.runs[0].id
    assert len(scene.runs) == 1
    bodies = [
        request.json
        for request in scene.github.requests
        if request.operation == DISPATCH
    ]
    assert bodies == [{"ref": "main", "return_run_details": True}, {"ref": "main"}]


@pytest.mark.parametrize(
    ("about", "error"),
    [
        ({"ref": "gone"}, gha.ValidationFailedError),
        ({"ref": "main", "workflow_id": "no.yml"}, gha.NotFoundError),
    ],
)
async def test_definite_error_is_raised_without_a_search(start, about, error):
    """Nothing was started, so there is nothing to search for."""
    scene = await start("ghes-3.12")
    with pytest.raises(error):
        await scene.workflows.run(**({"workflow_id": "ci.yml"} | about))
    assert scene.github.counts == {DISPATCH: 1}


FAULTS = {
    "gateway": {"status": 502, "executed": True},
    "lost": {"drop": "after"},
    "truncated": {"status": 200, "body": '{"workflow_r', "executed": True},
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("edition", ["github.com", "ghes-3.12"])
async def test_run_is_found_after_an_unknown_outcome(start, edition, fault):
    """S3, S4: the dispatch is not sent again."""
    scene = await start(edition)
    scene.rival()
    scene.github.fail(DISPATCH, **FAULTS[fault])
    run = await scene.workflows.run("ci.yml", ref="main", actor="octocat")
    assert run.actor.login == "octocat"
    assert len(scene.runs) == 2
    assert scene.dispatches == 1


async def test_single_match_after_an_unknown_outcome_is_ambiguous(start):
    """S4: without the actor, it may be another user's; the error contains it."""
    scene = await start()
    scene.github.fail(DISPATCH, status=502)
    rival = scene.rival()
    with pytest.raises(gha.AmbiguousRunError, match="may have failed") as caught:
        await scene.workflows.run("ci.yml", ref="main")
    assert [run.id for run in caught.value.candidates] == [rival.id]
    assert isinstance(caught.value.__cause__, gha.ServerError)
    assert scene.dispatches == 1


async def test_failure_without_a_run_is_raised_with_a_note(start, instant_clock):
    """S4: the original error, its outcome still unknown."""
    scene = await start()
    scene.github.fail(DISPATCH, drop="before")
    scene.rival()
    with pytest.raises(gha.ConnectionLostError) as caught:
        await scene.workflows.run("ci.yml", ref="main", actor="octocat", timeout=30)
    assert caught.value.outcome_unknown
    assert caught.value.__notes__[-1] == "no matching run appeared within 30 s"
    assert scene.dispatches == 1
    assert instant_clock.monotonic() >= 30


async def test_run_without_an_actor_is_ambiguous(start):
    """S4: the oldest edition does not return the actor of a run."""
    scene = await start("ghes-2.22")
    scene.github.fail(DISPATCH, status=502, executed=True)
    with pytest.raises(gha.AmbiguousRunError):
        await scene.workflows.run("ci.yml", ref="main", actor="octocat")


async def test_accepted_dispatch_without_a_run_raises_run_timeout(start):
    """S4: GitHub accepted it, so its outcome is unknown."""
    scene = await start("ghes-3.12")
    scene.github.fail(DISPATCH, status=204, body=b"")
    with pytest.raises(gha.RunTimeoutError, match="was accepted, but no") as late:
        await scene.workflows.run("ci.yml", ref="main", timeout=30)
    assert late.value.outcome_unknown
    assert late.value.run_ids == ()


async def test_search_delays_grow_from_one_to_five_seconds(start):
    """A run usually appears at once; a late one is searched for less often."""
    scene = await start("ghes-3.12")
    scene.github.fail(DISPATCH, status=204, body=b"")
    with pytest.raises(gha.RunTimeoutError):
        await scene.workflows.run("ci.yml", ref="main", timeout=21.5)
    times = [
        request.time
        for request in scene.github.requests
        if request.operation == "list-workflow-runs"
    ]
    delays = [round(after - before) for before, after in pairwise(times)]
    assert delays == [1, 1, 2, 3, 5, 5]


async def test_search_continues_after_transient_errors(start):
    """S4: until the timeout."""
    scene = await start("ghes-3.12", patience=gha.Patience.none())
    scene.github.fail("list-workflow-runs", times=3, status=503)
    scene.github.fail("list-workflow-runs", drop="before")
    run = await scene.workflows.run("ci.yml", ref="main")
    assert run.id == scene.runs[0].id


async def test_permanent_error_of_the_search_is_raised(start):
    """A 403 is permanent."""
    scene = await start("ghes-3.12")
    scene.github.fail("list-workflow-runs", status=403, message="Forbidden")
    with pytest.raises(gha.PermissionDeniedError):
        await scene.workflows.run("ci.yml", ref="main")


async def test_search_reads_pages_until_the_dispatch_time(start, instant_clock):
    """S4: the run may be on a later page, behind newer ones."""
    scene = await start("ghes-3.12")

    def crowd(_):
        run = scene.runs[0]
        run.display_title = run.inputs["id"]
        for _ in range(70):
            scene.rival(created_at=instant_clock.now() + 1)

    for _ in range(400):
        scene.rival(created_at=instant_clock.now() - 1000)
    scene.when_dispatched(crowd)
    run = await scene.workflows.run("ci.yml", ref="main", marker="id")
    assert run.actor.login == "octocat"
    pages = [r for r in scene.github.requests if r.operation == "list-workflow-runs"]
    assert len(pages) <= 10


async def test_server_clock_decides_which_runs_match(start, instant_clock):
    """S4: the server's clock is a day ahead."""
    scene = await start("ghes-3.12")
    scene.github.world.skew = 86_400
    scene.rival(created_at=instant_clock.now())
    run = await scene.workflows.run("ci.yml", ref="main")
    assert run.actor.login == "octocat"


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["ghes-3.12", "github.com"])
async def test_many_dispatches_with_faults_return_their_own_runs(start, edition):
    """S3, S4, C1w: each call returns its own run, or reports an unknown outcome."""
    scene = await start(edition)
    scene.when_dispatched(
        lambda _: [setattr(r, "display_title", r.inputs["id"]) for r in scene.runs]
    )
    for seed, fault in enumerate(
        [
            {"status": 502, "executed": True},
            {"drop": "after"},
            {"drop": "before"},
            {"status": 503},
        ]
    ):
        scene.github.fail(DISPATCH, times=None, rate=0.08, seed=seed, **fault)
    scene.github.fail("list-workflow-runs", times=None, rate=0.1, seed=9, status=500)

    async def run(tag):
        return await scene.workflows.run(
            "ci.yml", ref="main", marker="id", inputs={"id": tag}, timeout=20
        )

    tags = [f"tag-{n:02}" for n in range(60)]
    lost = []
    async with gha.fan_out(run, tags, limit=6) as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(tag, found):
                    assert found.display_title == tag
                case gha.Failed(tag, gha.GitHubActionsError() as error):
                    assert error.outcome_unknown
                    lost.append(tag)
                case gha.Failed(_, error):
                    raise error
    executed = sorted(run.inputs["id"] for run in scene.runs)
    assert len(executed) == len(set(executed))
    assert sorted([*executed, *lost]) == tags
    assert scene.dispatches == len(tags)
    assert 0 < len(lost) < 20


@pytest.mark.parametrize("run_id", ['"12"', "null", "-1", "true", "1.5", None])
async def test_run_is_searched_for_if_the_response_has_no_id(start, run_id):
    """A 200 is an acceptance, also with an empty body."""
    scene = await start("github.com")
    body = f'{{"workflow_run_id": {run_id}, "run_url": "", "html_url": ""}}'
    scene.github.fail(
        DISPATCH,
        status=200,
        body="" if run_id is None else body,
        content_type="application/json",
        executed=True,
    )
    run = await scene.workflows.run("ci.yml", ref="main")
    assert [run.id] == [it.id for it in scene.runs]


async def test_dispatch_accepts_an_empty_200_as_a_204(start):
    """The call itself returns None."""
    scene = await start("github.com")
    scene.github.fail(DISPATCH, status=200, body="", executed=True)
    assert await scene.workflows.dispatch("ci.yml", ref="main") is None
    assert len(scene.runs) == 1


async def test_response_about_another_run_raises(start):
    """The id of the dispatch is not that of the response."""
    scene = await start("github.com")
    other = scene.repo.add_run()
    body = json.dumps({"workflow_run_id": other.id + 1, "run_url": "", "html_url": ""})
    scene.github.fail(DISPATCH, status=200, body=body, content_type="application/json")
    [example] = [
        it.payload
        for it in fragment.examples()
        if str(it) == "ghec/get-workflow-run.200"
    ]
    scene.github.fail(
        "get-workflow-run",
        status=200,
        body=json.dumps(example | {"id": other.id}),
        content_type="application/json",
    )
    with pytest.raises(gha.UnexpectedAnswerError, match=f"about run {other.id}, not"):
        await scene.workflows.run("ci.yml", ref="main")


@pytest.mark.parametrize(
    ("operation", "fault", "reason"),
    [
        ("get-workflow-run", {"status": 404, "message": "Not Found"}, "Not Found"),
        ("get-workflow-run", {"status": 502}, "502"),
        ("get-workflow-run", {"drop": "before"}, "closed the connection"),
        ("list-workflow-runs", {"status": 502}, "502"),
        (
            "list-workflow-runs",
            {
                "status": 403,
                "message": "You have exceeded a secondary rate limit.",
                "headers": {"retry-after": "100"},
            },
            "try after",
        ),
    ],
)
async def test_run_timeout_has_the_last_failure_of_the_search(
    start, operation, fault, reason
):
    """In its message and as its cause."""
    by_id = operation == "get-workflow-run"
    scene = await start("github.com" if by_id else "ghes-3.12")
    scene.github.fail(operation, times=None, **fault)
    with pytest.raises(gha.RunTimeoutError, match="the last request failed: ") as error:
        await scene.workflows.run("ci.yml", ref="main")
    assert reason in str(error.value)
    assert str(error.value.__cause__) in str(error.value)
