"""Extraction of archives: nothing is written outside the folder."""

import asyncio
import os
import stat
from io import BytesIO
from threading import Event

import pytest

import aioghactions as gha
from aioghactions._archives import extract as archives
from aioghactions._archives.checks import ArchiveLimits
from tests.fixtures.zips.builder import Member, archive
from tests.fixtures.zips.corpus import HOSTILE, WELCOME
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
    assert len(HOSTILE) >= 40
    assert len({data for data, _ in HOSTILE.values()}) == len(HOSTILE)


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


@pytest.mark.parametrize(
    ("kind", "content_type", "files"),
    [
        ("artifacts", "application/zip", ["a"]),
        ("artifacts", "application/octet-stream", ["report.html"]),
        ("artifacts", "text/html; charset=utf-8", ["report.html"]),
        ("jobs", "application/zip", ["report.html"]),
    ],
)
async def test_a_body_that_is_not_an_archive_is_saved(
    tmp_path, kind, content_type, files
):
    """S12: even if its first bytes look like a zip."""
    data = archive("a")
    headers = (
        f"content-type: {content_type}",
        'content-disposition: attachment; filename="report.html"',
    )
    folder = tmp_path / "out"
    async with scene(blob(data, *headers)) as at:
        repo = at.client.repo("octo-org/hello")
        artifact = repo.artifacts.download(9, "zip")
        async with artifact if kind == "artifacts" else repo.jobs.logs(1) as download:
            assert download.is_zip is (files == ["a"])
            paths = await download.extract(folder)
    assert content(folder) == [path.name for path in paths] == files
    if files == ["report.html"]:
        assert paths[0].read_bytes() == data


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
