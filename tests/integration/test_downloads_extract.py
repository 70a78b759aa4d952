"""Extraction of archives: nothing is written outside the folder."""

import asyncio
import gzip
import os
import stat
import sys
from io import BytesIO
from threading import Event
from zipfile import ZipFile

import pytest

import aioghactions as gha
from aioghactions._archives import extract as archives
from aioghactions._archives.checks import ArchiveLimits
from tests.fixtures.zips.builder import Member, archive
from tests.fixtures.zips.corpus import FOREIGN, HOSTILE, WELCOME
from tests.support.blobs import blob, scene


def content(root):
    """Return every path below ``root``."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


def logs_of(at):
    """Return the logs of a run."""
    return at.client.repo("octo-org/hello").runs.logs(5)


async def extract(data, folder, **options):
    """Serve ``data`` as the logs of a run and extract it into ``folder``."""
    async with scene(blob(data)) as at, logs_of(at) as logs:
        return await logs.extract(folder, **options)


def test_the_corpus_is_large_enough():
    """S12: at least 40 different archives."""
    both = {**HOSTILE, **FOREIGN}
    assert len(both) == len(HOSTILE) + len(FOREIGN) >= 80
    assert len({data for data, _ in both.values()}) == len(both)


@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
@pytest.mark.parametrize(("data", "why"), HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_archive_is_rejected_and_leaves_no_file(
    tmp_path, data, why, there
):
    """S12: neither in the folder nor outside; the message has the reason."""
    home = tmp_path / "home" / "user"
    home.mkdir(parents=True)
    folder = home / "out"
    if there:
        folder.mkdir()
        (folder / "mine").write_text("before")
    before = content(tmp_path)
    with pytest.raises(gha.DownloadError, match=why) as caught:
        await extract(data, folder)
    assert content(tmp_path) == before
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(("data", "why"), FOREIGN.values(), ids=FOREIGN.keys())
async def test_an_archive_for_another_system_is_rejected_if_portable(
    tmp_path, data, why
):
    """S12: by default, names are judged for this system."""
    folder = tmp_path / "out"
    with pytest.raises(gha.UnsafeArchiveError, match=why):
        await extract(data, folder, portable=True)
    assert content(tmp_path) == []
    if sys.platform == "linux":
        paths = await extract(data, folder)
        assert paths
        assert {path.read_bytes() for path in paths} == {b"content\n"}
        assert {path for path in folder.rglob("*") if path.is_file()} == set(paths)


@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
@pytest.mark.parametrize(("data", "files"), WELCOME.values(), ids=WELCOME.keys())
async def test_an_ordinary_archive_is_extracted(tmp_path, data, files, there):
    """S12: names such as .x, a..b and foo/.bar are accepted."""
    folder = tmp_path / "out"
    if there:
        folder.mkdir()
    paths = await extract(data, folder)
    assert all(path.is_file() for path in paths)
    if files is not None:
        assert [str(path.relative_to(folder)) for path in paths] == files
    found = {str(path) for path in folder.rglob("*") if path.is_file()}
    assert found == {str(path) for path in paths}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


async def test_as_many_entries_as_the_limit_are_accepted(tmp_path):
    """S12: the limit is inclusive."""
    many = [f"{n % 7}/{n}" for n in range(500)]
    paths = await extract(archive(*many), tmp_path / "out", max_entries=500)
    assert len(paths) == 500
    assert sorted(content(tmp_path / "out")) == sorted([*many, *map(str, range(7))])
    with pytest.raises(gha.UnsafeArchiveError, match="more than 499 entries"):
        await extract(archive(*many), tmp_path / "too many", max_entries=499)


@pytest.mark.parametrize(("entries", "too_many"), [(10_000, False), (10_001, True)])
async def test_the_default_limit_is_ten_thousand_entries(tmp_path, entries, too_many):
    """S12: the last entry is unsafe, so that no archive is extracted."""
    data = archive(*map(str, range(entries - 1)), "..")
    why = "more than 10000 entries" if too_many else "only dots"
    with pytest.raises(gha.UnsafeArchiveError, match=why):
        await extract(data, tmp_path / "out")
    assert content(tmp_path) == []


async def test_extracted_files_are_private(tmp_path):
    """S11: only this user may read files and folders."""
    script = Member(name="a/run.sh", attributes=0o100777 << 16)
    (path,) = await extract(archive(script), tmp_path / "out")
    assert path.read_bytes() == b"content\n"
    modes = [
        stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent, tmp_path / "out")
    ]
    assert modes == [0o600, 0o700, 0o700]


async def test_an_existing_file_is_not_overwritten_by_default(tmp_path):
    """S11: if one file exists, none is written."""
    folder = tmp_path / "out"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "2").write_text("mine")
    data = archive("a/1", "a/2", "b/3")
    with pytest.raises(FileExistsError, match="pass overwrite=True"):
        await extract(data, folder)
    assert content(folder) == ["a", "a/2"]
    await extract(data, folder, overwrite=True)
    assert content(folder) == ["a", "a/1", "a/2", "b", "b/3"]
    assert (folder / "a" / "2").read_text() == "content\n"


@pytest.mark.parametrize("overwrite", [True, False])
async def test_a_folder_at_the_path_of_a_file_is_an_error_before_any_move(
    tmp_path, overwrite
):
    """S11: no file is moved before all conflicts are checked."""
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError, match="b is a folder"):
        await extract(archive("a", "b", "c"), tmp_path, overwrite=overwrite)
    assert content(tmp_path) == ["b"]


@pytest.mark.parametrize("overwrite", [True, False])
def test_files_are_removed_again_if_a_later_move_fails(tmp_path, overwrite):
    """S11: another program created a path in the meantime; its files are kept."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mine").write_text("mine")

    class Meanwhile(Event):
        def is_set(self):
            (tmp_path / "z").mkdir(exist_ok=True)
            return False

    zipped = BytesIO(archive("a", "kept/b", "new/c", "z"))
    limits = ArchiveLimits(entries=9, size=99, ratio=9)
    with pytest.raises((FileExistsError, IsADirectoryError), match="z"):
        archives.extract(Meanwhile(), zipped, tmp_path, limits, overwrite=overwrite)
    whole = ["a", "kept", "kept/b", "kept/mine", "new", "new/c", "z"]
    assert content(tmp_path) == (whole if overwrite else ["kept", "kept/mine", "z"])


