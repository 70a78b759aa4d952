"""Why a run failed, against a fake GitHub."""

import json

import pytest

import aioghactions as gha
from aioghactions.testing import FakeAnnotation

STEPS = ("Set up job", "Compile", "Run tests", "Upload", "Complete job")
EDITIONS = ("github.com", "ghes-3.12")


@pytest.fixture
def hello(fake_github):
    """Return a repository."""
    return fake_github.add_repo("octo-org/hello")


@pytest.fixture
def runs(github_client):
    """Return the handle of its runs."""
    return github_client.repo("octo-org/hello").runs


def texts(lines):
    """Return the texts of lines."""
    return [line.text for line in lines]


def fail(run, name="test", step="Run tests", conclusion="failure", **values):
    """Add a job that failed in a step."""
    return run.add_job(
        name, step_names=STEPS, failed_step=step, outcome=conclusion, **values
    )


def completed(hello, *jobs, conclusion="failure", **values):
    """Return a completed run with jobs of these names and values."""
    run = hello.add_run(status="in_progress", jobs=["build"], timings=None, **values)
    for job in jobs:
        fail(run, **job)
    run.complete(conclusion)
    return run


@pytest.mark.parametrize("edition", EDITIONS)
async def test_the_failed_step_is_returned_with_the_end_of_its_log(
    start_github, instant_clock, edition
):
    """Of the step, not of the job; cut out of the job's log where it must be."""
    github = await start_github(edition=edition)
    hello = github.add_repo("octo-org/hello")
    run = hello.add_run(status="in_progress", jobs=["build"], timings=None)
    job = fail(run)
    await instant_clock.sleep(500)
    run.complete("failure")
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        why = await client.repo("octo-org/hello").runs.why(run.id, lines=2)
    [failed] = why.jobs
    assert failed.job.id == job.id
    assert failed.summary == "test failed in step 3, Run tests"
    [step] = failed.steps
    assert step.step.number == 3
    assert step.url == f"{failed.url}#step:3:1"
    assert step.lines[-1].text == "Process completed with exit code 1."
    assert len(step.lines) == 2
    assert ("cut out of the log of the job" in step.note) is (edition != EDITIONS[0])
    assert (failed.lines, failed.notes, why.notes) == ((), (), ())
    assert why.run.id == run.id


async def test_the_report_is_readable_and_safe_to_print(hello, runs):
    """Names and lines of logs may contain escape sequences."""
    run = completed(
        hello,
        {"name": "te\x1b[2Jst", "step_logs": {"Run tests": "\x1b[31mred\n##[error]no"}},
    )
    why = await runs.why(run.id)
    [failed] = why.jobs
    page = f"https://github.com/octo-org/hello/actions/runs/{run.id}"
    assert str(why) == (
        f"ci #1 failed: {page}\n"
        "\n"
        f"test failed in step 3, Run tests: {page}/job/{failed.job.id}\n"
        "  failure: Process completed with exit code 1.\n"
        f"  step 3, Run tests: {page}/job/{failed.job.id}#step:3:1\n"
        "    red\n"
        "    no"
    )
    assert why.summary == "ci #1 failed"


async def test_a_failed_job_takes_two_requests(hello, runs, fake_github):
    """For its annotations and its log, besides those for the run and its jobs."""
    run = completed(hello, {"name": "test"})
    await runs.why(run.id)
    assert [request.operation for request in fake_github.requests] == [
        "get-workflow-run",
        "list-jobs-for-workflow-run",
        "list-check-run-annotations",
        "download-step-logs-for-workflow-run-job",
    ]


