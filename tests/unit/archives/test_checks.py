import stat
import sys
from zipfile import ZipInfo

import pytest

from aioghactions._archives.checks import ArchiveLimits, check_names, check_sizes
from aioghactions.errors import UnsafeArchiveError

LINK, DEVICE, FIFO, FILE, FOLDER = (
    kind << 16
    for kind in (
        stat.S_IFLNK | 0o777,
        stat.S_IFCHR,
        stat.S_IFIFO,
        stat.S_IFREG | 0o644,
        stat.S_IFDIR | 0o755,
    )
)
LIMITS = ArchiveLimits(entries=3, size=5 * 2**20, ratio=10)
MANY = ArchiveLimits(entries=10_000, size=2**31, ratio=200)


def entry(name="x", **fields):
    """Return an entry; as for hostile archives, its ``filename`` is another one."""
    info = ZipInfo("filename")
    for field, value in {"orig_filename": name, **fields}.items():
        setattr(info, field, value)
    return info


def named(*names):
    """Return entries with these names."""
    return [entry(name) for name in names]


@pytest.mark.parametrize(
    "names",
    [
        [],
        [".x", "a..b", "foo/.bar", "..x/y.."],
        ["a/", "a/b/", "a/b/c", "a/d"],
        ["a/b", "a/", "a/"],
        ["Foo/x", "foo/y"],
        ["0_build.txt", "build/1_Set up job.txt", "build/2_Run x.txt"],
        ["/".join(["a"] * 64), "x" * 255],
    ],
)
def test_ordinary_archives_are_accepted(names):
    """S12: paths that stay in the folder are accepted."""
    check_names(named(*names), MANY)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["/etc/passwd"], "an absolute path"),
        (["//host/share"], "an absolute path"),
        (["/"], "an absolute path"),
        (["../x"], "only dots"),
        (["a/../../x"], "only dots"),
        (["a/.."], "only dots"),
        (["./x"], "only dots"),
        (["a/./x"], "only dots"),
        (["a//x"], "empty name"),
        ([""], "empty name"),
        (["a//"], "empty name"),
        (["a\\b"], "path separator"),
        (["..\\x"], "path separator"),
        (["\\\\host\\x"], "path separator"),
        (["a\0.txt"], "control character"),
        (["a\x1b[2J"], "control character"),
        (["a\nb"], "control character"),
        (["\u202etxt.exe"], "control character"),
        (["x" * 256], "longer than"),
        (["/".join(["xy"] * 400)], "longer than"),
        (["/".join(["a"] * 65)], "more than 64 segments"),
        (["a", "a"], "same path as another entry"),
        (["a/", "a"], "same path as another entry"),
        (["a/b", "a"], "same path as another entry"),
        (["a", "a/b"], "a file as its parent"),
        (["a", "a/"], "a file as its parent"),
    ],
)
def test_unsafe_paths_are_rejected_with_the_reason(names, why):
    """S12: they are not repaired."""
    for portable in (False, True):
        with pytest.raises(UnsafeArchiveError, match=why) as caught:
            check_names(named(*names), MANY, portable=portable)
        assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["C:/x"], "Windows reserves"),
        (["c:x"], "Windows reserves"),
        (["x.txt:stream"], "Windows reserves"),
        (["what?.txt"], "Windows reserves"),
        (["src/a*b"], "Windows reserves"),
        (["x/NUL"], "reserved device name"),
        (["con/x"], "reserved device name"),
        (["src/aux.c"], "reserved device name"),
        (["README", "readme"], "same path as another entry"),
        (["caf\u00e9", "cafe\u0301"], "same path as another entry"),
        (["A/x", "a/X"], "same path as another entry"),
        (["a", "a."], "same path as another entry"),
        (["a", "A/b/c"], "a file as its parent"),
    ],
)
def test_paths_that_other_systems_reject_are_accepted_unless_portable(names, why):
    """S12: they are judged for this system by default."""
    with pytest.raises(UnsafeArchiveError, match=why):
        check_names(named(*names), MANY, portable=True)
    if sys.platform == "linux":
        check_names(named(*names), MANY)


def test_implied_folders_are_counted():
    """S12: exactly as many as the limit are accepted, one more is not."""
    limits = ArchiveLimits(entries=3, size=9, ratio=9)
    check_names(named("a/b/x", "a/c/x", "a/b/y"), limits)
    with pytest.raises(UnsafeArchiveError, match="creates more than 3 folders"):
        check_names(named("a/b/x", "a/c/x", "a/d/"), limits)


@pytest.mark.parametrize(
    ("unsafe", "why"),
    [
        (entry("x", external_attr=LINK), "a link or a device"),
        (entry("x", external_attr=DEVICE), "a link or a device"),
        (entry("x", external_attr=FIFO), "a link or a device"),
        (entry("x", external_attr=0x400), "is a link"),
        (entry("x", external_attr=FILE | 0x400), "is a link"),
        (entry("x/", file_size=1), "a folder with content"),
        (entry("x", external_attr=FOLDER), "a folder with the name of a file"),
        (entry("x", flag_bits=1), "is encrypted"),
        (entry("x", flag_bits=0x41), "is encrypted"),
        (entry("x", compress_type=12), "unsupported compression method"),
        (entry("x", compress_type=99), "unsupported compression method"),
    ],
)
def test_only_plain_files_and_folders_are_accepted(unsafe, why):
    """S12: no links, devices, encryption or unusual compression."""
    with pytest.raises(UnsafeArchiveError, match=why):
        check_names([unsafe], MANY)


@pytest.mark.parametrize(
    "safe",
    [
        entry("x", external_attr=FILE | 0x20, flag_bits=0x808),
        entry("x/", external_attr=FOLDER | 0x10),
        entry("x/", external_attr=0x10),
        entry("x/", external_attr=FILE),
        entry("x", compress_type=0),
    ],
)
def test_flags_and_attributes_of_common_tools_are_accepted(safe):
    """S12: Unix modes, DOS attributes, UTF-8 and streaming flags."""
    check_names([safe], MANY)


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([entry("a", file_size=6 * 2**20)], "unpacks to more than 5242880"),
        ([entry("a", file_size=3 * 2**20)] * 2, "unpacks to more than 5242880"),
        (
            [entry("a", file_size=2 * 2**20)],
            "more than 10 times its size of 200000 bytes",
        ),
        ([entry("a", compress_size=150_000)] * 2, "overlap"),
    ],
)
def test_a_bomb_is_rejected_by_its_directory(entries, why):
    """S10, S12: too large, too compressed, or overlapping."""
    with pytest.raises(UnsafeArchiveError, match=why):
        check_sizes(entries, LIMITS, size=200_000)


def test_an_archive_within_its_limits_is_accepted():
    """S12: the limits are inclusive; the first mebibyte has no ratio."""
    check_sizes([entry("a", file_size=2**20)], LIMITS, size=100)
    check_sizes([entry("a", file_size=5 * 2**20)], LIMITS, size=2**19)
    check_sizes([entry("a", compress_size=50)] * 3, LIMITS, size=150)
    check_sizes([], LIMITS, size=22)
