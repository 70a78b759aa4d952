"""Check and make file names from text that others chose."""

import re
import unicodedata
from typing import Final

_MAX_BYTES: Final = 255  # on every file system in use
# Line and paragraph separators and bidirectional controls falsify a listing. Joiners
# and marks stay: scripts and emoji need them.
_CONTROL: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Windows reserves these names for devices, in every folder and with any extension.
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_DOTS: Final = re.compile(r"[. ]+")
_SEPARATORS: Final = re.compile(r'[\s/\\:*?"<>|]+')


def problem(name: str) -> str:
    """Return why ``name`` must not be the name of a file or folder, or "".

    The result is the same on every system: an archive that is rejected on one is
    rejected on all.
    """
    if not name:
        return "empty name"
    if _CONTROL.search(name):
        return "control character"
    if "/" in name or "\\" in name:
        return "path separator"
    if ":" in name:
        return "colon"
    if _ONLY_DOTS.fullmatch(name):
        return "only dots"
    if _DEVICE.fullmatch(name):
        return "reserved device name"
    if len(name.encode()) > _MAX_BYTES:
        return f"longer than {_MAX_BYTES} bytes"
    return ""


def collision_key(name: str) -> str:
    """Return a key that is equal for names that some file system does not distinguish.

    Names may differ in case, in composition, or in the trailing dots and spaces that
    Windows drops.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return folded.rstrip(". ") or folded


def slugify(text: str, *, max_bytes: int = 80) -> str:
    """Return a readable part of a file name made from ``text``; never empty."""
    start = text[: 4 * max_bytes]
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in start)
    slug = _SEPARATORS.sub("_", visible.strip()).strip("._ ")
    while len(slug.encode()) > max_bytes:
        slug = slug[:-1]
    return slug.rstrip("._ ") or "unnamed"
