"""Save many logs and artifacts at once."""

import asyncio
import hashlib
import inspect
import sys

import attrs
import pytest

import aioghactions as gha
from aioghactions import logs
from aioghactions.testing import FakeGitHub


@pytest.fixture
def hello(fake_github):
    """Return a repository of the fake server."""
    return fake_github.add_repo("octo-org/hello")


@pytest.fixture
def repo(github_client, hello):
    """Return the client's handle of that repository."""
    return github_client.repo(hello.full_name)


@pytest.fixture
def run(hello):
    """Return a run with ten jobs, some of them failed."""
    run = hello.add_run(conclusion="failure", jobs=["lint"])
    for number in range(9):
        job = run.add_job(f"test / shard {number}: unit")
        job.conclusion = ("failure", "success", "timed_out")[number % 3]
        job.log = f"shard {number}\n" * 100
    return run


async def all_of(fan_out):
    """Return the results and the errors of a fan-out, by item."""
    done, failed = {}, {}
    async with fan_out as outcomes:
        async for outcome in outcomes:
            match outcome:
                case gha.Done(item, result):
                    done[item] = result
                case gha.Failed(item, error):
                    failed[item] = error
    return done, failed


def names(folder):
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("conclusion", ["skipped", "cancelled", "failure"])
async def test_no_log_is_requested_of_a_job_that_never_began(
    tmp_path, hello, repo, fake_github, conclusion
):
    """A20: what was listed of the job says so."""
    run = hello.add_run(conclusion="failure", jobs=["build", "test"])
    run.jobs[1].conclusion, run.jobs[1].started_at = conclusion, None
    jobs = await repo.jobs.list_for_run(run.id).collect()
    done, failed = await all_of(repo.jobs.save_logs(jobs, tmp_path))
    assert [job.name for job in done] == ["build"]
    [(job, error)] = failed.items()
    assert job.name == "test"
    assert isinstance(error, gha.NotFoundError)
    assert str(error).endswith("has no log")
    assert fake_github.counts["download-job-logs-for-workflow-run"] == 1
    assert fake_github.counts["get-job-for-workflow-run"] == 0


async def test_a_job_that_is_completed_since_it_was_listed_has_its_log(
    tmp_path, hello, repo
):
    """A20: it was queued then."""
    run = hello.add_run(status="queued", timings=None)
    jobs = await repo.jobs.list_for_run(run.id).collect()
    run.complete("success")
    done, _ = await all_of(repo.jobs.save_logs(jobs, tmp_path))
    assert [job.name for job in done] == ["build"]


async def test_save_failed_logs_writes_one_file_per_failed_job(tmp_path, repo, run):
    """A24, A25: one outcome each, progress for each."""
    progress = {}

    def report(job, done, total):
        progress[job.id] = (done, total)

    done, failed = await all_of(
        repo.runs.save_failed_logs(run.id, tmp_path / "logs", progress=report)
    )
    expected = {
        job.id: job for job in run.jobs if job.conclusion in {"failure", "timed_out"}
    }
    assert failed == {}
    assert {job.id for job in done} == set(expected)
    assert len(expected) == 7
    for job, path in done.items():
        assert path.parent == tmp_path / "logs"
        text = path.read_bytes()
        assert progress[job.id] == (len(text), len(text))
        if expected[job.id].log:
            assert text.decode() == expected[job.id].log
            assert path.name.startswith("test_shard_")
            assert path.name.endswith(f"_unit-{job.id}.txt")


async def test_failed_item_does_not_stop_the_others(tmp_path, fake_github, repo, run):
    """A25: its error is one of the outcomes."""
    fake_github.fail("download-job-logs-for-workflow-run", status=403, after=2)
    done, failed = await all_of(repo.runs.save_failed_logs(run.id, tmp_path))
    assert (len(done), len(failed)) == (6, 1)
    assert isinstance(next(iter(failed.values())), gha.PermissionDeniedError)
    assert len(names(tmp_path)) == 6
    again, failed = await all_of(repo.runs.save_failed_logs(run.id, tmp_path))
    assert len(again) == 1
    assert {type(error) for error in failed.values()} == {FileExistsError}
    again, failed = await all_of(
        repo.runs.save_failed_logs(run.id, tmp_path, overwrite=True)
    )
    assert (len(again), failed) == (7, {})


