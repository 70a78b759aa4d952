import csv
import io
from datetime import UTC, datetime, timedelta, timezone

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from aioghactions import stats
from aioghactions._core.call import Returns
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure
from aioghactions.models import BillableUsage, WorkflowRunUsage
from tests.support import fragment

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def example(name, model):
    """Return the model of a documented payload."""
    [payload] = [it.payload for it in fragment.examples() if str(it) == name]
    return structure(payload, Returns(model), SharedObjects())


RUN = example("ghec/get-workflow-run.200", "WorkflowRun")
JOB = example("ghes-2.22/get-job-for-workflow-run.200", "Job")


def run(conclusion="success", *, seconds=60, status="completed", **about):
    """Return a run of that duration."""
    times = {
        "created_at": NOON - timedelta(hours=1),
        "run_started_at": NOON,
        "updated_at": NOON + timedelta(seconds=seconds),
    }
    return evolve(RUN, **(times | {"conclusion": conclusion, "status": status} | about))


def job(conclusion="success", *, queued=10, seconds=60, after=0, **about):
    """Return a job with these times in the queue and running."""
    start = NOON + timedelta(seconds=after)
    times = {
        "created_at": start - timedelta(seconds=queued),
        "started_at": start,
        "completed_at": start + timedelta(seconds=seconds),
        "status": "completed",
        "workflow_name": "CI",
        "head_branch": "main",
        "labels": ("self-hosted", "linux"),
        "runner_name": "one",
    }
    return evolve(JOB, **(times | {"conclusion": conclusion} | about))


@pytest.mark.parametrize(
    ("conclusions", "rate"),
    [
        ([], None),
        (["cancelled", "skipped", None, "neutral"], None),
        (["success"], 1.0),
        (["failure"], 0.0),
        (["success", "failure", "timed_out", "startup_failure", "cancelled"], 0.25),
        (["success", "stale", "something new"], 1.0),
    ],
)
def test_success_rate_counts_only_passed_and_failed(conclusions, rate):
    """Other conclusions do not change it."""
    assert stats.success_rate(map(run, conclusions)) == rate


def test_run_seconds_are_from_start_to_end_of_the_last_attempt():
    """From creation on servers that do not return its start."""
    assert stats.run_seconds(run(seconds=90)) == 90
    assert stats.run_seconds(run(seconds=90, run_started_at=None)) == 3690
    assert stats.run_seconds(run(status="in_progress")) is None
    assert stats.run_seconds(run("skipped")) is None
    assert stats.run_seconds(run(seconds=-1)) == 0
    assert stats.run_seconds(run(updated_at=None)) is None
    assert stats.run_seconds(run(run_started_at=None, created_at=None)) is None


def test_job_seconds_are_from_start_to_end():
    """None for a job that was skipped or is still running."""
    assert stats.job_seconds(job(seconds=90)) == 90
    assert stats.job_seconds(job(completed_at=None)) is None
    assert stats.job_seconds(job(started_at=None)) is None
    assert stats.job_seconds(job("skipped")) is None
    # Cancelled in the queue: no runner was busy.
    assert stats.job_seconds(job("cancelled", steps=())) is None
    assert stats.job_seconds(job("cancelled", seconds=5)) == 5
    # GitHub's clocks differ: some jobs seem to end before they start.
    assert stats.job_seconds(job(seconds=-1)) == 0


def test_queued_seconds_are_from_creation_to_start():
    """None for a job that is still queued, and on servers without created_at."""
    assert stats.queued_seconds(job(queued=7)) == 7
    assert stats.queued_seconds(job(None, status="in_progress", queued=7)) == 7
    for status in ("queued", "waiting", "pending", "requested"):
        assert stats.queued_seconds(job(None, status=status)) is None
    assert stats.queued_seconds(job("cancelled", steps=())) is None
    assert stats.queued_seconds(job(created_at=None)) is None
    assert stats.queued_seconds(job(started_at=None)) is None
    assert stats.queued_seconds(job("skipped")) is None
    assert stats.queued_seconds(job(queued=-1)) == 0


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([], 50, None),
        ([3], 95, 3),
        ([1, 2, 3, 4], 0, 1),
        ([4, 3, 2, 1], 50, 2.5),
        ([1, 2, 3, 4], 100, 4),
        (range(101), 95, 95),
    ],
)
def test_percentile_is_interpolated_linearly(values, percent, expected):
    """As in spreadsheets and numpy."""
    assert stats.percentile(values, percent) == pytest.approx(expected)


