"""Archives, unpacked: whatever they hold stays in the folder, or nowhere."""

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
    """Serve ``data`` as the logs of a run and unpack it into ``folder``."""
    async with scene(blob(data)) as at, logs_of(at) as logs:
        return await logs.extract(folder, **options)


def test_the_corpus_is_large_enough():
    """S12: and each archive in it is another one."""
    assert len(HOSTILE) >= 40
    assert len({data for data, _ in HOSTILE.values()}) == len(HOSTILE)


@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
@pytest.mark.parametrize(("data", "why"), HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_archive_leaves_nothing(tmp_path, data, why, there):
    """S12: neither in the folder nor outside, and says why."""
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
async def test_an_ordinary_archive_is_unpacked(tmp_path, data, files, there):
    """S12: names such as .x, a..b and foo/.bar are nobody's attack."""
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


async def test_the_most_entries_are_not_too_many(tmp_path):
    """S12: the bound itself is kept, and the loop is free while they are written."""
    many = [f"{n % 7}/{n}" for n in range(500)]
    paths = await extract(archive(*many), tmp_path / "out", max_entries=500)
    assert len(paths) == 500
    assert sorted(content(tmp_path / "out")) == sorted([*many, *map(str, range(7))])
    with pytest.raises(gha.UnsafeArchiveError, match="more than 499 entries"):
        await extract(archive(*many), tmp_path / "too many", max_entries=499)


@pytest.mark.parametrize(("entries", "refused"), [(10_000, False), (10_001, True)])
async def test_ten_thousand_entries_is_the_bound_unless_said_otherwise(
    tmp_path, entries, refused
):
    """S12: with one that must not be written behind them, so that none is."""
    data = archive(*map(str, range(entries - 1)), "..")
    why = "more than 10000 entries" if refused else "nothing but dots"
    with pytest.raises(gha.UnsafeArchiveError, match=why):
        await extract(data, tmp_path / "out")
    assert content(tmp_path) == []


async def test_what_is_unpacked_is_private(tmp_path):
    """S11: a log quotes what jobs print, and an artifact is nobody else's."""
    script = Member(name="a/run.sh", attributes=0o100777 << 16)
    (path,) = await extract(archive(script), tmp_path / "out")
    assert path.read_bytes() == b"content\n"
    modes = [
        stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent, tmp_path / "out")
    ]
    assert modes == [0o600, 0o700, 0o700]


async def test_nothing_is_overwritten_unless_asked(tmp_path):
    """S11: one file that is there, and none is written."""
    folder = tmp_path / "out"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "2").write_text("mine")
    data = archive("a/1", "a/2", "b/3")
    with pytest.raises(FileExistsError, match="say overwrite=True"):
        await extract(data, folder)
    assert content(folder) == ["a", "a/2"]
    await extract(data, folder, overwrite=True)
    assert content(folder) == ["a", "a/1", "a/2", "b", "b/3"]
    assert (folder / "a" / "2").read_text() == "content\n"


@pytest.mark.parametrize("overwrite", [True, False])
async def test_a_folder_in_the_way_of_a_file_is_found_beforehand(tmp_path, overwrite):
    """S11: not when some of the files are there already."""
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError, match="b is a folder"):
        await extract(archive("a", "b", "c"), tmp_path, overwrite=overwrite)
    assert content(tmp_path) == ["b"]


@pytest.mark.parametrize("overwrite", [True, False])
def test_what_fails_at_the_last_file_takes_back_the_others(tmp_path, overwrite):
    """S11: somebody was faster, and has the name by now; nothing of theirs is lost."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mine").write_text("mine")

    class Meanwhile(Event):
        def is_set(self):
            (tmp_path / "z").mkdir(exist_ok=True)
            return False

    zipped = BytesIO(archive("a", "kept/b", "new/c", "z"))
    limits = ArchiveLimits(entries=9, size=99, ratio=9)
    with pytest.raises((FileExistsError, IsADirectoryError), match="z"):
        archives._unpack(Meanwhile(), zipped, tmp_path, limits, overwrite=overwrite)
    whole = ["a", "kept", "kept/b", "kept/mine", "new", "new/c", "z"]
    assert content(tmp_path) == (whole if overwrite else ["kept", "kept/mine", "z"])


async def test_archives_may_share_a_folder(tmp_path):
    """S12: what is not there yet is added."""
    await extract(archive("a/1"), tmp_path)
    await extract(archive("a/2", "b/1"), tmp_path)
    assert content(tmp_path) == ["a", "a/1", "a/2", "b", "b/1"]


@pytest.mark.parametrize("overwrite", [True, False])
async def test_a_link_in_the_folder_leads_nowhere(tmp_path, overwrite):
    """S12: somebody may have put it there to catch us."""
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


async def test_the_folder_must_be_one(tmp_path):
    """Misuse of our own is told before anything is downloaded."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError):
        await extract(archive("a"), tmp_path / "file")
    with pytest.raises(FileNotFoundError) as caught:
        await extract(archive("a"), tmp_path / "no" / "out")
    assert caught.value.filename == str(tmp_path / "no")


async def test_bounds_are_adjustable(tmp_path):
    """S12: a large archive is a choice."""
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
async def test_what_is_no_zip_is_saved_and_never_unzipped(
    tmp_path, kind, content_type, files
):
    """S12: although its first bytes may look like one."""
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


async def test_cancellation_amid_unpacking_leaves_nothing(tmp_path):
    """S11, A22: wherever the thread is."""
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


@pytest.mark.parametrize("look", [1, 2])
def test_a_thread_that_nobody_waits_for_stops(tmp_path, look):
    """A22: it looks at each block, and again before each visit to the disk."""

    class Stop(Event):
        looks = 0

        def is_set(self):
            self.looks += 1
            return self.looks >= look

    limits = ArchiveLimits(entries=9, size=99, ratio=9)
    with pytest.raises(archives._StoppedError):
        archives._unpack(
            Stop(), BytesIO(archive("a")), tmp_path / "out", limits, overwrite=False
        )
    assert content(tmp_path) == []


async def test_a_broken_connection_does_not_break_an_archive(tmp_path):
    """A19: it is resumed as any body is."""
    data = archive(*(Member(name=str(n), content=os.urandom(999)) for n in range(99)))
    told = []

    def tell(done, total):
        told.append((done, total))

    async with scene(blob(data, cut=50_000), blob(data)) as at, logs_of(at) as logs:
        paths = await logs.extract(tmp_path / "out", progress=tell)
    assert len(paths) == 99
    assert told[-1] == (len(data), len(data))


async def test_a_spooled_body_is_read_back_and_forth(tmp_path):
    """S10: on disk, under no name, for as long as the block lasts."""
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
