"""Check and make file names from text that others chose."""

import re
import sys
import unicodedata
from typing import Final

_MAX_BYTES: Final = 255  # on every file system in use
_WINDOWS: Final = frozenset({"win32", "cygwin"})  # values of sys.platform
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
_RESERVED: Final = re.compile(r'[:*?"<>|]')  # on Windows; a colon names a stream
_ONLY_DOTS: Final = re.compile(r"[. ]+")
_SEPARATORS: Final = re.compile(r'[\s/\\:*?"<>|]+')


def problem(name: str, *, portable: bool, system: str = sys.platform) -> str:
    """Return why ``name`` must not be the name of a file or folder, or "".

    Names that could leave their folder or falsify a listing are rejected on every
    system, and those that Windows reserves only there, or with ``portable``.
    """
    if not name:
        return "empty name"
    if _CONTROL.search(name):
        return "control character"
    if "/" in name or "\\" in name:
        return "path separator"
    if _ONLY_DOTS.fullmatch(name):
        return "only dots"
    if portable or system in _WINDOWS:
        if _RESERVED.search(name):
            return "character that Windows reserves"
        if _DEVICE.fullmatch(name):
            return "reserved device name"
    if len(name.encode()) > _MAX_BYTES:
        return f"longer than {_MAX_BYTES} bytes"
    return ""


def collision_key(name: str, *, portable: bool, system: str = sys.platform) -> str:
    """Return a key that is equal for names that ``system`` does not distinguish.

    With ``portable``, for names that some system does not distinguish: they may differ
    in case, in composition, or in the trailing dots and spaces that Windows drops.
    """
    if not portable and system not in _WINDOWS and system != "darwin":
        return name
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    if not portable and system == "darwin":
        return folded
    return folded.rstrip(". ") or folded


def slugify(text: str, *, max_bytes: int = 80) -> str:
    """Return a readable part of a file name made from ``text``; never empty."""
    start = text[: 4 * max_bytes]
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in start)
    slug = _SEPARATORS.sub("_", visible.strip()).strip("._ ")
    while len(slug.encode()) > max_bytes:
        slug = slug[:-1]
    return slug.rstrip("._ ") or "unnamed"