@pytest.mark.parametrize("percent", [-1, 101, float("nan")])
def test_percentile_beyond_0_to_100_raises(percent):
    """Also NaN."""
    with pytest.raises(ValueError, match="between 0 and 100"):
        stats.percentile([1, 2], percent)


@pytest.mark.slow
@given(st.lists(st.floats(-1e9, 1e9), min_size=1), st.floats(0, 100))
def test_percentile_is_between_minimum_and_maximum(values, percent):
    """For any values."""
    found = stats.percentile(values, percent)
    assert min(values) <= found <= max(values) or found == pytest.approx(min(values))


def test_summarise_runs_returns_one_row_per_group():
    """The one with most minutes first."""
    runs = [
        run(seconds=60, name="CI"),
        run("failure", seconds=120, name="CI"),
        run(None, status="queued", name="CI"),
        run(seconds=1200, name="Nightly", workflow_id=7),
    ]
    assert stats.summarise_runs(iter(runs), "workflow") == [
        {
            "workflow": "Nightly",
            "runs": 1,
            "success_rate": 1.0,
            "duration_p50": 1200,
            "duration_p95": 1200,
            "estimated": 1,
            "minutes": 20,
        },
        {
            "workflow": "CI",
            "runs": 3,
            "success_rate": 0.5,
            "duration_p50": 90,
            "duration_p95": pytest.approx(117),
            "estimated": 2,
            "minutes": 3,
        },
    ]


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("repository", RUN.repository.full_name),
        ("workflow", "Build"),
        ("branch", RUN.head_branch),
        ("event", "push"),
        ("actor", "octocat"),
    ],
)
def test_runs_can_be_grouped_by_each_key(by, key):
    """With the value of the run."""
    [row] = stats.summarise_runs([run()], by)
    assert row[by] == key


@pytest.mark.parametrize(
    ("about", "key"),
    [
        (
            {"name": None, "path": ".github/workflows/ci.yml@refs/heads/main"},
            "ci.yml",
        ),
        ({"name": None, "path": "dynamic/pages"}, "dynamic/pages"),
        ({"name": None, "path": None, "workflow_id": 7}, "7"),
    ],
)
def test_workflow_without_a_name_is_called_by_file_or_id(about, key):
    """Older servers return the id only."""
    [row] = stats.summarise_runs([run(**about)], "workflow")
    assert row["workflow"] == key


def test_workflow_with_run_name_is_called_by_its_file():
    """With ``run-name``, the name of a run is not that of its workflow."""
    ci = {"workflow_id": 1, "path": ".github/workflows/ci.yml", "name": "CI"}
    deploy = {"workflow_id": 2, "path": ".github/workflows/deploy.yml"}
    old = {"workflow_id": 3, "path": None}
    runs = [
        *(run(seconds=60, **ci), run(seconds=60, **ci)),
        *(run(seconds=60, name="to A", **deploy), run(name="to B", **deploy)),
        *(run(seconds=600, name="C", **old), run(seconds=600, name="D", **old)),
        run(seconds=30, workflow_id=4, name="CI"),
    ]
    rows = stats.summarise_runs(runs, "workflow")
    assert [(row["workflow"], row["runs"], row["minutes"]) for row in rows] == [
        ("3", 2, 20),
        ("CI (ci.yml)", 2, 2),
        ("deploy.yml", 2, 2),
        ("CI (build.yml)", 1, 0.5),
    ]


def test_unknown_key_raises():
    """The message lists the known keys."""
    with pytest.raises(
        ValueError, match="by 'label'; use one of actor, branch, day, e"
    ):
        stats.summarise_runs([run()], "label")
    with pytest.raises(
        ValueError, match="by 'event'; use one of branch, job, label, repo"
    ):
        stats.summarise_jobs([job()], "event")


def test_missing_member_of_a_run_is_an_empty_key():
    """No branch, and no actor on old servers."""
    [row] = stats.summarise_runs([run(head_branch=None)], "branch")
    assert row["branch"] == ""
    [row] = stats.summarise_runs([run(actor=None)], "actor")
    assert row["actor"] == ""
    [row] = stats.summarise_runs([run(repository=None)], "repository")
    assert row["repository"] == ""


