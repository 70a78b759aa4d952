import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aioghactions._downloads import filenames

FINE = [
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
REFUSED = {
    "an empty name": [""],
    "a control character": [
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
    "a slash": ["a/b", "/", "a\\b", "..\\x"],
    "a colon, as in drive letters": ["C:", "c:x", "a:b", ":"],
    "nothing but dots": [".", "..", "...", ". .", " ", ".. "],
    "a name of a device": [
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
    "a name that is too long": ["x" * 256, "\u00e4" * 128],
}


@pytest.mark.parametrize("name", FINE)
def test_ordinary_names_are_accepted(name):
    """S12: dots, spaces, scripts and emoji are no attack."""
    assert filenames.objection(name) == ""


@pytest.mark.parametrize(
    ("name", "why"), [(name, why) for why, names in REFUSED.items() for name in names]
)
def test_each_bad_name_has_its_reason(name, why):
    """S12: the same on every system."""
    assert filenames.objection(name) == why


@given(st.text())
def test_no_accepted_name_leaves_its_folder(name):
    """S12: whatever is accepted is one segment, and can be written."""
    if filenames.objection(name):
        return
    assert not set(name) & set("/\\:\0")
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
def test_names_that_some_system_takes_for_one_have_one_key(one, other):
    """S12: case, composition, and the dots that Windows drops."""
    assert filenames.key(one) == filenames.key(other)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), (".a", "a"), ("a b", "ab")])
def test_other_names_have_other_keys(one, other):
    """S12: nothing is refused without need."""
    assert filenames.key(one) != filenames.key(other)


@pytest.mark.parametrize(
    ("text", "tamed"),
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
def test_names_of_jobs_become_parts_of_file_names(text, tamed):
    """S12: readable, and never a path."""
    assert filenames.slugify(text) == tamed


@given(st.text(max_size=400))
def test_whatever_is_tamed_is_accepted(text):
    """S12: with an id behind it, it is a file name everywhere."""
    tamed = filenames.slugify(text)
    assert filenames.objection(f"{tamed}-7.txt") == ""
    assert not re.search(r"[\s/\\:]", tamed)
    assert all(unicodedata.category(letter)[0] != "C" for letter in tamed)
