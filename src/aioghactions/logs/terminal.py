"""Escape untrusted text for terminals.

The output of a job may contain escape sequences that move the cursor, rename the
window, send input as if typed, or reverse the order of letters. What is printed must be
the text that is there.
"""

import re
from typing import Final

# ECMA-48: control sequences, then strings (titles, links) up to their end, then the
# short forms. An unterminated string is not a sequence: its first character is escaped.
# Nor does a string contain the start of another, or matching would take quadratic time.
_SEQUENCE: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x80-\x9f]*(?:\x1b\\|\x9c)"
    r"|\x1b[ -/]+[0-~]"
    r"|\x1b[0-OQ-WYZ\\`-~]"
)
_COLOUR: Final = re.compile(r"\x1b\[[0-9;:]*m")
# Controls but tab and line feed; invisible and reordering characters; lone surrogates,
# which cannot be encoded. Joiners stay: scripts and emoji need them.
_UNSAFE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SEQUENCE_OR_UNSAFE: Final = re.compile(
    f"{_SEQUENCE.pattern}|(?P<unsafe>{_UNSAFE.pattern})"
)


def plain(text: str) -> str:
    """Return ``text`` without escape sequences.

    Control characters that belong to none are kept: see :func:`safe`.

    Args:
        text: Any text.
    """
    return _SEQUENCE.sub("", text)


def safe(text: str, *, colours: bool = False) -> str:
    r"""Return ``text`` made safe for a terminal, a web page or a chat.

    Escape sequences are removed. Other control characters, and characters that are
    invisible or change the direction of writing, are written as ``\x1b`` or
    ``\u202e``. Tabs and line feeds stay.

    Args:
        text: Any text.
        colours: Keep the sequences that set colour and weight, and reset them at
            the end.
    """
    if not _UNSAFE.search(text):
        return text

    def replace(found: re.Match[str]) -> str:
        if found["unsafe"]:
            return found["unsafe"].encode("unicode_escape").decode("ascii")
        return found[0] if colours and _COLOUR.fullmatch(found[0]) else ""

    safe_text = _SEQUENCE_OR_UNSAFE.sub(replace, text)
    return f"{safe_text}\x1b[0m" if "\x1b" in safe_text else safe_text