async def test_save_logs_of_any_source_of_jobs(tmp_path, repo, run):
    """A24: sync or async, of any attempt."""
    jobs = repo.jobs.list_for_attempt(run.id, 1)
    done, _ = await all_of(repo.jobs.save_logs(jobs, tmp_path / "all", limit=3))
    assert len(done) == 10
    some = [job for job in done if job.conclusion == "success"]
    done, _ = await all_of(repo.jobs.save_logs(some, tmp_path / "some"))
    assert len(done) == len(names(tmp_path / "some")) == 3
    done, _ = await all_of(
        repo.runs.save_failed_logs(run.id, tmp_path / "first", attempt_number=1)
    )
    assert len(done) == 7


async def test_save_logs_of_listed_runs(tmp_path, hello, repo, run):
    """A24: one archive for each run."""
    other = hello.add_run(conclusion="failure")
    hello.add_run(conclusion="success")
    reported = []

    def report(run, *_):
        reported.append(run.id)

    runs = repo.runs.list(status="failure")
    done, failed = await all_of(repo.runs.save_logs(runs, tmp_path, progress=report))
    assert failed == {}
    assert names(tmp_path) == sorted(f"logs_{each.id}.zip" for each in (run, other))
    assert set(reported) == {run.id, other.id} == {each.id for each in done}


async def test_save_logs_of_ids_says_what_to_pass(tmp_path, repo, run):
    """An id has neither a name nor a size."""
    done, failed = await all_of(repo.runs.save_logs([run.id], tmp_path))
    assert done == {}
    [error] = failed.values()
    assert isinstance(error, TypeError)
    assert "pass what list() returned, not an id" in str(error)


@pytest.fixture
def artifacts(hello, run):
    """Return artifacts of a run, by name."""
    made = [
        hello.add_artifact("site", run=run, files={"index.html": "new"}),
        hello.add_artifact("coverage", run=run, files={"a/.b": "x", "c..d": "y"}),
        hello.add_artifact("report.html", run=run, content=b"<html>"),
        hello.add_artifact("Site", run=run, files={"index.html": "other"}),
    ]
    return {artifact.name: artifact for artifact in made}


async def test_save_artifacts_writes_each_under_its_name(
    tmp_path, repo, run, artifacts
):
    """S11, A25: their digests verified."""
    done, failed = await all_of(repo.runs.save_artifacts(run.id, tmp_path))
    assert failed == {}
    assert {artifact.name for artifact in done} == set(artifacts)
    for artifact, path in done.items():
        data = path.read_bytes()
        assert data == artifacts[artifact.name].content
        assert artifact.digest == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert {"coverage.zip", "report.html"} < set(names(tmp_path))
    assert len({name.casefold() for name in names(tmp_path)}) == 4


async def test_save_artifacts_extracts_each_into_its_folder(
    tmp_path, repo, run, artifacts
):
    """S12: an artifact that is not a zip file is saved as it is."""
    done, failed = await all_of(
        repo.runs.save_artifacts(run.id, tmp_path, extract=True)
    )
    assert failed == {}
    assert len(artifacts) == len(done)
    assert (tmp_path / "coverage" / "a" / ".b").read_text() == "x"
    assert (tmp_path / "coverage" / "c..d").read_text() == "y"
    assert (tmp_path / "report.html" / "report.html").read_bytes() == b"<html>"


@pytest.mark.parametrize("name", ["..", "../x", "a/b", "x\x1b[2J", ""])
@pytest.mark.parametrize("extract", [True, False])
async def test_artifact_with_an_unsafe_name_is_rejected(
    tmp_path, repo, run, name, extract
):
    """S12: the others are saved."""
    run.repository.add_artifact(name, run=run)
    run.repository.add_artifact("fine", run=run)
    folder = tmp_path / "out"
    done, failed = await all_of(
        repo.runs.save_artifacts(run.id, folder, extract=extract)
    )
    assert [artifact.name for artifact in done] == ["fine"]
    (error,) = failed.values()
    assert isinstance(error, gha.UnsafeArchiveError)
    assert str(error).isprintable()
    assert names(tmp_path) == ["out"]
    assert len(names(folder)) == 1