async def test_annotations_of_the_failed_job_are_returned(hello, runs):
    """The errors first, which the report shows in one line each."""
    shown = [
        FakeAnnotation(message="old action", level="warning"),
        FakeAnnotation(
            message=f"expected ;\n{'x' * 400}",
            title="C\x1b[2J2143",
            path="src/a.c",
            start_line=7,
        ),
    ]
    run = completed(hello, {"name": "test", "annotations": shown})
    [failed] = (await runs.why(run.id)).jobs
    assert [it.message[:10] for it in failed.annotations] == [
        "expected ;",
        "old action",
    ]
    [line] = [it for it in str(failed).splitlines() if it.startswith("  failure")]
    assert line.startswith("  failure src/a.c:7: C2143: expected ; xxx")
    assert line.endswith("x…")
    assert len(line) < 350
    assert "old action" not in str(failed)


async def test_warnings_are_shown_where_there_are_no_errors(hello, runs):
    """Such as for a run that was cancelled."""
    shown = [FakeAnnotation(message="a higher priority request", level="warning")]
    run = hello.add_run(status="in_progress", jobs=["build"], timings=None)
    run.jobs[0].annotations = shown
    run.complete("cancelled")
    assert "  warning: a higher priority request" in str(await runs.why(run.id))


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 403, "message": "Resource not accessible by integration"},
        {"status": 404, "message": "Not Found"},
        {"status": 502},
    ],
)
async def test_annotations_that_cannot_be_read_are_noted(
    hello, runs, fake_github, fault
):
    """A token may lack the permission for checks."""
    run = completed(hello, {"name": "test"})
    fake_github.fail("list-check-run-annotations", times=None, **fault)
    [failed] = (await runs.why(run.id)).jobs
    assert failed.annotations == ()
    assert "its annotations could not be read" in failed.notes[0]
    assert failed.steps[0].lines


async def test_at_most_a_hundred_annotations_of_a_job_are_requested(
    hello, runs, fake_github
):
    """That is one page, and the report shows ten."""
    shown = [FakeAnnotation(message=str(n)) for n in range(250)]
    run = completed(hello, {"name": "test", "annotations": shown})
    [failed] = (await runs.why(run.id)).jobs
    assert len(failed.annotations) == 100
    assert fake_github.counts["list-check-run-annotations"] == 1
    assert str(failed).count("  failure: ") == 10


async def test_jobs_stopped_by_a_failure_are_counted(hello, runs):
    """The failed one is the reason."""
    run = completed(
        hello,
        {"name": "test"},
        {"name": "lint", "conclusion": "cancelled"},
        {"name": "docs", "conclusion": "cancelled"},
    )
    why = await runs.why(run.id)
    assert [failed.job.name for failed in why.jobs] == ["test"]
    assert why.notes == ("2 other jobs were cancelled or stopped",)


async def test_a_cancelled_run_has_its_cancelled_jobs(hello, runs):
    """With the step in which they were, or that they never began."""
    run = hello.add_run(status="in_progress", jobs=["build"], timings=None)
    run.add_job("deploy", status="queued", started_at=None)
    run.complete("cancelled")
    why = await runs.why(run.id)
    assert why.summary == "ci #1 was cancelled"
    build, deploy = why.jobs
    assert build.summary == "build was cancelled in step 3, Run tests"
    assert build.steps[0].lines
    assert deploy.summary == "deploy was cancelled before it was given a runner"
    assert deploy.notes == (
        "the job ended (cancelled) before it was given a runner and has no log",
    )
    assert (deploy.steps, deploy.lines) == ((), ())


async def test_a_job_that_timed_out_has_the_step_that_was_stopped(hello, runs):
    """GitHub calls that step cancelled."""
    run = completed(hello, {"name": "slow"}, conclusion="timed_out")
    [failed] = (await runs.why(run.id)).jobs
    assert failed.summary == "slow timed out in step 3, Run tests"
    assert failed.steps[0].lines


async def test_a_run_that_could_not_be_started_has_no_jobs(hello, runs):
    """The report leads to the page with the reason."""
    run = hello.add_run(conclusion="startup_failure", jobs=())
    why = await runs.why(run.id)
    assert why.jobs == ()
    assert why.summary == "ci #1 could not be started"
    assert "no job was started" in str(why)
    assert why.run.html_url in str(why)