def test_job_counts_for_each_of_its_labels():
    """One without labels counts for the empty label."""
    jobs = [
        job(seconds=60, queued=10),
        job("failure", seconds=120, queued=30, labels=("linux",)),
        job(labels=None, seconds=30),
        job("skipped", labels=("linux",), seconds=0, queued=0),
    ]
    assert stats.summarise_jobs(jobs, "label") == [
        {
            "label": "linux",
            "jobs": 3,
            "success_rate": 0.5,
            "queued_p50": 20,
            "queued_p95": pytest.approx(29),
            "duration_p50": 90,
            "duration_p95": pytest.approx(117),
            "minutes": 3,
        },
        {
            "label": "self-hosted",
            "jobs": 1,
            "success_rate": 1.0,
            "queued_p50": 10,
            "queued_p95": 10,
            "duration_p50": 60,
            "duration_p95": 60,
            "minutes": 1,
        },
        {
            "label": "",
            "jobs": 1,
            "success_rate": 1.0,
            "queued_p50": 10,
            "queued_p95": 10,
            "duration_p50": 30,
            "duration_p95": 30,
            "minutes": 0.5,
        },
    ]


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("repository", "octo-org/octo-repo"),
        ("workflow", "CI"),
        ("branch", "main"),
        ("job", JOB.name),
        ("runner", "one"),
    ],
)
def test_jobs_can_be_grouped_by_each_key(by, key):
    """With the value of the job."""
    [row] = stats.summarise_jobs([job()], by)
    assert row[by] == key


@pytest.mark.parametrize("by", ["workflow", "branch", "runner"])
def test_missing_member_of_a_job_is_an_empty_key(by):
    """Old servers return fewer members."""
    bare = job(workflow_name=None, head_branch=None, runner_name=None)
    [row] = stats.summarise_jobs([bare], by)
    assert row[by] == ""


def test_flaky_job_failed_and_then_passed_on_the_same_commit():
    """The flakiest first; a job that only failed or only passed is not flaky."""
    jobs = [
        job("failure", name="test", head_sha="a", after=0),
        job("success", name="test", head_sha="a", after=100),
        job("success", name="test", head_sha="b", after=200),
        job("failure", name="lint", head_sha="a"),
        job("failure", name="lint", head_sha="a", after=100),
        job("success", name="build", head_sha="a"),
        job("failure", name="build", head_sha="b", after=100),
        job("success", name="broke later", head_sha="a"),
        job("failure", name="broke later", head_sha="a", after=100),
        job("cancelled", name="stopped", head_sha="a"),
        job("success", name="stopped", head_sha="a", after=100),
        job("timed_out", name="slow", head_sha="a", workflow_name=None),
        job("success", name="slow", head_sha="a", workflow_name=None, after=1),
    ]
    common = {"repository": "octo-org/octo-repo"}
    assert stats.flaky_jobs(jobs) == [
        common
        | {"workflow": "", "job": "slow", "commits": 1, "flaky": 1, "rate": 1.0}
        | {"minutes": 1.0},
        common
        | {"workflow": "CI", "job": "test", "commits": 2, "flaky": 1, "rate": 0.5}
        | {"minutes": 1.0},
    ]


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [
        ([("failure", 0, 120), ("success", 100, 60)], 2),
        ([("failure", 0, 120), ("timed_out", 10, 180), ("success", 20, 60)], 5),
        ([("failure", 0, 60), ("success", 10, 60), ("failure", 20, 600)], 1),
        ([("success", 10, 60), ("failure", 0, 90)], 1.5),
    ],
)
def test_the_cost_of_a_flaky_job_is_that_of_failures_before_a_success(
    attempts, minutes
):
    """In any order; a failure that nothing followed may have another cause."""
    jobs = [
        job(conclusion, after=after, seconds=seconds, run_attempt=number)
        for number, (conclusion, after, seconds) in enumerate(attempts, 1)
    ]
    [row] = stats.flaky_jobs(jobs)
    assert (row["flaky"], row["minutes"]) == (1, minutes)


def test_rows_can_be_written_as_csv():
    """All rows of one call have the same keys and plain values."""
    rows = stats.summarise_jobs([job(), job(None, completed_at=None)], "job")
    file = io.StringIO()
    table = csv.DictWriter(file, rows[0])
    table.writeheader()
    table.writerows(rows)
    assert file.getvalue().startswith("job,jobs,success_rate,queued_p50,queued_p95,")


