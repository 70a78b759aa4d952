"""Rows of runs, jobs and steps, and models of rows."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from attrs import evolve

from aioghactions import rows, stats
from aioghactions.models import Job, JobStep, WorkflowRun
from tests.support import fragment

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def example(name):
    """Return a documented payload."""
    [payload] = [it.payload for it in fragment.examples() if str(it) == name]
    return payload


RUN = WorkflowRun.from_dict(example("ghec/get-workflow-run.200"))
JOB = Job.from_dict(example("ghes-2.22/get-job-for-workflow-run.200"))
TABLES = {"RUN": rows.RUN, "JOB": rows.JOB, "STEP": rows.STEP}
MADE = {
    "RUN": rows.run(RUN),
    "JOB": rows.job(JOB, repository_id=7),
    "STEP": rows.step(JOB.steps[0], JOB, repository_id=7),
}
TYPES = {"integer": int, "number": int | float, "text": str, "time": str}


@pytest.mark.parametrize("table", TABLES)
def test_row_has_the_documented_columns_in_order(table):
    """Also those that are computed."""
    assert list(MADE[table]) == [column.name for column in TABLES[table]]


@pytest.mark.parametrize("table", TABLES)
def test_values_have_the_documented_types(table):
    """None is allowed everywhere."""
    for column in TABLES[table]:
        value = MADE[table][column.name]
        assert value is None or isinstance(value, TYPES[column.type]), column
        if column.type == "time" and value is not None:
            assert datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_described_and_have_one_name_each(table):
    """The reference shows the descriptions."""
    columns = TABLES[table]
    assert len({column.name for column in columns}) == len(columns)
    assert all(column.description.endswith(".") for column in columns)


@pytest.mark.parametrize(
    ("model", "columns"),
    [(WorkflowRun, rows.RUN), (Job, rows.JOB), (JobStep, rows.STEP)],
)
def test_sources_are_members_of_the_model(model, columns):
    """A renamed member would fail here."""
    members = model.from_dict({"id": 1, "number": 1}).to_dict()
    for column in columns:
        assert not column.source or column.source.partition(".")[0] in members


def test_rows_are_json_and_csv_values():
    """Both write them without a converter."""
    out = io.StringIO()
    for made in MADE.values():
        assert json.loads(json.dumps(made)) == made
        table = csv.DictWriter(out, list(made))
        table.writeheader()
        table.writerow(made)
    assert "octocat" in out.getvalue()


def test_times_are_in_utc_and_whole_seconds():
    """Whatever the offset that the server sends."""
    there = timezone(timedelta(hours=2))
    when = datetime(2026, 1, 1, 14, 0, 0, 999_000, tzinfo=there)
    assert rows.run(evolve(RUN, updated_at=when))["updated_at"] == (
        "2026-01-01T12:00:00Z"
    )


def test_missing_members_are_none():
    """Servers leave out members; an attempt is 1 by default."""
    bare = rows.run(WorkflowRun.from_dict({"id": 5}))
    known = {name: value for name, value in bare.items() if value is not None}
    assert known == {"run_id": 5, "run_attempt": 1}
    job = rows.job(Job.from_dict({"id": 5, "run_id": 6}))
    known = {name: value for name, value in job.items() if value is not None}
    assert known == {"job_id": 5, "run_id": 6, "run_attempt": 1}


def test_unknown_status_is_its_text():
    """A value that is newer than this version."""
    run = WorkflowRun.from_dict({"id": 1, "status": "dreaming"})
    assert rows.run(run)["status"] == "dreaming"
    assert type(rows.run(run)["status"]) is str


def test_seconds_of_jobs_are_those_of_stats():
    """They are computed in one place."""
    job = evolve(
        JOB,
        created_at=NOON,
        started_at=NOON + timedelta(seconds=10),
        completed_at=NOON + timedelta(seconds=70),
    )
    row = rows.job(job)
    assert (row["queued_seconds"], row["seconds"]) == (10, 60)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 60, 60), (60, 0, 0), (None, 60, None), (0, None, None)],
)
def test_seconds_of_steps(start, end, expected):
    """None while one end is missing; never negative."""

    def at(seconds):
        return None if seconds is None else NOON + timedelta(seconds=seconds)

    step = evolve(JOB.steps[0], started_at=at(start), completed_at=at(end))
    assert rows.step(step, JOB)["seconds"] == expected


def test_steps_of_a_job():
    """All of them, in order."""
    found = rows.steps(JOB, repository_id=7)
    assert [row["number"] for row in found] == [step.number for step in JOB.steps]
    assert {(row["job_id"], row["repository_id"]) for row in found} == {(JOB.id, 7)}
    assert rows.steps(evolve(JOB, steps=None)) == []


def test_rows_become_models_with_the_same_rows():
    """Nothing that has a column is lost."""
    assert rows.run(rows.to_run(MADE["RUN"])) == MADE["RUN"]
    job = rows.to_job(MADE["JOB"], rows.steps(JOB))
    assert rows.job(job, repository_id=7) == MADE["JOB"]
    assert rows.steps(job) == rows.steps(JOB)


def test_figures_of_rows_are_those_of_models():
    """So figures can be computed from a database."""
    [of_rows] = stats.summarise_runs([rows.to_run(MADE["RUN"])], by="actor")
    [of_models] = stats.summarise_runs([RUN], by="actor")
    assert of_rows == of_models
    again = rows.to_job(MADE["JOB"], rows.steps(JOB))
    assert stats.summarise_jobs([again], by="label") == (
        stats.summarise_jobs([JOB], by="label")
    )


def test_job_without_labels_has_none():
    """An empty text is no label."""
    assert rows.to_job({"job_id": 1, "run_id": 2, "labels": ""}).labels == ()
    assert rows.to_job({"job_id": 1, "run_id": 2}).labels is None


def test_row_of_another_table_is_refused():
    """The message names the model."""
    with pytest.raises(ValueError, match="WorkflowRun"):
        rows.to_run({"name": "not a run"})


def test_module_lists_its_own_names():
    """Not what it imports."""
    assert dir(rows) == sorted(rows.__all__)


def test_values_have_their_types_whatever_the_server_sent():
    """A database refuses others; one odd member must not lose a page."""
    odd = WorkflowRun.from_dict(
        {
            "id": 2**70,
            "run_number": "12",
            "workflow_id": True,
            "display_title": {"a": [1]},
            "event": 5,
            "name": "half \ud83d of a pair",
            "head_branch": "über",
            "updated_at": None,
        }
    )
    row = rows.run(odd)
    integers = {column.name for column in rows.RUN if column.type == "integer"}
    assert {row[name] for name in integers} == {None, 1}
    assert (row["event"], row["workflow"]) == ("5", "half ? of a pair")
    assert (row["head_branch"], row["updated_at"]) == ("über", None)
    assert isinstance(row["title"], str)
