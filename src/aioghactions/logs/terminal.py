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
_RESET: Final = "\x1b[0m"
# Controls but tab and line feed; invisible and reordering characters; lone surrogates,
# which cannot be encoded. Joiners stay: scripts and emoji need them.
_UNSAFE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
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
    if not colours:
        return _UNSAFE.sub(_escaped, plain(text))
    parts: list[str] = []
    position = 0
    for found in _SEQUENCE.finditer(text):
        parts.append(_UNSAFE.sub(_escaped, text[position : found.start()]))
        if _COLOUR.fullmatch(found[0]):
            parts.append(found[0])
        position = found.end()
    parts.append(_UNSAFE.sub(_escaped, text[position:]))
    safe_text = "".join(parts)
    return safe_text + _RESET if "\x1b" in safe_text else safe_text


def _escaped(unsafe: re.Match[str]) -> str:
    return unsafe[0].encode("unicode_escape").decode("ascii")