def test_no_items_give_no_rows():
    """In each of the functions."""
    assert stats.summarise_runs([], "event") == []
    assert stats.summarise_jobs([], "job") == []
    assert stats.flaky_jobs([]) == []


DAY = 24 * 3600


def usage(milliseconds):
    """Return the usage of a run."""
    return WorkflowRunUsage(billable=BillableUsage(), run_duration_ms=milliseconds)


@pytest.mark.parametrize(
    ("seconds", "jobs", "milliseconds", "expected"),
    [
        (90, [], None, (90, True)),
        (35 * DAY, [], None, (35 * DAY, True)),
        (35 * DAY + 1, [], None, None),
        (365 * DAY, [], None, None),
        (365 * DAY, [job(seconds=60), job(seconds=70)], None, (70, False)),
        (365 * DAY, [job(seconds=60)], 99_000, (60, False)),
        (365 * DAY, [], 99_000, (99, False)),
        (365 * DAY, [job(None, completed_at=None)], 99_000, (99, False)),
        (90, [job(seconds=60, run_id=5)], None, (90, True)),
        (90, [job(seconds=60, run_attempt=2)], None, (90, True)),
        (90, [job(seconds=60, run_attempt=None)], None, (60, False)),
    ],
)
def test_run_duration_is_that_of_jobs_or_usage(seconds, jobs, milliseconds, expected):
    """An update a year later, as when logs are deleted, is not the end of a run."""
    runs = run(seconds=seconds, run_attempt=1, id=JOB.run_id)
    known = None if milliseconds is None else usage(milliseconds)
    found = stats.run_duration(runs, jobs=jobs, usage=known)
    assert found == (expected and stats.RunDuration(*expected))
    assert stats.run_seconds(runs, jobs=jobs, usage=known) == (expected and expected[0])


def test_usage_without_a_duration_is_not_one():
    """Older servers send none."""
    found = stats.run_duration(run(seconds=90), usage=usage(None))
    assert found == stats.RunDuration(90, estimated=True)


def test_summarise_runs_uses_the_times_of_jobs():
    """And says how many of the other durations are estimates."""
    runs = [
        run(seconds=365 * DAY, id=1, run_attempt=1),
        run(seconds=365 * DAY, id=2),
        run(seconds=120, id=3),
    ]
    jobs = [job(seconds=60, run_id=1)]
    [row] = stats.summarise_runs(runs, "event", jobs=iter(jobs))
    assert (row["runs"], row["estimated"], row["minutes"]) == (3, 1, 3)


def carried(copy_of, **about):
    """Return the copy of a job in the next attempt, with a new id."""
    return evolve(copy_of, id=copy_of.id + 1, run_attempt=2, **about)


def test_job_carried_over_by_a_rerun_counts_once():
    """30 minutes in one attempt, and 10 again for the job that failed."""
    build = job(seconds=600, name="build")
    test = job("failure", seconds=600, name="test")
    again = job(seconds=600, name="test", after=9000, run_attempt=2)
    skipped = job("skipped", seconds=0, name="deploy", runner_name="", steps=())
    jobs = [build, test, skipped, carried(build), again, carried(skipped)]
    assert stats.distinct_jobs(iter(jobs)) == [build, test, skipped, again]
    [row] = stats.summarise_jobs(jobs, "branch")
    assert (row["jobs"], row["minutes"]) == (4, 30)


@pytest.mark.parametrize(
    "about",
    [
        {"name": "another"},
        {"run_id": 5},
        {"runner_name": "another"},
        {"started_at": NOON + timedelta(seconds=1)},
        {"completed_at": NOON + timedelta(seconds=1)},
        {"run_url": "https://api.github.com/repos/octo-org/other/actions/runs/1"},
        {"completed_at": None},
    ],
)
def test_job_that_differs_from_an_earlier_one_is_counted(about):
    """Only a job with the same run, name, runner and times is a copy."""
    first = job()
    assert stats.distinct_jobs([first, carried(first, **about)]) == [
        first,
        carried(first, **about),
    ]


def test_incomplete_jobs_and_skipped_ones_of_one_attempt_are_not_copies():
    """They may look the same."""
    waiting = job(None, completed_at=None, runner_name=None)
    skipped = job("skipped", runner_name=None)
    jobs = [waiting, carried(waiting), skipped, evolve(skipped, id=7)]
    assert stats.distinct_jobs(jobs) == jobs


