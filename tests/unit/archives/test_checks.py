import stat

import pytest

from aioghactions._archives.checks import ArchiveLimits, Entry, check_names, check_sizes
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


def named(*names):
    """Return entries with these names."""
    return [Entry(name=name) for name in names]


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
    """S12: nothing is refused that stays where it belongs."""
    check_names(named(*names), MANY)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["/etc/passwd"], "an absolute path"),
        (["//host/share"], "an absolute path"),
        (["/"], "an absolute path"),
        (["../x"], "nothing but dots"),
        (["a/../../x"], "nothing but dots"),
        (["a/.."], "nothing but dots"),
        (["./x"], "nothing but dots"),
        (["a/./x"], "nothing but dots"),
        (["a//x"], "an empty name"),
        ([""], "an empty name"),
        (["a//"], "an empty name"),
        (["C:/x"], "a colon"),
        (["c:x"], "a colon"),
        (["x.txt:stream"], "a colon"),
        (["a\\b"], "a slash"),
        (["..\\x"], "a slash"),
        (["\\\\host\\x"], "a slash"),
        (["a\0.txt"], "a control character"),
        (["a\x1b[2J"], "a control character"),
        (["a\nb"], "a control character"),
        (["\u202etxt.exe"], "a control character"),
        (["x/NUL"], "a name of a device"),
        (["con/x"], "a name of a device"),
        (["aux.txt"], "a name of a device"),
        (["x" * 256], "too long"),
        (["/".join(["xy"] * 400)], "too long"),
        (["/".join(["a"] * 65)], "too deep"),
        (["a", "a"], "is there twice"),
        (["readme", "README"], "is there twice"),
        (["caf\u00e9", "cafe\u0301"], "is there twice"),
        (["A/x", "a/X"], "is there twice"),
        (["a", "a."], "is there twice"),
        (["a/", "a"], "is there twice"),
        (["a/b", "a"], "is there twice"),
        (["a", "a/b"], "a file in its path"),
        (["a", "A/b/c"], "a file in its path"),
        (["a", "a/"], "a file in its path"),
    ],
)
def test_each_bad_path_has_its_reason(names, why):
    """S12: refused, not repaired."""
    with pytest.raises(UnsafeArchiveError, match=why) as caught:
        check_names(named(*names), MANY)
    assert str(caught.value).isprintable()


def test_folders_that_nobody_lists_are_counted():
    """S12: the bound itself is kept; one more is refused."""
    limits = ArchiveLimits(entries=3, size=9, ratio=9)
    check_names(named("a/b/x", "a/c/x", "a/b/y"), limits)
    with pytest.raises(UnsafeArchiveError, match="makes more than 3 folders"):
        check_names(named("a/b/x", "a/c/x", "a/d/"), limits)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (Entry(name="x", attributes=LINK), "a link or a device"),
        (Entry(name="x", attributes=DEVICE), "a link or a device"),
        (Entry(name="x", attributes=FIFO), "a link or a device"),
        (Entry(name="x", attributes=0x400), "is a link"),
        (Entry(name="x", attributes=FILE | 0x400), "is a link"),
        (Entry(name="x/", size=1), "a folder with content"),
        (Entry(name="x", attributes=FOLDER), "a folder under a file's name"),
        (Entry(name="x", flags=1), "is encrypted"),
        (Entry(name="x", flags=0x41), "is encrypted"),
        (Entry(name="x", method=12), "packed in an unusual way"),
        (Entry(name="x", method=99), "packed in an unusual way"),
    ],
)
def test_only_files_and_folders_are_accepted(entry, why):
    """S12: links, devices, and what cannot be read within bounds."""
    with pytest.raises(UnsafeArchiveError, match=why):
        check_names([entry], MANY)


@pytest.mark.parametrize(
    "entry",
    [
        Entry(name="x", attributes=FILE | 0x20, flags=0x808),
        Entry(name="x/", attributes=FOLDER | 0x10),
        Entry(name="x/", attributes=0x10),
        Entry(name="x/", attributes=FILE),
        Entry(name="x", method=0),
    ],
)
def test_what_packers_write_is_accepted(entry):
    """S12: Unix modes, DOS attributes, UTF-8 and streaming flags."""
    check_names([entry], MANY)


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (named(*"abcd"), "more than 3 entries"),
        ([Entry(name="a", size=6 * 2**20)], "unpacks to more than 5242880"),
        ([Entry(name="a", size=3 * 2**20)] * 2, "unpacks to more than 5242880"),
        (
            [Entry(name="a", size=2 * 2**20)],
            "200000 bytes unpack to more than 10 times",
        ),
        ([Entry(name="a", packed=150_000)] * 2, "overlap"),
    ],
)
def test_a_bomb_is_refused_by_its_own_account(entries, why):
    """S10, S12: too many, too large, too well packed, or told twice."""
    with pytest.raises(UnsafeArchiveError, match=why):
        check_sizes(entries, LIMITS, size=200_000)


def test_what_is_within_bounds_is_no_bomb():
    """S12: each bound itself is allowed, and what is small may be packed at will."""
    check_sizes([Entry(name="a", size=2**20)], LIMITS, size=100)
    check_sizes([Entry(name="a", size=5 * 2**20)], LIMITS, size=2**19)
    check_sizes([Entry(name="a", packed=50)] * 3, LIMITS, size=150)
    check_sizes([], LIMITS, size=22)