@pytest.mark.parametrize("name", ["C:", "nul", "aux.c", "what?"])
async def test_artifact_with_a_name_for_another_system_is_rejected_if_portable(
    tmp_path, repo, run, name
):
    """S12: by default, names are judged for this system."""
    run.repository.add_artifact(name, run=run)
    saved = repo.runs.save_artifacts(run.id, tmp_path / "out", portable=True)
    done, failed = await all_of(saved)
    assert done == {}
    assert isinstance(*failed.values(), gha.UnsafeArchiveError)
    if sys.platform == "linux":
        done, _ = await all_of(repo.runs.save_artifacts(run.id, tmp_path / "out"))
        assert names(tmp_path / "out") == [f"{name}.zip"]


@pytest.mark.parametrize("name", ["site.zip", "Site.ZIP", "site"])
async def test_zip_suffix_is_added_once(tmp_path, repo, run, name):
    """An artifact may be named like the file that it was made from."""
    run.repository.add_artifact(name, run=run)
    done, _ = await all_of(repo.runs.save_artifacts(run.id, tmp_path))
    expected = name if name.lower().endswith(".zip") else f"{name}.zip"
    assert [path.name for path in done.values()] == names(tmp_path) == [expected]


@pytest.mark.parametrize("content_type", ["zip", "application/octet-stream"])
async def test_artifact_of_an_older_upload_is_extracted(
    tmp_path, fake_github, repo, run, content_type
):
    """S12: storage calls it by another type."""
    run.repository.add_artifact("old", run=run, files={"a": "x"})
    headers = {"Content-Type": content_type}
    fake_github.fail("storage", headers=headers, times=None)
    done, _ = await all_of(repo.runs.save_artifacts(run.id, tmp_path, extract=True))
    assert list(done.values()) == [tmp_path / "old"]
    assert names(tmp_path / "old") == ["a"]


@pytest.mark.parametrize(
    ("digest", "is_saved"),
    [
        (None, True),
        ("", True),
        ("blake3:" + "0" * 64, True),
        ("crc32:1", True),
        ("sha256:" + "0" * 64, False),
        ("sha256:123", False),
        ("0" * 64, False),
        ("sha256", False),
    ],
)
async def test_digest_that_cannot_be_checked_is_no_failure(
    tmp_path, repo, run, digest, is_saved
):
    """S11: one that is malformed or differs is, as an error of this library."""
    run.repository.add_artifact("site", run=run)
    (listed,) = await repo.artifacts.list_for_run(run.id).collect()
    listed = attrs.evolve(listed, digest=digest)
    done, failed = await all_of(repo.artifacts.save_all([listed], tmp_path))
    assert bool(done) is is_saved
    assert [type(error) for error in failed.values()] == [gha.DownloadError] * (
        not is_saved
    )


async def test_limits_of_many_artifacts_are_adjustable(tmp_path, repo, run):
    """S12: each is that of a single download."""
    files = {str(number): "x" * 2000 for number in range(9)}
    run.repository.add_artifact("a", run=run, files=files)

    async def save(folder, **options):
        saved = repo.runs.save_artifacts(run.id, tmp_path / folder, **options)
        _done, failed = await all_of(saved)
        return [str(error) for error in failed.values()]

    (why,) = await save("1", extract=True, max_entries=8)
    assert "more than 8 entries" in why
    (why,) = await save("2", extract=True, max_bytes=17_999)
    assert "unpacks to more than 17999 bytes" in why
    assert await save("3", extract=True, max_bytes=18_000, max_entries=9) == []
    (why,) = await save("4", max_bytes=99)
    assert "longer than 99 bytes" in why
    assert await save("5", max_bytes=18_000) == []
    run.repository.add_artifact("b", run=run, files={"b": "x" * 2**21})
    (why,) = await save("6", extract=True)
    assert "more than 200 times its size" in why
    assert await save("7", extract=True, max_ratio=1100) == []
    assert await save("8", extract=True, max_bytes=2**40, max_ratio=1100) == []


