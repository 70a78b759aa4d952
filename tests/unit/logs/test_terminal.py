import re
import unicodedata

import pytest
from hypothesis import given, strategies as st

from aioghactions.logs import plain, safe

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
COLOUR = re.compile(r"\x1b\[[0-9;:]*m")


def dangerous(text):
    """Return the characters that a terminal would execute or hide."""
    return [
        letter
        for letter in text
        if letter not in "\t\n\u200c\u200d"
        and (unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"})
        and letter not in _OTHER_FORMATS
    ]


# Format characters of single scripts, which every terminal draws.
_OTHER_FORMATS = {
    chr(point)
    for start, end in (
        (0x600, 0x605),
        (0x6DD, 0x6DD),
        (0x70F, 0x70F),
        (0x890, 0x891),
        (0x8E2, 0x8E2),
        (0x110BD, 0x110BD),
        (0x110CD, 0x110CD),
        (0x13430, 0x1343F),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
    )
    for point in range(start, end + 1)
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        ("tab\tand\nline", "tab\tand\nline"),
        ("gr\u00fc\u00df \u4e2d\u6587 \U0001f468\u200d\U0001f469", None),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[1;38;5;196mred\x1b[m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b[2J\x1b[H\x1b[10;10Hgone", "gone"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x/\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9d0;title\x9ctext", "text"),
        ("\x1bPq#0\x1b\\text", "text"),
        ("\x1b_secret\x1b\\text\x90q\x9c", "text"),
        ("\x1bc\x1b7\x1b(Btext", "text"),
        ("\x1b[?1049h\x1b[5 qtext", "text"),
        ("\x1b", "\\x1b"),
        ("\x1b[", "\\x1b["),
        ("\x1b]0;never ends", "\\x1b]0;never ends"),
        ("\x1b\x1b[0m[31m", "\\x1b[31m"),
        ("over\rwritten", "over\\x0dwritten".replace("\\x0d", "\\r")),
        ("back\x08\x7fspace", "back\\x08\\x7fspace"),
        ("bell\x07", "bell\\x07"),
        ("a\x00b", "a\\x00b"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("\U000e0041hidden", "\\U000e0041hidden"),
        ("\ud83d", "\\ud83d"),
        ("line\u2028separator", "line\\u2028separator"),
    ],
)
def test_escape_sequences_are_removed_and_controls_escaped(text, expected):
    """S13: for terminals of any kind."""
    assert safe(text) == (text if expected is None else expected)
    assert dangerous(safe(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m!", "\x1b[31mred\x1b[0m!\x1b[0m"),
        ("\x1b[31mred", "\x1b[31mred\x1b[0m"),
        ("\x1b[38:5:1mred", "\x1b[38:5:1mred\x1b[0m"),
        ("\x9b31mred", "red"),
        ("\x1b[2J\x1b[1mbold", "\x1b[1mbold\x1b[0m"),
        ("\x1b[>4;2mx", "x"),
        ("\x1b\x1b[31m[31m", "\\x1b\x1b[31m[31m\x1b[0m"),
        ("\x1b]0;t\x07\x1b[1mb\rc", "\x1b[1mb\\rc\x1b[0m"),
    ],
)
def test_colours_are_kept_on_request_and_reset(text, expected):
    """S13: the next line does not inherit them."""
    assert safe(text, colours=True) == expected


@given(st.text(st.characters() | st.sampled_from("\x1b\x9b[]0;m\x07\r" + BIDI)))
def test_safe_text_contains_no_dangerous_character(text):
    """S13: for any text."""
    shown = safe(text)
    assert dangerous(shown) == []
    shown.encode()
    assert dangerous(COLOUR.sub("", safe(text, colours=True))) == []


@given(st.text(st.sampled_from("\x1b[]0;m\x07\\ab")))
def test_removed_sequences_leave_no_new_sequence(text):
    """S13: the parts around them do not form one."""
    assert "\x1b" not in safe(text)
    assert "\x1b" not in COLOUR.sub("", safe(text, colours=True))


def test_plain_removes_only_sequences():
    """S13: other control characters are kept."""
    assert plain("\x1b[31mred\x1b[0m\r\u202e") == "red\r\u202e"
    assert plain("nothing") == "nothing"


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["\x9d", "\x90", "\x98\x90", "\x1b]", "\x1b[0", "\x9b "]
)
@pytest.mark.parametrize("colours", [True, False])
def test_unterminated_sequences_take_linear_time(unit, colours):
    """S13: if time were squared this would take hours, and the timeout fail it."""
    text = unit * 200_000
    assert len(safe(text, colours=colours)) <= 4 * len(text)