async def test_archives_may_share_a_folder(tmp_path):
    """S12: files are added to existing folders."""
    await extract(archive("a/1"), tmp_path)
    await extract(archive("a/2", "b/1"), tmp_path)
    assert content(tmp_path) == ["a", "a/1", "a/2", "b", "b/1"]


@pytest.mark.parametrize("overwrite", [True, False])
async def test_a_link_in_the_folder_is_not_followed(tmp_path, overwrite):
    """S12: a planted link to a folder is an error, one to a file is replaced."""
    outside, folder = tmp_path / "outside", tmp_path / "out"
    outside.mkdir()
    folder.mkdir()
    (folder / "a").symlink_to(outside)
    with pytest.raises(NotADirectoryError):
        await extract(archive("a/x"), folder, overwrite=overwrite)
    (folder / "a").unlink()
    (folder / "a").write_text("a file")
    with pytest.raises(NotADirectoryError):
        await extract(archive("a/x"), folder, overwrite=overwrite)
    assert content(outside) == []
    victim = outside / "victim"
    victim.write_text("precious")
    (folder / "b").symlink_to(victim)
    if overwrite:
        await extract(archive("b"), folder, overwrite=True)
        assert not (folder / "b").is_symlink()
    else:
        with pytest.raises(FileExistsError):
            await extract(archive("b"), folder)
    assert victim.read_text() == "precious"