async def test_longest_log_of_many_is_adjustable(tmp_path, repo, run):
    """S10: for logs of jobs and of runs."""
    for saved in (
        repo.runs.save_failed_logs(run.id, tmp_path / "1", max_bytes=9),
        repo.jobs.save_logs(
            repo.jobs.list_for_run(run.id), tmp_path / "2", max_bytes=9
        ),
        repo.runs.save_logs(repo.runs.list(), tmp_path / "3", max_bytes=9),
    ):
        done, failed = await all_of(saved)
        assert done == {}
        assert failed
        assert all("longer than 9 bytes" in str(error) for error in failed.values())


def parameters(*functions):
    """Return the names of the keyword parameters of functions."""
    return {
        name
        for function in functions
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }


SAVED = [gha.Download.save, gha.Download.expect]
# The digest is that of the artifact, which the verb knows; logs have none.
KNOWN = {"digest"}


@pytest.mark.parametrize(
    ("verb", "singles"),
    [
        ("runs.save_logs", SAVED),
        ("runs.save_failed_logs", SAVED),
        ("jobs.save_logs", SAVED),
        ("runs.save_artifacts", [*SAVED, gha.Download.extract]),
        ("artifacts.save_all", [*SAVED, gha.Download.extract]),
        ("runs.read_logs", [gha.Download.expect]),
    ],
)
def test_verb_for_many_takes_what_the_single_one_takes(github_client, verb, singles):
    """A limit that a caller cannot reach would make large items unreadable."""
    handle, _, name = verb.partition(".")
    function = getattr(getattr(github_client.repo("o/r"), handle), name)
    assert parameters(*singles) - KNOWN <= parameters(function)


def test_shorter_verb_takes_what_the_longer_one_takes(github_client):
    """``runs.save_artifacts`` and ``save_failed_logs`` only choose the items."""
    repo = github_client.repo("o/r")
    for short, long in (
        (repo.runs.save_artifacts, repo.artifacts.save_all),
        (repo.runs.save_failed_logs, repo.jobs.save_logs),
    ):
        assert parameters(long) <= parameters(short)
    for lines in (logs.JobLog.lines, logs.StepLog.lines):
        assert parameters(gha.Download.lines) <= parameters(lines)


@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("extract", [True, False])
async def test_artifacts_never_overwrite_each_other(
    tmp_path, repo, run, extract, overwrite
):
    """S11, S12: the same run gives the same names again."""
    add = run.repository.add_artifact
    older = [add("x", run=run, files={"f": str(n)}) for n in range(2)]
    add(f"x-{older[0].id}", run=run, files={"f": "named like the second file"})
    add("X.zip", run=run, content=b"never zipped")
    saved = []
    for folder in ("one", "two"):
        done, failed = await all_of(
            repo.runs.save_artifacts(
                run.id, tmp_path / folder, extract=extract, overwrite=overwrite
            )
        )
        assert failed == {}
        assert len(done) == len(names(tmp_path / folder)) == 4
        saved.append({artifact.id: path.name for artifact, path in done.items()})
    assert saved[0] == saved[1]
    assert len({name.casefold() for name in saved[0].values()}) == 4


async def test_artifact_with_a_wrong_digest_is_not_saved(
    tmp_path, repo, run, artifacts
):
    """S11: the digest that GitHub sent decides."""
    listed = await repo.artifacts.list_for_run(run.id).collect()
    artifacts["site"].content += b"!"
    done, failed = await all_of(repo.artifacts.save_all(listed, tmp_path))
    assert len(done) == 3
    ((artifact, error),) = failed.items()
    assert artifact.name == "site"
    assert isinstance(error, gha.DownloadError)
    assert len(names(tmp_path)) == 3


