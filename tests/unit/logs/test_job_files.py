import json

import pytest
from hypothesis import given, strategies as st

from aioghactions._generated.models.job import Job, structure_job
from aioghactions._json.model_support import SharedObjects
from aioghactions.logs.job_files import JobFiles, match_job_files, spellings

LONG = "build and test everything " * 6


def job(number, name):
    """Return a job."""
    document = {
        "id": number,
        "run_id": 1,
        "name": name,
        "status": "completed",
        "conclusion": "success",
        "started_at": "2024-01-01T00:00:00Z",
        "completed_at": None,
        "html_url": None,
    }
    texts = dict.fromkeys(
        ("run_url", "node_id", "head_sha", "url", "check_run_url"), "x"
    )
    made: Job = structure_job(json.loads(json.dumps(document | texts)), SharedObjects())
    return made


def matched(names, *jobs):
    """Return the files of jobs, in the order of the jobs."""
    listed = [job(number, name) for number, name in enumerate(jobs)]
    return list(match_job_files(names, listed).values())


NOTHING = JobFiles()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("build", "build"),
        ("build (ubuntu-24.04, 3.12)", "build (ubuntu-24.04, 3.12)"),
        ("call / build", "call  build"),
        ("call / build", "call _ build"),
        ("a: b", "a b"),
        ("a: b", "a_ b"),
        ('x"<>|*?\\', "x"),
        ('x"<>|*?\\', "x_______"),
        (LONG, LONG[:90].strip()),
        (LONG, LONG.strip()),
        ("a" * 89 + "\U0001f600", "a" * 89 + "\ufffd"),
        (" padded ", "padded"),
        ("what?", "what?"),
    ],
)
def test_file_names_of_either_service_match(name, stem):
    """A20: rejected characters removed or replaced, truncated or not."""
    files = [f"7_{stem}.txt", f"{stem}/3_Run x.txt", f"{stem}/system.txt"]
    expected = JobFiles(files[0], {3: files[1]})
    assert matched(files, name, "other") == [expected, NOTHING]


def test_numbers_of_job_files_have_no_meaning():
    """A20: the first job need not be number 0."""
    files = ["0_b.txt", "1_a.txt", "a/1_Set up job.txt", "a/12_Complete job.txt"]
    assert matched(files, "a", "b") == [
        JobFiles("1_a.txt", {1: files[2], 12: files[3]}),
        JobFiles("0_b.txt"),
    ]


@pytest.mark.parametrize(
    ("files", "jobs"),
    [
        (["0_build.txt", "1_build.txt"], ["build", "build"]),
        (["0_build.txt"], ["build", "build"]),
        (["0_a b.txt", "a b/1_x.txt"], ["a/ b", "a: b"]),
        ([f"0_{LONG[:90].strip()}.txt"], [LONG + "one", LONG + "two"]),
        (["1_a_ b.txt"], ["a: b", "a_ b"]),
        # Of the first job, or of the third with a suffix to make it unique?
        (["0_a.txt", "1_a (1).txt", "a (1)/1_x.txt"], ["a (1)", "a", "a"]),
        (["0_a.txt", "1_a1.txt"], ["a1", "a", "a"]),
        (["0_a.txt", "1_a_2.txt"], ["a_2", "a", "a"]),
    ],
)
def test_file_that_matches_two_jobs_is_used_for_neither(files, jobs):
    """A20: a wrong log would go unnoticed."""
    assert matched(files, *jobs)[0] == NOTHING


def test_unique_names_with_numbers_match():
    """A20: jobs of a matrix differ by them."""
    files = ["0_a (1).txt", "1_a (2).txt", "2_a.txt"]
    wholes = [each.whole for each in matched(files, "a", "a (2)", "a (1)")]
    assert wholes == ["2_a.txt", "1_a (2).txt", "0_a (1).txt"]


def test_two_files_for_one_job_or_step_match_nothing():
    """A20: neither is preferred."""
    assert matched(["0_a b.txt", "1_a_ b.txt"], "a: b") == [NOTHING]
    assert matched(["0_a.txt", "5_a.txt"], "a") == [NOTHING]
    twice = ["a/1_x.txt", "a/1_y.txt", "a/2_z.txt"]
    assert matched(twice, "a") == [JobFiles(None, {2: "a/2_z.txt"})]
    folders = ["a b/1_x.txt", "a_ b/1_x.txt"]
    assert matched(folders, "a: b") == [NOTHING]