def repository(name):
    """Return a repository of this name."""
    return evolve(RUN.repository, full_name=name)


def ci(number, *, file=None, where="octo-org/hello"):
    """Return a run of a workflow with the name CI."""
    path = file and f".github/workflows/{file}"
    return run(
        seconds=60,
        name="CI",
        workflow_id=number,
        path=path,
        repository=repository(where),
    )


@pytest.mark.parametrize(
    ("runs", "rows"),
    [
        (
            [ci(1, file="a.yml"), ci(2, file="b.yml"), ci(3, file="c.yml")],
            ["CI (a.yml)", "CI (b.yml)", "CI (c.yml)"],
        ),
        (
            [ci(n, file="ci.yml", where=f"octo-org/{n}") for n in (1, 2, 3)],
            [f"CI (octo-org/{n}: ci.yml)" for n in (1, 2, 3)],
        ),
        (
            [ci(1, file="ci.yml"), ci(2, file="ci.yml")],
            ["CI (octo-org/hello: ci.yml: 1)", "CI (octo-org/hello: ci.yml: 2)"],
        ),
        ([ci(1), ci(2)], ["CI (1)", "CI (2)"]),
        ([ci(1, file="a.yml"), ci(1, file="a.yml")], ["CI"]),
        # The same id on another server.
        (
            [ci(1, where="a/x"), ci(1, where="b/x")],
            ["CI (a/x: 1)", "CI (b/x: 1)"],
        ),
    ],
)
def test_workflows_of_one_name_have_a_row_each(runs, rows):
    """Their files tell them apart, or their repositories."""
    found = stats.summarise_runs(runs, "workflow")
    assert [row["workflow"] for row in found] == rows
    assert sum(row["runs"] for row in found) == len(runs)


def test_jobs_of_one_name_have_a_row_for_each_workflow_and_repository():
    """A name is not a key."""
    url = "https://api.github.com/repos/octo-org/other/actions/runs/1"
    jobs = [
        job(name="build", after=0),
        job(name="build", after=1, workflow_name="Deploy"),
        job(name="build", after=2, run_url=url),
        job(name="test", after=3),
    ]
    assert {row["job"] for row in stats.summarise_jobs(jobs, "job")} == {
        "build (Deploy)",
        "build (octo-org/octo-repo: CI)",
        "build (octo-org/other: CI)",
        "test",
    }
    assert {row["workflow"] for row in stats.summarise_jobs(jobs, "workflow")} == {
        *("CI (octo-org/octo-repo)", "CI (octo-org/other)", "Deploy"),
    }


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a/x", "b/x"]),
            st.integers(1, 3),
            st.sampled_from(["ci.yml", "b.yml", None]),
            st.sampled_from(["CI", "Build", None]),
        ),
        max_size=12,
    )
)
def test_every_workflow_has_its_own_row_and_name(facts):
    """However names, files and repositories repeat."""
    runs = [
        evolve(ci(number, file=file, where=where), name=name)
        for where, number, file, name in facts
    ]
    found = stats.summarise_runs(runs, "workflow")
    assert len(found) == len({(where, number) for where, number, _, _ in facts})
    assert len({row["workflow"] for row in found}) == len(found)
    assert sum(row["runs"] for row in found) == len(runs)


def step(name="Run tests", conclusion="success", *, seconds=60, **about):
    """Return a step of that duration."""
    times = {"started_at": NOON, "completed_at": NOON + timedelta(seconds=seconds)}
    return evolve(
        JOB.steps[0], **(times | {"name": name, "conclusion": conclusion} | about)
    )


def test_step_seconds_are_from_start_to_end():
    """None for a step that was skipped or is not completed."""
    assert stats.step_seconds(step(seconds=90)) == 90
    assert stats.step_seconds(step(seconds=-1)) == 0
    assert stats.step_seconds(step(conclusion="skipped")) is None
    assert stats.step_seconds(step(completed_at=None)) is None


