"""What of a run and its jobs is a failure, and how it is described."""

from types import SimpleNamespace

import pytest

from aioghactions._resources.diagnosis import (
    Diagnosis,
    FailedJob,
    FailedStep,
    failed_jobs,
    failed_steps,
    notes_of,
)


def step(number, conclusion="success", *, status="completed"):
    """Return a step."""
    return SimpleNamespace(
        number=number, name=f"s{number}", conclusion=conclusion, status=status
    )


def job(
    conclusion="failure", *steps, status="completed", name="build", url="https://x"
):
    """Return a job that had a runner."""
    return SimpleNamespace(
        name=name,
        status=status,
        conclusion=conclusion,
        steps=steps,
        html_url=url,
        runner_id=1,
        runner_name="one",
    )


def run(conclusion="failure", *, status="completed", attempt=1):
    """Return a run."""
    return SimpleNamespace(
        name="CI",
        run_number=7,
        run_attempt=attempt,
        status=status,
        conclusion=conclusion,
        html_url="https://y",
    )


@pytest.mark.parametrize(
    ("given", "conclusions", "found"),
    [
        ("failure", ["success", "failure", "timed_out"], [1, 2]),
        ("failure", ["cancelled", "failure", "skipped"], [1]),
        ("cancelled", ["cancelled", "success", "skipped"], [0]),
        ("success", ["success", "failure"], [1]),
        ("success", ["success", "cancelled"], []),
        (None, ["cancelled", None], [0]),
        ("failure", [], []),
    ],
)
def test_failed_jobs_are_those_that_kept_the_run_from_succeeding(
    given, conclusions, found
):
    """Cancelled ones only where none has failed."""
    jobs = [job(each) for each in conclusions]
    assert failed_jobs(run(given), jobs) == [jobs[n] for n in found]


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([step(1), step(2, "failure"), step(3, "skipped")], [2]),
        ([step(1), step(2, "cancelled"), step(3, "failure")], [3]),
        ([step(1), step(2, "cancelled"), step(3, "skipped")], [2]),
        ([step(1), step(2, None, status="in_progress")], [2]),
        ([step(1), step(2)], []),
        ([step(n, "failure") for n in range(1, 9)], [1, 2, 3]),
        ([], []),
    ],
)
def test_failed_steps_are_the_first_three_that_stopped_the_job(steps, found):
    """A step that a lost runner left in progress is one."""
    assert [it.number for it in failed_steps(job("failure", *steps))] == found
    assert failed_steps(SimpleNamespace(steps=None)) == ()


@pytest.mark.parametrize(
    ("which", "summary"),
    [
        (run("failure"), "CI #7 failed"),
        (run("failure", attempt=2), "CI #7 failed (attempt 2)"),
        (run(None), "CI #7 has no conclusion yet"),
        (run("something_new"), "CI #7 ended as something_new"),
        (run(None, status="queued"), "CI #7 is queued"),
        (run("neutral", attempt=None), "CI #7 ended as neutral"),
    ],
)
def test_summary_of_a_run(which, summary):
    """Conclusions that are not known yet as well."""
    assert Diagnosis(which).summary == summary


@pytest.mark.parametrize(
    ("which", "summary"),
    [
        (job("failure"), "build failed"),
        (job(None, status="in_progress"), "build is in_progress"),
        (job("skipped"), "build was skipped"),
        (job("failure", name="a\nb\x1b[2J"), "a b failed"),
    ],
)
def test_summary_of_a_job(which, summary):
    """In one line that is safe to print."""
    assert FailedJob(which).summary == summary


def test_report_of_a_job_without_a_page_has_no_link():
    """GitHub may leave it out."""
    failed = FailedJob(
        job("failure", url=None), steps=(FailedStep(step(2), "", note="gone"),)
    )
    assert str(failed) == "build failed in step 2, s2\n  step 2, s2\n    (gone)"


@pytest.mark.parametrize(
    ("which", "conclusions", "note"),
    [
        (run("failure"), [], "no job was started"),
        (run("startup_failure"), [], "no job was started"),
        (run(None, status="waiting"), ["success"], "must be approved"),
        (run(None, status="queued"), [], "more jobs may fail"),
        (run("stale"), ["success"], "none of its jobs"),
        (run("failure"), ["failure", "cancelled", "success"], "1 other jobs were"),
        (run("failure"), ["failure", "success"], None),
        (run("success"), ["success"], None),
    ],
)
def test_notes_say_what_the_jobs_do_not(which, conclusions, note):
    """At most one sentence."""
    jobs = [job(each) for each in conclusions]
    notes = notes_of(which, jobs, failed_jobs(which, jobs))
    assert len(notes) == (note is not None)
    assert note is None or note in notes[0]
