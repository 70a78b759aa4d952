"""What an answer repeats byte for byte is neither parsed nor structured again."""

import json

import pytest

from aioghactions._wire import codec, convert
from aioghactions._wire.call import Returns
from aioghactions._wire.convert import Memo, StructureError, read, structure
from aioghactions._wire.repeats import Repeats
from tests.bench import corpus

RUN, PAGE = Returns("WorkflowRun"), Returns("WorkflowRunPage")
MANY = Returns("WorkflowRun", many=True)


def compact(value):
    """Return a body as GitHub writes it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def plainly(raw, returns=RUN):
    """Read without what was read before."""
    return structure(codec.loads(raw), returns, Memo())


@pytest.fixture
def runs():
    """Return runs of one repository."""
    return list(corpus.shared(8))


@pytest.fixture
def memo(runs):
    """Return a memo that knows the repository's text."""
    made = Memo()
    for run in runs[:2]:
        read(compact(run), RUN, made)
    short, stand_ins = made.repeats.shorten(compact(runs[2]), "WorkflowRun")
    assert stand_ins == 2
    assert len(short) < len(compact(runs[2])) / 2
    return made


def test_a_text_that_repeats_is_read_once(runs, memo):
    """The same model, and the very same repository."""
    first = read(compact(runs[2]), RUN, memo)
    second = read(compact(runs[3]), RUN, memo)
    assert (first, second) == (plainly(compact(runs[2])), plainly(compact(runs[3])))
    assert first.repository is second.repository is second.head_repository


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_pages_and_arrays_are_read_alike(runs, ensure_ascii):
    """Whatever holds the runs, in whichever spelling."""
    for run in runs:
        run["repository"]["description"] = 'größer \u2028 \x7f " \\ {'
    page = {"total_count": 8, "workflow_runs": runs}
    for document, returns in ((page, PAGE), (runs, MANY)):
        raw = json.dumps(
            document, separators=(",", ":"), ensure_ascii=ensure_ascii
        ).encode()
        memo = Memo()
        for _ in range(4):
            assert read(raw, returns, memo) == plainly(raw, returns)


def test_an_unknown_member_keeps_what_was_sent(runs, memo):
    """Where no model stands the stand-in would show: then all is read."""
    run = runs[2] | {"parent_repository": runs[2]["repository"]}
    value = read(compact(run), RUN, memo)
    assert value == plainly(compact(run))
    assert value.extra["parent_repository"]["full_name"] == "octo-org/app-0"


def test_a_member_of_another_kind_is_no_stand_in(runs, memo):
    """A string may say anything; so may a repository that differs at its end."""
    text = compact(runs[0]["repository"]).decode()
    run = runs[2] | {"display_title": f'x repository":{text}'}
    run["head_repository"] = run["repository"] | {"private": True}
    assert read(compact(run), RUN, memo) == plainly(compact(run))
    run["repository"] = run["repository"] | {"fork": True}
    assert read(compact(run), RUN, memo) == plainly(compact(run))


def test_what_no_longer_repeats_is_forgotten(runs, memo):
    """Nobody looks for it in every answer to come."""
    other = next(corpus.distinct(1))
    assert read(compact(other), RUN, memo) == plainly(compact(other))
    raw = compact(runs[2])
    assert memo.repeats.shorten(raw, "WorkflowRun") == (raw, 0)


def test_a_memo_that_has_let_go_reads_all(runs, memo):
    """The memo is bounded, and the stand-in's model may leave it."""
    memo["MinimalRepository"].clear()
    for run in runs[2:]:
        assert read(compact(run), RUN, memo) == plainly(compact(run))


def test_a_misfit_is_named_as_ever(runs, memo):
    """A13: the error of the whole answer, not of the shortened one."""
    with pytest.raises(StructureError) as caught:
        read(compact(runs[2] | {"actor": []}), RUN, memo)
    assert caught.value.path == "$.actor"
    with pytest.raises(ValueError, match="line 1"):
        read(compact(runs[2])[:-1], RUN, memo)


def test_another_spelling_is_looked_for_a_few_times_only(runs):
    """A server that writes spaces loses nothing by it in the long run."""
    memo = Memo()
    for _ in range(5):
        for run in runs:
            raw = json.dumps(run).encode()
            assert read(raw, RUN, memo) == plainly(raw)
    assert memo.repeats.learn(compact(runs[0]), "WorkflowRun", runs[0]) is None


def test_texts_are_bounded():
    """Bounded memory: a client that sees many repositories keeps some."""
    repeats = Repeats()
    for number in range(300):
        data = {"id": number, "name": "x" * 80}
        raw = compact({"repository": data})
        assert repeats.learn(raw, "WorkflowRun", data)
        assert repeats.shorten(raw, "WorkflowRun")[1] == 1
    raw = compact({"repository": {"id": 7, "name": "x" * 80}})
    assert repeats.shorten(raw, "WorkflowRun") == (raw, 0)


def test_without_the_fast_road_all_is_read(runs, monkeypatch):
    """Where classes cannot be switched, cattrs reads the whole answer."""
    monkeypatch.setattr(convert, "can_switch_class", lambda: False)
    memo = Memo()
    for run in runs[:3]:
        assert read(compact(run), RUN, memo) == plainly(compact(run))
    assert not memo
