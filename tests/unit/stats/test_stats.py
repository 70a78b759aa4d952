import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aioghactions import stats
from aioghactions._core.call import Returns
from aioghactions._json.sharing import SharedObjects
from aioghactions._json.structure import structure
from tests.support import fragment

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def example(name, model):
    """Return a documented payload as its model."""
    [payload] = [it.payload for it in fragment.examples() if str(it) == name]
    return structure(payload, Returns(model), SharedObjects())


RUN = example("ghec/get-workflow-run.200", "WorkflowRun")
JOB = example("ghes-2.22/get-job-for-workflow-run.200", "Job")


def run(conclusion="success", *, seconds=60, status="completed", **about):
    """Return a run that took so many seconds."""
    times = {
        "created_at": NOON - timedelta(hours=1),
        "run_started_at": NOON,
        "updated_at": NOON + timedelta(seconds=seconds),
    }
    return evolve(RUN, **(times | {"conclusion": conclusion, "status": status} | about))


def job(conclusion="success", *, queued=10, seconds=60, after=0, **about):
    """Return a job that waited and ran for so many seconds."""
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
def test_a_success_rate_is_of_what_passed_or_failed(conclusions, rate):
    """What passes no verdict does not change it."""
    assert stats.success_rate(map(run, conclusions)) == rate


def test_a_run_takes_from_its_start_to_its_end():
    """The last attempt; where older servers do not tell its start, from creation."""
    assert stats.run_seconds(run(seconds=90)) == 90
    assert stats.run_seconds(run(seconds=90, run_started_at=None)) == 3690
    assert stats.run_seconds(run(status="in_progress")) is None
    assert stats.run_seconds(run("skipped")) is None
    assert stats.run_seconds(run(seconds=-1)) == 0


def test_a_job_takes_from_its_start_to_its_end():
    """What was skipped or runs still took no time that can be told."""
    assert stats.job_seconds(job(seconds=90)) == 90
    assert stats.job_seconds(job(completed_at=None)) is None
    assert stats.job_seconds(job("skipped")) is None
    # Cancelled in the queue: its end says how long it waited, and no runner was busy.
    assert stats.job_seconds(job("cancelled", steps=())) is None
    assert stats.job_seconds(job("cancelled", seconds=5)) == 5
    # GitHub's clocks differ: some jobs seem to end before they start.
    assert stats.job_seconds(job(seconds=-1)) == 0


def test_a_job_waits_from_its_creation_to_its_start():
    """Also while it runs; not while it waits, nor where servers do not tell."""
    assert stats.queued_seconds(job(queued=7)) == 7
    assert stats.queued_seconds(job(None, status="in_progress", queued=7)) == 7
    for status in ("queued", "waiting", "pending", "requested"):
        assert stats.queued_seconds(job(None, status=status)) is None
    assert stats.queued_seconds(job("cancelled", steps=())) is None
    assert stats.queued_seconds(job(created_at=None)) is None
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
def test_a_percentile_is_interpolated(values, percent, expected):
    """As spreadsheets and numpy do it."""
    assert stats.percentile(values, percent) == pytest.approx(expected)


@pytest.mark.parametrize("percent", [-1, 101, float("nan")])
def test_a_percentile_is_of_a_hundred(percent):
    """What lies outside has no value."""
    with pytest.raises(ValueError, match="between 0 and 100"):
        stats.percentile([1, 2], percent)


@pytest.mark.slow
@given(st.lists(st.floats(-1e9, 1e9), min_size=1), st.floats(0, 100))
def test_a_percentile_lies_within(values, percent):
    """Whatever the values."""
    found = stats.percentile(values, percent)
    assert min(values) <= found <= max(values) or found == pytest.approx(min(values))


def test_runs_are_summed_up_by_what_is_asked_for():
    """One row each, the most minutes first."""
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
            "minutes": 20,
        },
        {
            "workflow": "CI",
            "runs": 3,
            "success_rate": 0.5,
            "duration_p50": 90,
            "duration_p95": pytest.approx(117),
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
def test_runs_have_these_keys(by, key):
    """Each is read off the run."""
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
def test_a_workflow_without_a_name_has_another_key(about, key):
    """Older servers tell its id only."""
    [row] = stats.summarise_runs([run(**about)], "workflow")
    assert row["workflow"] == key


def test_a_workflow_whose_runs_have_names_goes_by_its_file():
    """With ``run-name``, the name of a run is no more that of its workflow."""
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
        ("CI", 3, 2.5),
        ("deploy.yml", 2, 2),
    ]


def test_there_are_rows_by_what_is_known_only():
    """The error names what there is."""
    with pytest.raises(ValueError, match="by 'label', but by actor, branch, event, re"):
        stats.summarise_runs([run()], "label")
    with pytest.raises(ValueError, match="by 'event', but by branch, job, label, repo"):
        stats.summarise_jobs([job()], "event")


def test_what_a_run_does_not_tell_is_an_empty_key():
    """No branch, and no actor on old servers."""
    [row] = stats.summarise_runs([run(head_branch=None)], "branch")
    assert row["branch"] == ""
    [row] = stats.summarise_runs([run(actor=None)], "actor")
    assert row["actor"] == ""


def test_jobs_are_summed_up_by_label():
    """A job counts for each of its labels; one without has the empty one."""
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
def test_jobs_have_these_keys(by, key):
    """Each is read off the job."""
    [row] = stats.summarise_jobs([job()], by)
    assert row[by] == key


@pytest.mark.parametrize("by", ["workflow", "branch", "runner"])
def test_what_a_job_does_not_tell_is_an_empty_key(by):
    """Old servers tell less."""
    bare = job(workflow_name=None, head_branch=None, runner_name=None)
    [row] = stats.summarise_jobs([bare], by)
    assert row[by] == ""


def test_flaky_is_what_failed_and_then_passed_on_the_same_commit():
    """The flakiest job first; what only fails, or only passes, is none."""
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
        common | {"workflow": "", "job": "slow", "commits": 1, "flaky": 1, "rate": 1.0},
        common
        | {"workflow": "CI", "job": "test", "commits": 2, "flaky": 1, "rate": 0.5},
    ]


def test_rows_go_where_tables_go():
    """All rows of one call have the same plain keys and values."""
    rows = stats.summarise_jobs([job(), job(None, completed_at=None)], "job")
    file = io.StringIO()
    table = csv.DictWriter(file, rows[0])
    table.writeheader()
    table.writerows(rows)
    assert file.getvalue().startswith("job,jobs,success_rate,queued_p50,queued_p95,")


def test_nothing_gives_no_rows():
    """There is nothing to sum up."""
    assert stats.summarise_runs([], "event") == []
    assert stats.summarise_jobs([], "job") == []
    assert stats.flaky_jobs([]) == []
