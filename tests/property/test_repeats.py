"""Answers that repeat themselves, spoilt here and there, one after the other."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aioghactions._wire import codec
from aioghactions._wire.call import Returns
from aioghactions._wire.convert import Memo, StructureError, read, structure
from tests.bench import corpus

RUN = Returns("WorkflowRun")
RUNS = [*corpus.shared(3), *corpus.distinct(1)]
REPOSITORY = RUNS[0]["repository"]
SPOTS = (
    "actor",
    "actor.type",
    "display_title",
    "head_repository",
    "news",
    "repository",
    "repository.fork",
    "repository.news",
    "repository.owner",
)
VALUES: dict[str, Any] = {
    "null": None,
    "text": "x",
    "repository": REPOSITORY,
    "repositories": [REPOSITORY],
    "owner": REPOSITORY["owner"],
    "person": RUNS[0]["actor"],
    "nested": {"repository": REPOSITORY},
}
changes = st.none() | st.tuples(st.sampled_from(SPOTS), st.sampled_from([*VALUES]))


def changed(number: int, change: tuple[str, str] | None) -> bytes:
    """Return a body with one member changed."""
    run = deepcopy(RUNS[number])
    if change is not None:
        spot, value = change
        where, _, name = spot.rpartition(".")
        place = run[where] if where else run
        place[name] = VALUES[value]
    return json.dumps(run, separators=(",", ":")).encode()


def outcome(raw: bytes, memo: Memo | None = None) -> Any:
    """Return the model, or the path of what does not fit."""
    try:
        if memo is None:
            return structure(codec.loads(raw), RUN, Memo())
        return read(raw, RUN, memo)
    except StructureError as misfit:
        return misfit.path


@given(st.lists(st.tuples(st.integers(0, 3), changes), min_size=3, max_size=9))
@settings(max_examples=100, deadline=None)
def test_what_was_read_before_never_changes_what_is_read(answers):
    """The same model, or the same error, as if it were the first answer of all."""
    memo = Memo()
    for number, change in answers:
        raw = changed(number, change)
        assert outcome(raw, memo) == outcome(raw)
