"""Numbers and names that tell things apart."""

from base64 import b64encode
from hashlib import sha1

from attrs import define, field

_LONGEST = 19  # digits of the greatest number in 64 bits


@define
class Ids:
    """Hands out rising numbers, a sequence for each kind of thing."""

    _last: dict[str, int] = field(factory=dict[str, int])

    def next(self, kind: str) -> int:
        """Return a number that no other thing of this kind has."""
        # Each kind starts elsewhere, so that a mixed-up id finds nothing.
        start = 1_000_000 * (1 + len(self._last))
        number = self._last.setdefault(kind, start) + 1
        self._last[kind] = number
        return number


def as_id(text: str) -> int:
    """Return the id that ``text`` writes; 0, which nothing has, if it is no id."""
    is_id = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    return int(text) if is_id else 0


def node_id(kind: str, number: int) -> str:
    """Return the GraphQL id that accompanies ``number``."""
    return b64encode(f"{len(kind):03}:{kind}{number}".encode()).decode()


def sha(*parts: object) -> str:
    """Return a commit id, always the same for the same parts."""
    text = "/".join(map(str, parts))
    return sha1(text.encode(), usedforsecurity=False).hexdigest()