def test_summarise_steps_returns_one_row_per_group():
    """Skipped steps do not count, and a job carried over by a re-run counts once."""
    first = job(
        "failure",
        name="build",
        steps=(
            step("Set up job", seconds=30),
            step("Run tests", "failure", seconds=120),
            step("Upload", "skipped"),
        ),
    )
    second = job(
        name="build",
        after=100,
        run_attempt=2,
        steps=(
            step("Set up job", seconds=60),
            step("Run tests", seconds=240),
            step("Run tests", "cancelled", completed_at=None),
        ),
    )
    jobs = [first, second, evolve(second, id=9, run_attempt=3), job(steps=None)]
    assert stats.summarise_steps(jobs, "step") == [
        {
            "step": "Run tests",
            "steps": 3,
            "failed": 1,
            "success_rate": 0.5,
            "duration_p50": 180,
            "duration_p95": pytest.approx(234),
            "minutes": 6,
        },
        {
            "step": "Set up job",
            "steps": 2,
            "failed": 0,
            "success_rate": 1.0,
            "duration_p50": 45,
            "duration_p95": pytest.approx(58.5),
            "minutes": 1.5,
        },
    ]


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("repository", {"octo-org/octo-repo"}),
        ("workflow", {"CI", "Deploy"}),
        ("branch", {"main"}),
        ("job", {"lint", "build (CI)", "build (Deploy)"}),
        (
            "step",
            {
                *("Run tests (lint)", "Set up"),
                "Run tests (octo-org/octo-repo: build: CI)",
                "Run tests (octo-org/octo-repo: build: Deploy)",
            },
        ),
    ],
)
def test_steps_can_be_grouped_by_each_key(by, keys):
    """Steps of one name have a row for each job."""
    jobs = [
        job(name="build", steps=(step(), step("Set up"))),
        job(name="build", after=1, workflow_name="Deploy", steps=(step(),)),
        job(name="lint", after=2, steps=(step(),)),
    ]
    assert {row[by] for row in stats.summarise_steps(jobs, by)} == keys


def test_workflows_of_one_name_are_told_apart_by_the_runs_of_the_jobs():
    """In every table; without the runs they share a row."""
    runs = [
        run(id=1, workflow_id=11, name="CI", path=".github/workflows/ci.yml"),
        run(id=2, workflow_id=12, name="CI", path=".github/workflows/b.yml@main"),
    ]
    jobs = [
        job("failure", run_id=1, name="build", head_sha="a", steps=(step(),)),
        job(run_id=1, name="build", head_sha="a", after=9, steps=(step(),)),
        job(run_id=2, name="build", head_sha="a", after=20, steps=(step(),)),
        job("failure", run_id=2, name="build", head_sha="a", after=5, steps=(step(),)),
        job(run_id=3, name="test", head_sha="a", after=7, steps=(step(),)),
    ]
    names = {
        row["workflow"] for row in stats.summarise_jobs(jobs, "workflow", runs=runs)
    }
    assert names == {"CI (ci.yml)", "CI (b.yml)", "CI (octo-org/octo-repo)"}
    for table in (stats.summarise_jobs, stats.summarise_steps):
        builds = {row["job"] for row in table(jobs, "job", runs=runs)}
        assert builds == {
            "build (octo-org/octo-repo: CI: ci.yml: 11)",
            "build (octo-org/octo-repo: CI: b.yml: 12)",
            "test",
        }
        assert [row["job"] for row in table(jobs, "job")] == ["build", "test"]
    assert [row["workflow"] for row in stats.flaky_jobs(jobs)] == ["CI"]
    assert {row["workflow"] for row in stats.flaky_jobs(jobs, runs=runs)} == {
        *("CI (ci.yml)", "CI (b.yml)"),
    }
    only = stats.flaky_jobs(jobs[:2], runs=runs)
    assert [row["workflow"] for row in only] == ["CI"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("day", {"2025-12-29": 1, "2026-01-01": 2, "2026-01-04": 1, "": 1}),
        ("week", {"2025-12-29": 4, "": 1}),
    ],
)
def test_runs_of_a_day_or_week(by, expected):
    """A day is one of UTC, and a week is called by its Monday."""
    tokyo = timezone(timedelta(hours=9))
    times = [
        datetime(2025, 12, 29, tzinfo=UTC),
        datetime(2026, 1, 1, 23, 59, tzinfo=UTC),
        datetime(2026, 1, 2, 8, tzinfo=tokyo),
        datetime(2026, 1, 4, 23, tzinfo=UTC),
        None,
    ]
    runs = [run(created_at=when) for when in times]
    rows = stats.summarise_runs(runs, by)
    assert {row[by]: row["runs"] for row in rows} == expected
