import re
import unicodedata

import pytest
from hypothesis import given, strategies as st

from aioghactions._downloads import filenames

ACCEPTED = [
    ".x",
    "a..b",
    ".bar",
    "..x",
    "x..",
    "...x",
    "a",
    "report.xml",
    "con-1.txt",
    "console",
    "com10",
    "com",
    "lpt",
    "nullable.txt",
    "auxiliary",
    "caf\u00e9",
    "\u4e2d\u6587.log",
    "\U0001f468\u200d\U0001f469",  # joined by U+200D
    "a b",
    "a ",
    "-rf",
    "~",
    "%2e%2e",
    "x" * 255,
]
REJECTED = {
    "empty name": [""],
    "control character": [
        "a\0b",
        "a\nb",
        "\x1b[31m",
        "\x7f",
        "\x9b31m",
        "\u202egnp.exe",
        "a\u2066b",
        "a\u2028b",
        "\ud800",
    ],
    "path separator": ["a/b", "/", "a\\b", "..\\x"],
    "only dots": [".", "..", "...", ". .", " ", ".. "],
    "longer than 255 bytes": ["x" * 256, "\u00e4" * 128],
}
RESERVED = {
    "character that Windows reserves": [
        "C:",
        "c:x",
        "a:b",
        ":",
        *(f"a{each}b" for each in '*?"<>|'),
    ],
    "reserved device name": [
        "con",
        "CON",
        "Con.txt",
        "con.tar.gz",
        "nul",
        "PRN.log",
        "aux",
        "com1",
        "COM9.txt",
        "lpt0",
        "com\u00b9",
        "CONIN$",
        "con .txt",
        "con.",
    ],
}
SYSTEMS = ["linux", "darwin", "win32", "cygwin", "freebsd14"]


@pytest.mark.parametrize("name", ACCEPTED)
def test_ordinary_names_are_accepted(name):
    """S12: dots, spaces, any script and emoji are accepted."""
    assert filenames.problem(name, portable=True) == ""


@pytest.mark.parametrize("portable", [True, False])
@pytest.mark.parametrize(
    ("name", "why"), [(name, why) for why, names in REJECTED.items() for name in names]
)
def test_unsafe_names_are_rejected_with_the_reason(name, why, portable):
    """S12: on every system alike."""
    for system in SYSTEMS:
        assert filenames.problem(name, portable=portable, system=system) == why


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    ("name", "why"), [(name, why) for why, names in RESERVED.items() for name in names]
)
def test_names_that_windows_reserves_are_judged_for_the_system(name, why, system):
    """S12: a name such as aux.c is an ordinary one on others, unless portable."""
    assert filenames.problem(name, portable=True, system=system) == why
    expected = why if system in {"win32", "cygwin"} else ""
    assert filenames.problem(name, portable=False, system=system) == expected


@given(st.text(), st.booleans(), st.sampled_from(SYSTEMS))
def test_every_accepted_name_is_one_path_segment(name, portable, system):
    """S12: any text that is accepted can be written and stays in its folder."""
    if filenames.problem(name, portable=portable, system=system):
        return
    assert not set(name) & set("/\\\0")
    if portable:
        assert not set(name) & set(':*?"<>|')
        for other in SYSTEMS:
            assert filenames.problem(name, portable=False, system=other) == ""
    assert name.strip(". ")
    assert 0 < len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("README", "readme"),
        ("stra\u00dfe", "STRASSE"),
        ("caf\u00e9", "cafe\u0301"),
        ("\u00c5", "a\u030a"),
        ("a", "a."),
        ("a", "a. ."),
        ("\u017f", "s"),
    ],
)
def test_names_equal_on_some_file_system_share_a_key(one, other):
    """S12: case, composition, and trailing dots that Windows drops."""

    def collide(system, *, portable=False):
        one_key, other_key = (
            filenames.collision_key(name, portable=portable, system=system)
            for name in (one, other)
        )
        return one_key == other_key

    for system in SYSTEMS:
        assert collide(system, portable=True)
    assert collide("win32")
    assert collide("darwin") is not other.endswith(".")
    assert not collide("linux")


@pytest.mark.parametrize(("one", "other"), [("a", "b"), (".a", "a"), ("a b", "ab")])
def test_distinct_names_have_distinct_keys(one, other):
    """S12: names that no file system confuses do not collide."""
    one_key, other_key = (
        filenames.collision_key(name, portable=True) for name in (one, other)
    )
    assert one_key != other_key


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("build", "build"),
        ("build (ubuntu-24.04, 3.12) / test", "build_(ubuntu-24.04,_3.12)_test"),
        ("..", "unnamed"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\x", "C_x"),
        ("\x1b]0;x\x07\u202e", "]0;x"),
        ("", "unnamed"),
        ("\u00e4" * 60, "\u00e4" * 40),
        ("\U0001f600 ok", "\U0001f600_ok"),
        ("\ud800", "unnamed"),
    ],
)
def test_slugify_makes_readable_parts_of_file_names(text, slug):
    """S12: a slug is never a path."""
    assert filenames.slugify(text) == slug


@given(st.text(max_size=400))
def test_every_slug_is_accepted_in_a_file_name(text):
    """S12: a slug followed by an id is a safe file name on every system."""
    slug = filenames.slugify(text)
    assert filenames.problem(f"{slug}-7.txt", portable=True) == ""
    assert not re.search(r"[\s/\\:]", slug)
    assert all(unicodedata.category(letter)[0] != "C" for letter in slug)
