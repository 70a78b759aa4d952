"""Do not parse again what an answer repeats byte for byte.

A run tells its repository twice, 4 kB each of 11, and every run of a page tells the
same one. Where one was seen to repeat, later texts of it are replaced before parsing
by a stand-in that the memo knows. Decision 17 tells what
that gains.
"""

from typing import Any, Final
from uuid import uuid4

from attrs import Factory, define, frozen

from aioghactions._wire import codec

# Where the object begins that is large and repeats. In JSON the quotation mark ends a
# name or a string: what follows is a value, whatever strings may hold.
_PLACE: Final = b'repository":{'
_HEAD: Final = 64
# Of another server's spelling nothing is found: then nobody looks any longer.
_MOST_FAILURES: Final = 8
_MOST_TEXTS: Final = 256
# No server can know it, so none can make one.
_SECRET: Final = uuid4().hex


def is_stand_in(key: object) -> bool:
    """Return whether this is the id of an object that stands for another."""
    return isinstance(key, str) and key.startswith(_SECRET)


@frozen(eq=False)
class _Text:
    """An object as it was sent, and what stands for it."""

    whole: bytes
    stand_in: bytes


@define(eq=False)
class Repeats:
    """The texts that a client has seen to repeat, by the model they stood in."""

    _texts: dict[str, dict[bytes, _Text]] = Factory(dict[str, dict[bytes, _Text]])
    _failures: int = 0
    _number: int = 0

    def shorten(self, raw: bytes, model: str) -> tuple[bytes, int]:
        """Return ``raw`` with stand-ins, and how many."""
        texts = self._texts.get(model)
        if texts is None:
            return raw, 0
        parts: list[bytes] = []
        end, count, at = 0, 0, raw.find(_PLACE)
        while at >= 0:
            begin = next_from = at + len(_PLACE) - 1
            text = texts.get(raw[begin : begin + _HEAD])
            if text is not None and raw.startswith(text.whole, begin):
                parts += raw[end:begin], text.stand_in
                end = next_from = begin + len(text.whole)
                count += 1
            at = raw.find(_PLACE, next_from)
        if not count:
            self.forget(model)
            return raw, 0
        return b"".join((*parts, raw[end:])), count

    def forget(self, model: str) -> None:
        """Look no longer: it does not repeat any more."""
        del self._texts[model]

    def learn(self, raw: bytes, model: str, data: Any) -> dict[str, str] | None:
        """Return what will stand for ``data``, if its text is found in ``raw``."""
        if self._failures >= _MOST_FAILURES:
            return None
        whole = codec.dumps(data)
        if _PLACE + whole[1:] not in raw:
            self._failures += 1
            return None
        self._number += 1
        stand_in = {"id": f"{_SECRET}-{self._number}"}
        texts = self._texts.setdefault(model, {})
        if len(texts) >= _MOST_TEXTS:
            texts.clear()
        texts[whole[:_HEAD]] = _Text(whole, codec.dumps(stand_in))
        return stand_in
