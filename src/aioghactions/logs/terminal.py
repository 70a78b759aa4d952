"""Text from outside, made safe to show.

Whoever can make a job print can make a log hold escape sequences: they move the
cursor, rename the window, answer back as if typed, or turn the order of letters
around. What is shown must be what is there.
"""

import re
from typing import Final

# ECMA-48: control sequences, then strings (titles, links) up to their end, then the
# short forms. A string that does not end is not one: its first character is shown. Nor
# does it hold another beginning, or a line of those would take time squared.
_SEQUENCE: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x80-\x9f]*(?:\x1b\\|\x9c)"
    r"|\x1b[ -/]+[0-~]"
    r"|\x1b[0-OQ-WYZ\\`-~]"
)
_COLOUR: Final = re.compile(r"\x1b\[[0-9;:]*m")
_RESET: Final = "\x1b[0m"
# Controls but tab and line feed; what is invisible or reorders; halves of surrogate
# pairs, which cannot be printed at all. Joiners stay: scripts and emoji need them.
_UNSAFE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """Return a text without escape sequences.

    What is left may still hold controls that belong to none: see :func:`safe`.

    Args:
        text: Of any origin.
    """
    return _SEQUENCE.sub("", text)


def safe(text: str, *, colours: bool = False) -> str:
    r"""Return ``text`` fit for a terminal, a page or a chat.

    Escape sequences are left out. What is left of control characters, and what
    is invisible or turns the direction of writing, is written as ``\x1b`` or
    ``\u202e``. Tabs and line feeds stay.

    Args:
        text: Anything.
        colours: Keep the sequences that set colours and weight, and end them.
    """
    if not _UNSAFE.search(text):
        return text
    if not colours:
        return _UNSAFE.sub(_named, plain(text))
    shown: list[str] = []
    position = 0
    for found in _SEQUENCE.finditer(text):
        shown.append(_UNSAFE.sub(_named, text[position : found.start()]))
        if _COLOUR.fullmatch(found[0]):
            shown.append(found[0])
        position = found.end()
    shown.append(_UNSAFE.sub(_named, text[position:]))
    kept = "".join(shown)
    return kept + _RESET if "\x1b" in kept else kept


def _named(unsafe: re.Match[str]) -> str:
    return unsafe[0].encode("unicode_escape").decode("ascii")