async def test_the_target_must_be_a_folder_with_a_parent(tmp_path):
    """Another target is an error before the download begins."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError):
        await extract(archive("a"), tmp_path / "file")
    with pytest.raises(FileNotFoundError) as caught:
        await extract(archive("a"), tmp_path / "no" / "out")
    assert caught.value.filename == str(tmp_path / "no")


async def test_limits_are_adjustable(tmp_path):
    """S12: max_ratio, max_bytes and max_entries."""
    zeros = Member(name="a", content=bytes(9 * 2**20))
    (path,) = await extract(archive(zeros), tmp_path / "1", max_ratio=1100)
    assert path.stat().st_size == 9 * 2**20
    with pytest.raises(gha.UnsafeArchiveError, match="unpacks to more than 15"):
        await extract(archive("a", "b"), tmp_path / "2", max_bytes=15)
    with pytest.raises(gha.UnsafeArchiveError, match="more than 1 entries"):
        await extract(archive("a", "b"), tmp_path / "3", max_entries=1)
    assert content(tmp_path) == ["1", "1/a"]


OCTETS = "content-type: application/octet-stream"
ZIPPED = {
    "by its type": ("content-type: application/zip",),
    "by the type before 2026": ("content-type: zip",),
    "by its name": (OCTETS, "content-disposition: attachment; filename=report.zip"),
    "by its first bytes": (OCTETS,),
    "although the type is another": ("content-type: text/plain",),
    "without a type": (),
    "compressed": (OCTETS, "content-encoding: gzip"),
}


@pytest.mark.parametrize("pieces", [1, 1 << 16])
@pytest.mark.parametrize("headers", ZIPPED.values(), ids=ZIPPED.keys())
async def test_an_artifact_that_is_a_zip_is_extracted(tmp_path, headers, pieces):
    """S12: storage sends several types, and wrong ones."""
    data = archive("a", Member(name="b", content=os.urandom(999)))
    body = gzip.compress(data) if "content-encoding: gzip" in headers else data
    async with scene(blob(body, *headers, pieces=pieces)) as at:
        async with at.artifact() as artifact:
            assert artifact.is_zip
            await artifact.extract(tmp_path / "out")
        async with at.artifact() as artifact:
            chunks = [chunk async for chunk in artifact.chunks(7)]
    assert content(tmp_path / "out") == ["a", "b"]
    assert b"".join(chunks) == data
    if body is data:
        assert max(map(len, chunks)) <= 7


@pytest.mark.parametrize("cut", [1, 2, 3])
async def test_the_first_bytes_are_received_over_a_connection_that_breaks(
    tmp_path, cut
):
    """A19: also if the body changes before they have arrived."""
    data = archive(Member(name="a", content=os.urandom(999)))
    whole = blob(data, OCTETS)
    broken = blob(data, OCTETS, cut=cut)
    async with scene(broken, whole) as at, at.artifact() as artifact:
        await artifact.extract(tmp_path / "out")
    changed = blob(b"x" + data, OCTETS, cut=cut, etag='"v0"')
    async with scene(changed, whole) as at, at.artifact() as artifact:
        await artifact.extract(tmp_path / "again")
    assert content(tmp_path) == ["again", "again/a", "out", "out/a"]


async def test_failure_to_receive_the_first_bytes_closes_the_download():
    """A22: and the error is that of the transfer."""
    patience = gha.Patience(attempts=1)
    broken = blob(b"PK", OCTETS, cut=1)
    async with scene(broken, patience=patience, pace=gha.Pace(concurrency=1)) as at:
        for _ in range(3):
            with pytest.raises(gha.ConnectionLostError):
                await at.artifact().__aenter__()


@pytest.mark.parametrize(
    ("kind", "content_type", "data"),
    [
        ("artifacts", "application/octet-stream", b"<html>"),
        ("artifacts", "text/html; charset=utf-8", b"<html>"),
        ("artifacts", "text/plain", b"P"),
        ("artifacts", "text/plain", b""),
        ("jobs", "application/zip", archive("a")),
    ],
)
async def test_a_body_that_is_not_an_archive_is_not_extracted(
    tmp_path, kind, content_type, data
):
    """S12: the error says what to do, and nothing is written."""
    headers = (
        f"content-type: {content_type}",
        'content-disposition: attachment; filename="report.html"',
    )
    async with scene(blob(data, *headers)) as at:
        repo = at.client.repo("octo-org/hello")
        artifact = repo.artifacts.download(9, "zip")
        async with artifact if kind == "artifacts" else repo.jobs.logs(1) as download:
            assert not download.is_zip
            assert download.name == "report.html"
            with pytest.raises(
                gha.UnsafeArchiveError, match=r"not a zip archive .*use save\(\)"
            ):
                await download.extract(tmp_path / "out")
            path = await download.save(tmp_path / download.name)
    assert content(tmp_path) == ["report.html"]
    assert path.read_bytes() == data


def test_two_entries_of_one_path_on_this_disk_are_rejected(tmp_path):
    """S12: a disk may ignore case although the system does not."""
    with ZipFile(BytesIO(archive("a"))) as zipped:
        (entry,) = zipped.infolist()
        plan = archives._Plan((), {("a",): entry, (".", "a"): entry})
        with pytest.raises(gha.UnsafeArchiveError, match="same path as another entry"):
            archives._write(zipped, plan, tmp_path, Event())


async def test_cancellation_while_extracting_leaves_no_file(tmp_path):
    """S11, A22: the temporary folder is removed."""
    many = archive(
        *(Member(name=f"{n}/x", content=os.urandom(3000)) for n in range(500))
    )
    folder = tmp_path / "out"
    task = asyncio.create_task(extract(many, folder))

    def staging():
        return any(path.suffix == ".part" for path in tmp_path.iterdir())

    while not await asyncio.to_thread(staging):
        pass
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert content(tmp_path) == []


@pytest.mark.parametrize("check", [1, 2])
def test_the_thread_stops_when_its_caller_is_cancelled(tmp_path, check):
    """A22: it checks before each block and before each sync."""

    class Stop(Event):
        checks = 0

        def is_set(self):
            self.checks += 1
            return self.checks >= check

    limits = ArchiveLimits(entries=9, size=99, ratio=9)
    with pytest.raises(archives._StoppedError):
        archives.extract(
            Stop(), BytesIO(archive("a")), tmp_path / "out", limits, overwrite=False
        )
    assert content(tmp_path) == []


async def test_an_archive_is_resumed_after_a_broken_connection(tmp_path):
    """A19: progress counts the bytes of the archive."""
    data = archive(*(Member(name=str(n), content=os.urandom(999)) for n in range(99)))
    reported = []

    def report(done, total):
        reported.append((done, total))

    async with scene(blob(data, cut=50_000), blob(data)) as at, logs_of(at) as logs:
        paths = await logs.extract(tmp_path / "out", progress=report)
    assert len(paths) == 99
    assert reported[-1] == (len(data), len(data))


async def test_a_spooled_body_can_be_read_at_any_position(tmp_path):
    """S10: it is on disk without a name until the block ends."""
    data = archive("a")
    async with (
        scene(blob(data)) as at,
        logs_of(at) as logs,
        logs.spooled(folder=tmp_path) as file,
    ):
        assert content(tmp_path) == []
        await asyncio.to_thread(file.seek, 0)
        assert await asyncio.to_thread(file.read) == data
    assert file.closed