async def test_find_returns_the_newest_unexpired_artifact(hello, repo, run, artifacts):
    """Of one run, or of all."""
    older = hello.add_run()
    hello.add_artifact("old", run=older, expires_at="2020-01-01T00:00:00Z")
    found = await repo.artifacts.find("site")
    assert found is not None
    assert found.id == artifacts["site"].id
    assert await repo.artifacts.find("site", run_id=older.id) is None
    assert await repo.artifacts.find("old") is None
    assert await repo.artifacts.find("never") is None
    again = await repo.artifacts.find("coverage", run_id=run.id)
    assert again is not None


async def test_find_works_on_servers_without_the_name_filter(
    start_github, instant_clock
):
    """A9: the list is searched."""
    old: FakeGitHub = await start_github(edition="ghes-2.22")
    there = old.add_repo("octo-org/hello")
    there.add_run()
    there.add_artifact("other")
    wanted = there.add_artifact("site")
    there.add_artifact("another")
    async with gha.Client(old.token, base_url=old.url, clock=instant_clock) as client:
        site = await client.repo("octo-org/hello").artifacts.find("site")
    assert site is not None
    assert site.id == wanted.id


async def test_cancellation_leaves_no_partial_file(tmp_path, fake_github, repo, run):
    """A30: complete files or none, and no task continues."""
    fake_github.fail("storage", stall="body", after=3, times=None)
    folder = tmp_path / "logs"

    async def use():
        async with repo.runs.save_failed_logs(run.id, folder, limit=4) as outcomes:
            async for _ in outcomes:
                stop.set()

    stop = asyncio.Event()
    task = asyncio.create_task(use())
    await stop.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert all(name.endswith(".txt") for name in names(folder))
    assert 1 <= len(names(folder)) <= 3


async def test_saving_keeps_within_its_limit(tmp_path, fake_github, repo, run):
    """A24: never more than ``limit`` at once."""
    done, _ = await all_of(repo.runs.save_failed_logs(run.id, tmp_path, limit=2))
    assert len(done) == 7
    assert fake_github.most_in_flight <= 2
    with pytest.raises(ValueError, match="limit must be at least 1"):
        repo.runs.save_failed_logs(run.id, tmp_path, limit=0)


@pytest.fixture
def report(hello, run):
    """Return the artifacts of two attempts of a run; the server lists older first."""
    return [hello.add_artifact("report", run=run, files={"f": text}) for text in "ab"]


async def test_find_returns_the_artifact_of_the_last_attempt(
    hello, repo, run, report, fake_github
):
    """Whatever the order in which the server lists them."""
    [_, newest] = report
    assert (await repo.artifacts.find("report")).id == newest.id
    assert (await repo.artifacts.find("report", run_id=run.id)).id == newest.id
    assert ("direction", "desc") in fake_github.requests[-1].query
    hello.add_artifact("report", run=run, expires_at="2020-01-01T00:00:00Z")
    assert (await repo.artifacts.find("report")).id == newest.id


async def test_save_artifacts_gives_the_plain_name_to_the_newest(
    tmp_path, repo, run, report
):
    """The older one has its id appended."""
    [older, newest] = report
    done, failed = await all_of(repo.runs.save_artifacts(run.id, tmp_path))
    assert failed == {}
    assert {artifact.id: path.name for artifact, path in done.items()} == {
        newest.id: "report.zip",
        older.id: f"report-{older.id}.zip",
    }


@pytest.mark.usefixtures("report")
async def test_saving_into_a_file_raises_not_a_directory(tmp_path, repo, run):
    """By every verb that saves many; the file is not changed."""
    file = tmp_path / "file"
    file.write_text("mine")
    for outcomes in (
        repo.runs.save_artifacts(run.id, file),
        repo.runs.save_logs(repo.runs.list(), file),
        repo.jobs.save_logs(repo.jobs.list_for_run(run.id), file),
    ):
        done, failed = await all_of(outcomes)
        assert done == {}
        assert failed
        for error in failed.values():
            assert isinstance(error, NotADirectoryError)
            assert str(error) == f"cannot save into {file}: it is a file, not a folder"
    assert file.read_text() == "mine"
