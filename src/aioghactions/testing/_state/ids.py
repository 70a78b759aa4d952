"""Ids and hashes."""

from base64 import b64encode
from hashlib import sha1

from attrs import define, field

_LONGEST = 19  # digits of the largest 64-bit number


@define
class Ids:
    """Generates increasing ids, a sequence for each kind of object."""

    _last: dict[str, int] = field(factory=dict[str, int])

    def next(self, kind: str) -> int:
        """Return a new id for an object of this kind."""
        # Sequences do not overlap, so that an id of the wrong kind finds nothing.
        start = 1_000_000 * (1 + len(self._last))
        number = self._last.setdefault(kind, start) + 1
        self._last[kind] = number
        return number


def as_id(text: str) -> int:
    """Parse an id; return 0, which no object has, if ``text`` is not an id."""
    is_id = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    return int(text) if is_id else 0


def node_id(kind: str, number: int) -> str:
    """Return the GraphQL id of an object."""
    return b64encode(f"{len(kind):03}:{kind}{number}".encode()).decode()


def sha(*parts: object) -> str:
    """Return a commit hash; equal parts give equal hashes."""
    text = "/".join(map(str, parts))
    return sha1(text.encode(), usedforsecurity=False).hexdigest()
