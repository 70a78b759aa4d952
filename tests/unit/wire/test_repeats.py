"""What an answer repeats byte for byte is neither parsed nor structured again."""

import json

import pytest

from aioghactions._wire import codec, convert
from aioghactions._wire.call import Returns
from aioghactions._wire.convert import Memo, StructureError, read, structure
from aioghactions._wire.memo import LIMIT
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


def strangers(count):
    """Return bodies that share nothing with ``runs`` or each other."""
    return [compact(run) for run in corpus.distinct(count + 8)][8:]


def outcome(raw, memo):
    """Return the model, or the path of what does not fit."""
    try:
        return read(raw, RUN, memo)
    except StructureError as misfit:
        return misfit.path


@pytest.fixture
def runs():
    """Return runs of one repository."""
    return list(corpus.shared(8))


@pytest.fixture
def memo(runs):
    """Return a memo that knows the texts of the repository and of who is behind it."""
    made = Memo()
    for run in runs[:2]:
        read(compact(run), RUN, made)
    short, stand_ins = made.repeats.shorten(compact(runs[1]), "WorkflowRun")
    assert stand_ins == 4
    assert len(short) < len(compact(runs[1])) / 3
    return made


def test_a_text_that_repeats_is_read_once(runs, memo):
    """The same model, and the very same repository."""
    first = read(compact(runs[2]), RUN, memo)
    second = read(compact(runs[3]), RUN, memo)
    assert (first, second) == (plainly(compact(runs[2])), plainly(compact(runs[3])))
    assert first.repository is second.repository is second.head_repository


def test_people_are_read_once_however_many_they_are(runs):
    """More of them than the memo of objects holds."""
    people = [run["actor"] for run in corpus.distinct(LIMIT + 20)]
    page = [
        run | {"actor": who, "triggering_actor": who} for run in runs for who in people
    ]
    memo = Memo()
    first = read(compact(page[:60]), MANY, memo)
    for _ in range(6):
        read(compact(page), MANY, memo)
    again = read(compact(page[:60]), MANY, memo)
    assert again == first == plainly(compact(page[:60]), MANY)
    _, stand_ins = memo.repeats.shorten(compact(page), "WorkflowRun")
    assert stand_ins == 4 * len(page)
    assert read(compact(page), MANY, memo)[3].actor is again[3].actor


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
    """Nobody looks for it in every answer to come; some day it is learned anew."""
    for raw in strangers(8):
        assert read(raw, RUN, memo) == plainly(raw)
    raw = compact(runs[2])
    assert memo.repeats.shorten(raw, "WorkflowRun") == (raw, 0)
    assert read(raw, RUN, memo) == plainly(raw)
    assert memo.repeats.shorten(raw, "WorkflowRun") == (raw, 0)
    for _ in range(128):
        assert read(raw, RUN, memo) == plainly(raw)
    assert memo.repeats.shorten(raw, "WorkflowRun")[1] == 4


def test_a_few_answers_of_another_kind_take_nothing_away(runs, memo):
    """A client that asks two repositories in turn knows both."""
    for raw in strangers(7):
        read(raw, RUN, memo)
    assert memo.repeats.shorten(compact(runs[1]), "WorkflowRun")[1] == 4


def test_a_stand_in_stands_where_its_model_does(runs, memo):
    """The same text may be of another model at another place: then all is read."""
    run = runs[2] | {"actor": runs[2]["repository"]["owner"]}
    run["repository"] = run["repository"] | {"owner": runs[1]["actor"]}
    swapped = runs[1] | {"triggering_actor": runs[1]["repository"]}
    for odd in (run, swapped):
        assert outcome(compact(odd), memo) == outcome(compact(odd), Memo())


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
    raw = compact(runs[1])
    assert memo.repeats.shorten(raw, "WorkflowRun") == (raw, 0)


def test_texts_are_bounded():
    """Bounded memory: of many repositories the last ones are kept."""
    repeats = Repeats()
    for number in range(300):
        repeats.note("R", {"id": number, "name": "x" * 80}, object())
        repeats.learn("WorkflowRun")
    bodies = [compact({"repository": {"id": n, "name": "x" * 80}}) for n in range(300)]
    found = [repeats.shorten(raw, "WorkflowRun")[1] for raw in bodies]
    assert found == [0] * (300 - 128) + [1] * 128
    assert len(repeats._by_id) == 128


def test_of_one_answer_a_few_are_learned():
    """Bounded work: writing a text to remember it takes its time."""
    repeats = Repeats()
    for number in range(99):
        repeats.note("R", {"id": number}, object())
    repeats.learn("WorkflowRun")
    assert len(repeats._by_id) == 16


def test_an_object_that_has_changed_is_learned_anew():
    """Its text begins as before, so it takes the place of the old one."""
    repeats = Repeats()
    for name in ("x" * 80 + "a", "x" * 80 + "b"):
        made = object()
        repeats.note("R", {"name": name}, made)
        repeats.learn("WorkflowRun")
        raw = compact({"repository": {"name": name}})
        short, count = repeats.shorten(raw, "WorkflowRun")
        assert count == 1
        assert repeats.find(codec.loads(short)["repository"]["id"], "R") is made
        assert repeats.all_found(1)
    assert len(repeats._by_id) == 1


def test_what_cannot_be_written_is_not_learned():
    """The standard library reads half of a surrogate pair, and writes none."""
    repeats = Repeats()
    repeats.note("R", {"name": "\ud800"}, object())
    repeats.learn("WorkflowRun")
    assert not repeats._by_id


def test_without_the_fast_road_all_is_read(runs, monkeypatch):
    """Where classes cannot be switched, cattrs reads the whole answer."""
    monkeypatch.setattr(convert, "can_switch_class", lambda: False)
    memo = Memo()
    for run in runs[:3]:
        assert read(compact(run), RUN, memo) == plainly(compact(run))
    assert not memo
