from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

import aioghactions as gha
from aioghactions._core.call import Returns
from aioghactions._json.sharing import SharedObjects
from aioghactions._json.structure import structure
from aioghactions._resources.run_matcher import LAG, SKEW, RunMatcher
from tests.support import fragment

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SENT = NOON.timestamp()
OVER = SENT + 1 + LAG + SKEW + 1
[RUN] = [
    evolve(
        structure(example.payload, Returns("WorkflowRun"), SharedObjects()),
        event="workflow_dispatch",
        head_branch="main",
        created_at=NOON,
        display_title="CI",
    )
    for example in fragment.examples()
    if str(example) == "ghec/get-workflow-run.200"
]
LOGIN = RUN.actor.login


def trace(**about):
    """Return what is known of a dispatch that was answered in a second."""
    usual = {"ref": "main", "sent": SENT, "answered": SENT + 1, "accepted": True}
    return RunMatcher(**(usual | about))


def run(number=1, **about):
    """Return a run that fits, but for what is said."""
    return evolve(RUN, id=number, **about)


@pytest.mark.parametrize(
    ("about", "fits"),
    [
        ({}, True),
        ({"event": "push"}, False),
        ({"head_branch": "develop"}, False),
        ({"head_branch": None}, False),
        ({"created_at": NOON - timedelta(seconds=3)}, True),
        ({"created_at": NOON - timedelta(seconds=4)}, False),
        ({"created_at": NOON + timedelta(seconds=13)}, True),
        ({"created_at": NOON + timedelta(seconds=14)}, False),
    ],
)
def test_a_run_fits_if_nothing_speaks_against_it(about, fits):
    """S4: event, ref, and when it can have been created."""
    assert trace().fits(run(**about)) == fits


@pytest.mark.parametrize("ref", ["main", "refs/heads/main", "refs/tags/main"])
def test_a_ref_may_be_written_out(ref):
    """S4: runs name it in short."""
    assert trace(ref=ref).fits(run())


@pytest.mark.parametrize(
    ("known", "about", "fits"),
    [
        ({"actor": LOGIN.upper()}, {}, True),
        ({"actor": "hubot"}, {}, False),
        ({"actor": "hubot"}, {"actor": None}, True),
        ({"head_sha": RUN.head_sha}, {}, True),
        ({"head_sha": "00" * 20}, {}, False),
        ({"marker": "CI"}, {}, True),
        ({"marker": "a1b2"}, {}, False),
        ({"marker": "a1b2"}, {"display_title": "Deploy a1b2"}, True),
        ({"marker": "a1b2"}, {"display_title": None, "name": "a1b2"}, True),
        ({"marker": "a1b2"}, {"display_title": None, "name": None}, False),
        # A marked run may come as late as it likes, but not before it was sent.
        ({"marker": "CI"}, {"created_at": NOON + timedelta(hours=1)}, True),
        ({"marker": "CI"}, {"created_at": NOON - timedelta(seconds=4)}, False),
        # It is a word of the title, not a part of one.
        ({"marker": "7"}, {"display_title": "Deploy 7"}, True),
        ({"marker": "7"}, {"display_title": "Deploy (7)."}, True),
        ({"marker": "7"}, {"display_title": "Deploy 17"}, False),
        ({"marker": "7"}, {"display_title": "Deploy 7a"}, False),
        ({"marker": "v1.2"}, {"display_title": "Deploy v1.2, now"}, True),
        ({"marker": "v1.2"}, {"display_title": "Deploy v1.2.3"}, False),
        ({"marker": "2.3"}, {"display_title": "Deploy v1.2.3"}, False),
        ({"marker": "prod"}, {"display_title": "Deploy pre-prod"}, False),
        ({"marker": "prod"}, {"display_title": "Deploy prod-eu"}, False),
        ({"marker": "a.*b"}, {"display_title": "Deploy a+b"}, False),
    ],
)
def test_what_is_known_must_be_so(known, about, fits):
    """S4: actor, commit, marker; what an old server does not say is no objection."""
    assert trace(**known).fits(run(**about)) == fits


@pytest.mark.parametrize("now", [SENT, OVER])
def test_where_nothing_fits_nothing_is_told(now):
    """S4: it may still appear."""
    assert trace().judge([], now=now) is None
    assert trace().judge([run(event="push")], now=now) is None


def test_a_lone_run_is_told_when_no_other_can_come():
    """S4: and not before."""
    mine = run()
    until = trace().until
    assert trace().judge([mine], now=until) is None
    assert trace().judge([run(2, event="push"), mine], now=until + 1) is mine


def test_a_marked_run_is_told_at_once():
    """S4: no other can have its marker."""
    mine = run(display_title="a1b2")
    assert trace(marker="a1b2").judge([run(2), mine], now=SENT) is mine


@pytest.mark.parametrize("now", [SENT, OVER])
@pytest.mark.parametrize("known", [{}, {"marker": "CI"}, {"actor": LOGIN}])
def test_two_that_fit_are_too_many(known, now):
    """S4: at any time, whatever is known."""
    with pytest.raises(gha.AmbiguousRunError, match="run 1, run 2 fit") as caught:
        trace(**known).judge([run(1), run(2)], now=now)
    assert [candidate.id for candidate in caught.value.candidates] == [1, 2]


@pytest.mark.parametrize(
    ("known", "about", "proven"),
    [
        ({}, {}, False),
        ({"head_sha": RUN.head_sha}, {}, False),
        ({"actor": LOGIN}, {}, True),
        ({"actor": LOGIN}, {"actor": None}, False),
        ({"marker": "CI"}, {}, True),
    ],
)
def test_after_a_failure_a_lone_run_needs_a_proof(known, about, proven):
    """S4: there may be none of ours, and somebody else's may fit."""
    lost, mine = trace(accepted=False, **known), run(**about)
    if proven:
        assert lost.judge([mine], now=OVER) is mine
        return
    with pytest.raises(gha.AmbiguousRunError, match="may have been lost"):
        lost.judge([mine], now=OVER)
