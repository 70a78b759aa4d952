"""Numbers and names that tell things apart."""

from base64 import b64encode
from hashlib import sha1

from attrs import define, field


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


def node_id(kind: str, number: int) -> str:
    """Return the GraphQL id that accompanies ``number``."""
    return b64encode(f"{len(kind):03}:{kind}{number}".encode()).decode()


def sha(*parts: object) -> str:
    """Return a commit id, always the same for the same parts."""
    text = "/".join(map(str, parts))
    return sha1(text.encode(), usedforsecurity=False).hexdigest()