@pytest.mark.parametrize(
    ("state", "summary", "note"),
    [
        ({}, "ci #1 succeeded", None),
        (
            {"status": "in_progress", "timings": None},
            "ci #1 is in_progress",
            "the run is not completed: more jobs may fail",
        ),
        (
            {"conclusion": "action_required", "jobs": ()},
            "ci #1 waits for an approval",
            "the run must be approved on its page",
        ),
        (
            {"conclusion": "stale"},
            "ci #1 was given up by GitHub as stale",
            "none of its jobs has failed or was stopped",
        ),
    ],
)
async def test_a_run_without_failures_is_described(hello, runs, state, summary, note):
    """It is not an error to ask."""
    run = hello.add_run(**state)
    why = await runs.why(run.id)
    assert why.summary == summary
    assert why.notes == (() if note is None else (note,))
    assert why.jobs == ()


async def test_a_failed_job_of_a_running_run_is_examined(hello, runs, fake_github):
    """GitHub has the log of a job once the job is completed."""
    run = hello.add_run(status="in_progress", jobs=["build"], timings=None)
    failed = fail(run, status="in_progress")
    failed.start(hello.world.now())
    failed.complete(hello.world.now() + 60, "failure")
    why = await runs.why(run.id)
    assert why.summary == "ci #1 is in_progress"
    assert [it.summary for it in why.jobs] == ["test failed in step 3, Run tests"]
    assert why.jobs[0].steps[0].lines
    assert fake_github.requests


async def test_expired_logs_are_noted(hello, runs):
    """The failed steps are known without them."""
    run = completed(hello, {"name": "test"})
    run.delete_logs()
    why = await runs.why(run.id)
    [failed] = why.jobs
    assert failed.summary == "test failed in step 3, Run tests"
    assert "expired or was deleted" in failed.steps[0].note
    assert failed.steps[0].note in str(why)
    assert failed.notes == ()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 404, "message": "Not Found"},
        {"status": 410, "message": "Server Error"},
        {"status": 403, "message": "Must have admin rights to Repository."},
        {"status": 502},
        {"drop": "before"},
    ],
)
async def test_a_log_that_cannot_be_read_is_noted(
    start_github, instant_clock, edition, fault
):
    """Whatever the error, the rest is returned."""
    github = await start_github(edition=edition)
    hello = github.add_repo("octo-org/hello")
    run = completed(hello, {"name": "test"})
    for operation in (
        "download-step-logs-for-workflow-run-job",
        "download-job-logs-for-workflow-run",
    ):
        github.fail(operation, times=None, **fault)
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        why = await client.repo("octo-org/hello").runs.why(run.id)
    [failed] = why.jobs
    assert failed.summary == "test failed in step 3, Run tests"
    notes = [*failed.notes, *(step.note for step in failed.steps if step.note)]
    assert len(notes) == 1
    assert "could not be read" in notes[0]
    assert notes[0] in str(why)


async def test_a_job_without_a_failed_step_has_the_end_of_its_log(hello, runs):
    """Such as one whose runner was lost."""
    run = completed(hello, {"name": "test", "log": "one\ntwo\nthree"})
    run.jobs[1].step_names = ()
    [failed] = (await runs.why(run.id, lines=2)).jobs
    assert failed.steps == ()
    assert texts(failed.lines) == ["two", "three"]
    assert str(failed).endswith("    two\n    three")


async def test_a_step_with_an_empty_log_is_noted(hello, runs):
    """It has none but was there."""
    run = completed(hello, {"name": "test", "step_logs": {"Run tests": ""}})
    [failed] = (await runs.why(run.id)).jobs
    assert failed.steps[0].note == "its log is empty"


async def test_a_step_that_the_times_do_not_show_has_the_end_of_the_job(
    start_github, instant_clock
):
    """A log without timestamps cannot be cut."""
    github = await start_github(edition="ghes-3.12")
    hello = github.add_repo("octo-org/hello")
    run = completed(hello, {"name": "test", "log": "one\ntwo"})
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        [failed] = (await client.repo("octo-org/hello").runs.why(run.id)).jobs
    assert failed.steps[0].lines == ()
    assert texts(failed.lines) == ["one", "two"]


