"""Do not parse again what an answer repeats byte for byte.

A run tells its repository twice, 4 kB each of 11, and who started it twice, 1 kB each.
Every run of a page tells the same ones. Where one was seen to repeat, later texts of it
are replaced before parsing by a stand-in. Decision 17 tells what that gains.
"""

from collections.abc import Iterator
from typing import Any, Final
from uuid import uuid4

from attrs import Factory, define, frozen

from aioghactions._wire import codec

# Where the objects begin that are large and repeat. In JSON the quotation mark ends a
# name or a string: what follows is a value, whatever strings may hold.
_PLACES: Final = (b'repository":{', b'actor":{')
_HEAD: Final = 64
_MOST_TEXTS: Final = 128
_MOST_AT_ONCE: Final = 16
# Where nothing is found in so many answers one after the other, as of a server that
# writes spaces or of runs that share nothing, so many more are left alone.
_MOST_MISSES: Final = 8
_REST: Final = 128
# No server can know it, so none can make one.
_SECRET: Final = uuid4().hex


@frozen(eq=False)
class _StandIn:
    """What stands for an object.

    Attributes:
        key: Its id.
        whole: The object's text.
        text: What stands in its place.
        model: The model that was made of the object...
        made: ...and itself.
    """

    key: str
    whole: bytes
    text: bytes
    model: str
    made: Any


@define(eq=False)
class _Answers:
    """What is known of the answers that hold one model.

    Attributes:
        stand_ins: By the first bytes of the texts that they stand for.
        misses: In how many answers, one after the other, there was none of them; below
            0 for how many more nobody looks.
    """

    stand_ins: dict[bytes, _StandIn] = Factory(dict[bytes, _StandIn])
    misses: int = 0

    def parts(self, raw: bytes, place: bytes) -> Iterator[bytes]:
        """Yield ``raw`` in pieces: what stays and what stands for the rest, in turn."""
        end, at = 0, raw.find(place)
        while at >= 0:
            begin = next_from = at + len(place) - 1
            known = self.stand_ins.get(raw[begin : begin + _HEAD])
            if known is not None and raw.startswith(known.whole, begin):
                yield raw[end:begin]
                yield known.text
                end = next_from = begin + len(known.whole)
            at = raw.find(place, next_from)
        yield raw[end:]


@define(eq=False)
class Repeats:
    """The objects that a client has seen to repeat."""

    _answers: dict[str, _Answers] = Factory(dict[str, _Answers])
    _by_id: dict[str, _StandIn] = Factory(dict[str, _StandIn])
    _again: dict[int, tuple[str, Any, Any]] = Factory(dict[int, tuple[str, Any, Any]])
    _number: int = 0
    _found: int = 0

    def shorten(self, raw: bytes, answer: str) -> tuple[bytes, int]:
        """Return a body with stand-ins, and how many.

        Args:
            raw: The body.
            answer: The model that it holds.
        """
        self._found = 0
        known = self._answers.get(answer)
        if known is None or not known.stand_ins:
            return raw, 0
        count = 0
        for place in _PLACES:
            parts = list(known.parts(raw, place))
            if len(parts) > 1:
                raw, count = b"".join(parts), count + len(parts) // 2
        known.misses = 0 if count else known.misses + 1
        return raw, count

    def find(self, key: Any, model: str) -> Any:
        """Return the model that a stand-in stands for; None if it is none.

        Args:
            key: The id of an object that has nothing else.
            model: What it should be.
        """
        known = self._by_id.get(key)
        if known is None or known.model != model:
            return None
        self._found += 1
        return known.made

    def all_found(self, count: int) -> bool:
        """Return whether as many stand-ins were found as the last body got."""
        return self._found == count

    def note(self, model: str, data: Any, made: Any) -> None:
        """Note that a large object was there before.

        Args:
            model: What was made of it.
            data: The object.
            made: The model.
        """
        if len(self._again) < _MOST_AT_ONCE:
            self._again[id(made)] = model, data, made

    def learn(self, answer: str) -> None:
        """Learn what was noted, as texts of answers that hold the model ``answer``."""
        known = self._answers.setdefault(answer, _Answers())
        if known.misses >= _MOST_MISSES:
            self.forget(answer)
            known.misses = -_REST
        if known.misses < 0:
            known.misses += 1
        else:
            for model, data, made in self._again.values():
                self._remember(known.stand_ins, model, data, made)
        self._again.clear()

    def forget(self, answer: str) -> None:
        """Look no longer for what answers that hold the model ``answer`` repeated."""
        stand_ins = self._answers[answer].stand_ins
        for stand_in in stand_ins.values():
            del self._by_id[stand_in.key]
        stand_ins.clear()

    def _remember(
        self, stand_ins: dict[bytes, _StandIn], model: str, data: Any, made: Any
    ) -> None:
        try:
            whole = codec.dumps(data)
        except ValueError:  # only half of what can be read can be written
            return
        head = whole[:_HEAD]
        old = stand_ins.get(head)
        if old is None and len(stand_ins) >= _MOST_TEXTS:
            old = stand_ins.pop(next(iter(stand_ins)))
        if old is not None:
            del self._by_id[old.key]
        self._number += 1
        key = f"{_SECRET}-{self._number}"
        new = _StandIn(key, whole, codec.dumps({"id": key}), model, made)
        stand_ins[head] = self._by_id[key] = new
