"""Decide which names from outside may become names of files."""

import re
import unicodedata
from typing import Final

_LONGEST: Final = 255  # bytes, on every file system in use
# Line and paragraph separators, and what turns the order of letters around, deceive
# whoever reads a listing. Joiners and marks stay: scripts and emoji need them.
_CONTROL: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Windows gives these names to devices, in every folder and with any extension.
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_DOTS: Final = re.compile(r"[. ]+")
_UNTAMED: Final = re.compile(r'[\s/\\:*?"<>|]+')


def objection(name: str) -> str:
    """Return why ``name`` must not be the name of a file or folder, or "".

    The answer is the same on every system: an archive that is refused on one is
    not accepted on another.
    """
    if not name:
        return "an empty name"
    if _CONTROL.search(name):
        return "a control character"
    if "/" in name or "\\" in name:
        return "a slash"
    if ":" in name:
        return "a colon, as in drive letters"
    if _ONLY_DOTS.fullmatch(name):
        return "nothing but dots"
    if _RESERVED.fullmatch(name):
        return "a name of a device"
    if len(name.encode()) > _LONGEST:
        return "a name that is too long"
    return ""


def key(name: str) -> str:
    """Return what two names have in common that some file system takes for one."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return folded.rstrip(". ") or folded


def slugify(text: str, *, longest: int = 80) -> str:
    """Return a readable part of a file name made from ``text``; never empty."""
    shown = text[: 4 * longest]
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in shown)
    tamed = _UNTAMED.sub("_", visible.strip()).strip("._ ")
    while len(tamed.encode()) > longest:
        tamed = tamed[:-1]
    return tamed.rstrip("._ ") or "unnamed"