async def test_most_jobs_bounds_what_is_examined(hello, runs, fake_github):
    """The others are named."""
    run = completed(hello, *({"name": f"test {n}"} for n in range(8)))
    why = await runs.why(run.id, most_jobs=3)
    assert [it.job.name for it in why.jobs] == [f"test {n}" for n in range(8)]
    assert [bool(it.steps) for it in why.jobs] == [True] * 3 + [False] * 5
    note = "not examined: only 3 jobs are; raise most_jobs"
    assert [it.notes for it in why.jobs[3:]] == [(note,)] * 5
    assert len(fake_github.requests) == 2 + 3 * 2


async def test_four_jobs_are_examined_at_once(hello, runs, fake_github):
    """However many have failed."""
    run = completed(hello, *({"name": f"test {n}"} for n in range(12)))
    fake_github.latency = 1
    await runs.why(run.id)
    assert fake_github.most_in_flight <= 4


async def test_an_earlier_attempt_can_be_asked_for(hello, runs):
    """The latest is the default."""
    run = completed(hello, {"name": "test"})
    run.rerun()
    run.timings = None
    run.complete("success")
    assert (await runs.why(run.id)).summary == "ci #1 succeeded (attempt 2)"
    why = await runs.why(run.id, 1)
    assert why.summary == "ci #1 failed"
    assert [it.job.name for it in why.jobs] == ["test"]


async def test_a_log_longer_than_accepted_is_noted(hello, runs):
    """S10: the limit is that of each log."""
    run = completed(hello, {"name": "test"})
    [failed] = (await runs.why(run.id, max_bytes=5)).jobs
    assert "longer than 5 bytes" in failed.steps[0].note


async def test_a_missing_run_raises(runs):
    """There is nothing to describe."""
    with pytest.raises(gha.NotFoundError):
        await runs.why(404)


@pytest.mark.parametrize(
    ("given", "message"),
    [({"lines": 0}, "lines must be 1 or more"), ({"most_jobs": -1}, "most_jobs must")],
)
async def test_an_invalid_argument_is_rejected(runs, fake_github, given, message):
    """The error names it, and nothing is sent."""
    with pytest.raises(ValueError, match=message):
        await runs.why(1, **given)
    assert fake_github.requests == []


async def test_all_annotations_of_one_file_are_listed(hello, github_client):
    """Nothing identifies an annotation: equal ones are different messages."""
    shown = [FakeAnnotation(message=f"{n % 7}", path="a.c") for n in range(130)]
    run = completed(hello, {"name": "test", "annotations": shown})
    jobs = github_client.repo("octo-org/hello").jobs
    listed = await jobs.annotations(run.jobs[1].id).collect()
    assert [it.message for it in listed] == [it.message for it in shown]


async def test_a_job_takes_at_most_nine_requests(start_github, instant_clock):
    """If three steps have failed and no log can be read."""
    github = await start_github(edition="ghes-3.12")
    hello = github.add_repo("octo-org/hello")
    run = completed(hello, {"name": "test"})
    async with gha.Client(
        github.token, base_url=github.url, clock=instant_clock
    ) as client:
        path = f"/repos/octo-org/hello/actions/runs/{run.id}/jobs"
        listed = await client.request("GET", path)
        for step in listed["jobs"][1]["steps"]:
            step["conclusion"] = "failure"
        github.fail(
            "list-jobs-for-workflow-run",
            status=200,
            body=json.dumps(listed),
            content_type="application/json; charset=utf-8",
        )
        github.fail("download-job-logs-for-workflow-run", status=404)
        before = len(github.requests)
        [failed] = (await client.repo("octo-org/hello").runs.why(run.id)).jobs
    assert [it.step.number for it in failed.steps] == [1, 2, 3]
    assert "could not be read" in failed.notes[0]
    assert 2 < len(github.requests) - before <= 2 + 9