PREAMBLE = "1_test.txt", "1_test (1).txt"


@pytest.mark.parametrize(
    ("files", "jobs"),
    [
        (PREAMBLE, ["test"]),
        (PREAMBLE[::-1], ["test"]),
        (["0_build.txt", *PREAMBLE], ["test", "build"]),
        (["1_test.txt", "2_test (1).txt"], ["test"]),
        (["1_test.txt", "1_test (12).txt"], ["test"]),
        (["1_test.txt", "1_test1.txt"], ["test"]),
        (["1_test.txt", "1_test_2.txt"], ["test"]),
        # Claimed by another job, but of this one: of the same number, or one of two.
        (PREAMBLE, ["test", "test (1)"]),
        (["1_test.txt", "1_test (1).txt", "2_test (1).txt"], ["test", "test (1)"]),
        ([f"1_{LONG[:90].strip()}.txt", f"1_{LONG[:90].strip()} (1).txt"], [LONG]),
    ],
)
def test_file_beside_one_that_may_be_of_the_same_job_is_not_used(files, jobs):
    """A20: the older service wrote a preamble and the log, in either order."""
    assert matched(files, *jobs)[0].whole is None


def test_file_of_another_job_is_no_sibling():
    """A20: it has another number, and is the only one of its name."""
    files = ["1_test.txt", "2_test (1).txt", "3_test (2).txt", "4_test1.txt"]
    jobs = ["test", "test (1)", "test (2)", "test1"]
    assert [each.whole for each in matched(files, *jobs)] == files
    # What differs by more than a number is not taken for a sibling either.
    files = ["1_test.txt", "2_test (old).txt", "3_tests.txt", "4_tes.txt"]
    assert matched(files, "test") == [JobFiles("1_test.txt")]


@given(
    st.permutations(["a", "a (1)", "a 2", "a_3", "b"]),
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["a", "a (1)", "a 2", "b"]))),
)
def test_file_with_an_unclaimed_sibling_is_never_used(jobs, found):
    """A20: for any jobs and files."""
    jobs = jobs[:3]
    files = [f"{number}_{stem}.txt" for number, stem in found]
    for name, each in zip(jobs, matched(files, *jobs), strict=True):
        if each.whole is None:
            continue
        beside = {stem for _, stem in found if stem != name and stem.startswith(name)}
        assert beside <= set(jobs)
        assert files.count(each.whole) == 1


def test_negative_numbers_are_used_if_there_is_no_other_file():
    """A20: the oldest service wrote them."""
    assert matched(["-214_a.txt"], "a") == [JobFiles("-214_a.txt")]
    assert matched(["-214_a.txt", "0_a.txt"], "a") == [JobFiles("0_a.txt")]
    assert matched(["-1_a.txt", "0_a.txt", "1_a.txt"], "a") == [NOTHING]


def test_other_names_match_nothing():
    """A20: also those with path traversal."""
    odd = ["", "/", "a", "a.txt", "a/", "a/system.txt", "../0_a.txt", "x_a.txt", "0_a"]
    assert matched(odd, "a") == [NOTHING]


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=6))
def test_no_file_belongs_to_two_jobs(jobs, names):
    """A20: for any names."""
    files = [f"{n}_{name}.txt" for n, name in enumerate(names)]
    files += [f"{name}/1_x.txt" for name in names]
    found = matched(files, *jobs)
    wholes = [each.whole for each in found if each.whole]
    steps = [file for each in found for file in each.steps.values()]
    assert len(wholes) == len(set(wholes))
    assert len(steps) == len(set(steps))


@given(st.text(max_size=300))
def test_one_spelling_has_the_truncated_length(name):
    """A20: for any name."""
    assert all(form == form.strip() for form in spellings(name))
    assert any(
        len(form.encode("utf-16-le", "replace")) <= 182 for form in spellings(name)
    )


def test_job_without_a_name_has_no_file():
    """Its log is read by its id, and those of the other jobs are not affected."""
    assert spellings(None) == frozenset()
